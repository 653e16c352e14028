package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import octavo.nn.AcceptedFinding;

/// The findings that the layers of a network declare to be meant.
///
/// @param list with the paths from the network on
record AcceptedFindings(List<Declared> list) {
  /// One declaration.
  ///
  /// @param path of the layer that it is about
  record Declared(String rule, String path, String why) {}

  static AcceptedFindings of(Subject subject) {
    List<Declared> found = new ArrayList<>();
    subject
        .layers()
        .forEach(placed -> {
          for (AcceptedFinding one :
              placed.layer().getClass().getAnnotationsByType(AcceptedFinding.class)) {
            found.add(new Declared(one.rule(), joined(placed.path(), one.at()), one.why()));
          }
        });
    return new AcceptedFindings(found);
  }

  private static String joined(String above, String below) {
    return above.isEmpty() || below.isEmpty() ? above + below : above + "." + below;
  }

  /// Why the finding is meant, if it is.
  Optional<String> reason(Finding finding) {
    return list.stream()
        .filter(
            one -> one.rule().equals(finding.rule()) && Paths.isWithin(finding.path(), one.path()))
        .map(Declared::why)
        .findFirst();
  }
}

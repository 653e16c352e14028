package octavo.analysis.lint;

import java.util.List;
import java.util.Map;
import octavo.nn.Parameter;

/// Layers of whose parameters none has a gradient.
final class Unreached {
  private Unreached() {}

  /// Whether the layer has parameters and none of them is reached.
  static boolean isWholly(Placed placed, Subject subject, Slopes slopes) {
    List<Parameter> own = parameters(placed, subject);
    return !own.isEmpty() && own.stream().noneMatch(slopes::reaches);
  }

  static long numbers(Placed placed, Subject subject) {
    return parameters(placed, subject).stream().mapToLong(p -> p.tensor().elements()).sum();
  }

  /// By their names in the network: asking a part for its parameters would give them others.
  private static List<Parameter> parameters(Placed placed, Subject subject) {
    return subject.parameters().entrySet().stream()
        .filter(entry -> Paths.isWithin(entry.getKey(), placed.path()))
        .map(Map.Entry::getValue)
        .distinct()
        .toList();
  }
}

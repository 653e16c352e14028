package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;

/// Parameters that an optimizer holds but the network has not: left over from another network.
record ForeignParameter() implements Rule {
  @Override
  public String name() {
    return "foreign-parameter";
  }

  @Override
  public String says() {
    return "an optimizer holds a parameter that is not the network's";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.OPTIMIZER);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Set<Parameter> own = new HashSet<>();
    own.addAll(subject.parameters().values());
    List<String> names = new ArrayList<>();
    int all = 0;
    for (Optimizer optimizer : subject.training().optimizers()) {
      for (Optimizer.Group group : optimizer.groups()) {
        all += group.parameters().size();
        group
            .parameters()
            .forEach((name, parameter) -> {
              if (!own.contains(parameter)) {
                names.add(name);
              }
            });
      }
    }
    if (!names.isEmpty()) {
      findings.warning(
          "",
          "the optimizer holds %d parameters, of which %d are not the network's: %s."
              .formatted(
                  all,
                  names.size(),
                  String.join(", ", names.subList(0, Math.min(3, names.size())))),
          "They never get a gradient from this network; it may be that the optimizer was made for another one.",
          "Make the optimizer from network.parameters() of the network that is trained.");
    }
  }
}

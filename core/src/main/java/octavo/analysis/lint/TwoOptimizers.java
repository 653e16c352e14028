package octavo.analysis.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;

/// One parameter in two optimizers. Within one optimizer it is refused.
record TwoOptimizers() implements Rule {
  @Override
  public String name() {
    return "two-optimizers";
  }

  @Override
  public String says() {
    return "two optimizers hold the same parameter";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.OPTIMIZER);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Map<Parameter, Integer> first = new HashMap<>();
    List<Optimizer> optimizers = subject.training().optimizers();
    for (int i = 0; i < optimizers.size(); i++) {
      int number = i;
      for (Optimizer.Group group : optimizers.get(i).groups()) {
        group
            .parameters()
            .forEach((name, parameter) -> {
              Integer before = first.putIfAbsent(parameter, number);
              if (before != null && before != number) {
                findings.error(
                    name,
                    "is in optimizer %d and in optimizer %d.".formatted(before + 1, number + 1),
                    "Each step moves it twice, and each optimizer's momentum is of steps that the other undoes.",
                    "Share the parameters out by ParameterGroups, which gives each to one group.");
              }
            });
      }
    }
  }
}

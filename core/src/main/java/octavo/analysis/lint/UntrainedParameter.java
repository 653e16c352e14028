package octavo.analysis.lint;

import java.util.HashSet;
import java.util.Set;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;

/// Parameters of the network that no optimizer holds.
record UntrainedParameter() implements Rule {
  @Override
  public String name() {
    return "untrained-parameter";
  }

  @Override
  public String says() {
    return "a parameter of the network is in no optimizer";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.OPTIMIZER);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Set<Parameter> held = held(subject.training());
    subject
        .distinctParameters()
        .forEach(entry -> {
          if (!held.contains(entry.getValue())) {
            findings.error(
                entry.getKey(),
                "no optimizer holds this parameter %s."
                    .formatted(entry.getValue().tensor().shape()),
                "Its %d numbers stay as they were drawn."
                    .formatted(entry.getValue().tensor().elements()),
                "Make the optimizer from network.parameters() after the last layer is put in, or freeze it on purpose and leave this rule out.");
          }
        });
  }

  static Set<Parameter> held(Training training) {
    Set<Parameter> held = new HashSet<>();
    for (Optimizer optimizer : training.optimizers()) {
      optimizer.groups().forEach(group -> held.addAll(group.parameters().values()));
    }
    return held;
  }
}

package octavo.analysis.lint;

import java.util.HashSet;
import java.util.Set;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;

/// Parameters of the network that no optimizer holds; of a layer that is frozen as a whole, the layer.
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
    for (Unreached part : Unreached.in(subject, held(subject.training())::contains)) {
      Parameter single = part.isLayer() ? null : subject.parameters().get(part.path());
      findings.error(
          part.path(),
          single == null
              ? "no optimizer holds any of its parameters."
              : "no optimizer holds this parameter %s.".formatted(single.tensor().shape()),
          "Its %d numbers stay as they were drawn.".formatted(part.numbers()),
          "Make the optimizer from network.parameters() after the last layer is put in; if it is frozen on purpose, leave this rule out.");
    }
  }

  static Set<Parameter> held(Training training) {
    Set<Parameter> held = new HashSet<>();
    for (Optimizer optimizer : training.optimizers()) {
      optimizer.groups().forEach(group -> held.addAll(group.parameters().values()));
    }
    return held;
  }
}

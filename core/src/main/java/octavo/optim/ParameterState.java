package octavo.optim;

import java.util.List;
import java.util.Map;
import octavo.nn.Parameter;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// One parameter and what the transforms of its chain remember for it.
final class ParameterState {
  final Parameter parameter;
  private final String name;
  private final Optimizer.Group group;
  private final @Nullable FusedChain fused;
  private final Tensor[][] slots;
  private final String[][] names;
  private long steps;

  /// Whether nothing was remembered yet, so that the slots follow a parameter that is loaded.
  private boolean fresh = true;

  ParameterState(String name, Parameter parameter, Optimizer.Group group) {
    this.name = name;
    this.parameter = parameter;
    this.group = group;
    this.fused = FusedChain.of(group.chain());
    this.slots = new Tensor[group.chain().size()][];
    this.names = new String[slots.length][];
    initialize();
  }

  private void initialize() {
    for (int t = 0; t < slots.length; t++) {
      List<Slot> named = group.chain().get(t).slots(parameter.tensor().shape());
      slots[t] = new Tensor[named.size()];
      names[t] = named.stream().map(Slot::name).toArray(String[]::new);
      for (int i = 0; i < slots[t].length; i++) {
        // the parameter's own numbers are read: what a slot holds must not change with them
        slots[t][i] = named.get(i).initial().apply(parameter.tensor()).stopGradient().copy();
      }
    }
  }

  /// The gradient, contiguous and of the parameter's type.
  Tensor checked(Tensor gradient) {
    Shape shape = parameter.tensor().shape();
    if (!gradient.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "step: a gradient must have the shape of its parameter, but '%s' is %s and its gradient %s."
              .formatted(name, shape, gradient.shape()));
    }
    return gradient.stopGradient().to(parameter.dtype()).contiguous();
  }

  /// Which rows are to be updated: the ones given, those whose gradient is not zero, or all.
  RowSet rows(Tensor gradient, @Nullable Tensor given) {
    if (given != null) {
      Chains.requireElementwise("rows", group.chain());
      return RowSet.of(name, parameter.tensor().shape(), given);
    }
    return group.lazyRows() ? RowSet.ofNonzero(gradient) : RowSet.all(gradient.elements());
  }

  /// From here on the slots are the optimizer's own. Before, the parameter may have been loaded.
  private void settle() {
    if (fresh) {
      initialize();
      fresh = false;
    }
  }

  /// Begins a step: hands loops over blocks to the sweep, or does the whole.
  void begin(Tensor gradient, RowSet rows, long step, double norm, Sweep sweep) {
    settle();
    steps++;
    Step[] at = new Step[slots.length];
    for (int t = 0; t < at.length; t++) {
      at[t] = at(t, gradient, group.schedule().at(step), norm);
    }
    double rate = group.schedule().at(step);
    View p = parameter.tensor().view();
    if (fused != null) {
      sweep.add(fused.begin(at, p, gradient.view(), rate), rows);
    } else if (Chains.isElementwise(group.chain())) {
      sweep.add(BlockLoop.of(group.chain(), at, p, gradient.view(), rate), rows);
    } else {
      WholeChain.step(group.chain(), at, parameter.tensor(), gradient, rate);
    }
  }

  private Step at(int t, Tensor gradient, double rate, double norm) {
    return new Step(steps, rate, norm, parameter.tensor(), gradient, slots[t]);
  }

  void touch() {
    parameter.tensor().view().storage().touch();
  }

  boolean observe(Tensor estimate) {
    boolean used = false;
    settle();
    for (int t = 0; t < slots.length; t++) {
      if (group.chain().get(t) instanceof CurvatureTransform transform) {
        transform.observe(estimate, at(t, estimate, Double.NaN, Double.NaN));
        used = true;
      }
    }
    return used;
  }

  @Nullable Tensor evaluationPoint() {
    if (steps == 0) {
      return null;
    }
    for (int t = 0; t < slots.length; t++) {
      if (group.chain().get(t) instanceof EvaluationPoint transform) {
        return transform.evaluationPoint(at(t, parameter.tensor(), Double.NaN, Double.NaN));
      }
    }
    return null;
  }

  private String slotName(int t, int i) {
    return name + "." + names[t][i];
  }

  void save(Map<String, Tensor> all) {
    all.put(name + ".step", Tensors.of(new long[] {steps}, 1).reshape());
    for (int t = 0; t < slots.length; t++) {
      for (int i = 0; i < slots[t].length; i++) {
        all.put(slotName(t, i), slots[t][i].copy());
      }
    }
  }

  void requireIn(Map<String, Tensor> saved) {
    require(saved, name + ".step", Shape.SCALAR);
    for (int t = 0; t < slots.length; t++) {
      for (int i = 0; i < slots[t].length; i++) {
        require(saved, slotName(t, i), slots[t][i].shape());
      }
    }
  }

  void load(Map<String, Tensor> saved) {
    fresh = false;
    steps = (long) require(saved, name + ".step", Shape.SCALAR).item();
    for (int t = 0; t < slots.length; t++) {
      for (int i = 0; i < slots[t].length; i++) {
        Tensor found = require(saved, slotName(t, i), slots[t][i].shape());
        slots[t][i] = found.to(slots[t][i].dtype()).copy();
      }
    }
  }

  static Tensor require(Map<String, Tensor> saved, String name, Shape shape) {
    Tensor found = saved.get(name);
    if (found == null || !found.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "Optimizer.load: '%s' must be %s, but is %s. Is the state from another optimizer or model?"
              .formatted(name, shape, found == null ? "missing" : found.shape()));
    }
    return found;
  }
}

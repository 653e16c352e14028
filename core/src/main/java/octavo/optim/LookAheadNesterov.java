package octavo.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Nesterov's accelerated gradient as it was meant (Nesterov, 1983): the gradient is taken where the
/// momentum will carry the parameters, `g = ∇f(θ - ημm)`, then `m = μm + g` and `θ = θ - ηm`.
///
/// The usual form ([Optimizers], `withNesterov`) keeps `φ = θ - ημm` in the parameters, so that it
/// needs no look ahead; with a constant rate both are the same under that change of variables.
public final class LookAheadNesterov implements ClosureOptimizer {
  private final Map<String, Parameter> parameters;
  private final Schedule schedule;
  private final double momentum;
  private Map<String, Tensor> velocity;
  private long steps;

  private LookAheadNesterov(Map<String, Parameter> parameters, Schedule schedule, double momentum) {
    this.parameters = NamedTensors.require("LookAheadNesterov", parameters);
    this.schedule = schedule;
    this.momentum = momentum;
    this.velocity = NamedTensors.zeros(parameters);
  }

  /// An optimizer of these parameters.
  ///
  /// @param schedule the learning rate η
  /// @param momentum the factor μ, in `[0, 1)`
  /// @throws IllegalArgumentException if there is no parameter, or the momentum is out of its range
  public static LookAheadNesterov of(
      Map<String, Parameter> parameters, Schedule schedule, double momentum) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "LookAheadNesterov: the momentum must be in [0, 1), but is " + momentum + ".");
    }
    return new LookAheadNesterov(parameters, schedule, momentum);
  }

  /// With a constant rate.
  ///
  /// @throws IllegalArgumentException as [#of(Map, Schedule, double)]
  public static LookAheadNesterov of(
      Map<String, Parameter> parameters, double rate, double momentum) {
    return of(parameters, Schedule.constant(rate), momentum);
  }

  /// One step. The gradients that it returns are those ahead, which the step is made of. Where the closure fails the
  /// parameters go back to where they were, but for rounding.
  @Override
  public Gradients step(Supplier<Gradients> closure) {
    double rate = schedule.at(steps);
    parameters.forEach((name, p) -> InPlace.addScaled(p.tensor(), -rate * momentum, array(name)));
    Gradients ahead;
    boolean answered = false;
    try {
      ahead = closure.get();
      answered = true;
    } finally {
      if (!answered) {
        parameters.forEach(
            (name, p) -> InPlace.addScaled(p.tensor(), rate * momentum, array(name)));
      }
    }
    steps++;
    parameters.forEach((name, p) -> {
      Tensor g = ahead.find(p);
      Tensor m = array(name);
      Tensor next = m.multiply(momentum);
      if (g != null) {
        next = next.add(g.stopGradient());
        InPlace.addScaled(p.tensor(), -rate, g);
      }
      velocity.put(name, StepMemory.stays(next));
    });
    return ahead;
  }

  private Tensor array(String name) {
    return Objects.requireNonNull(velocity.get(name));
  }

  @Override
  public <T> T atEvaluationPoint(Supplier<T> body) {
    return body.get();
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public double learningRate() {
    return schedule.at(steps);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("steps", Tensors.of(new long[] {steps}, 1));
    velocity.forEach((name, array) -> state.put(name + ".momentum_buffer", array));
    return state;
  }

  @Override
  public void load(Map<String, Tensor> state) {
    SavedState saved = new SavedState("LookAheadNesterov.load", state);
    Map<String, Tensor> found = new LinkedHashMap<>();
    velocity.forEach((name, array) ->
        found.put(name, saved.array(name + ".momentum_buffer", array.shape()).to(array.dtype())));
    steps = saved.vector("steps", 1).toLongArray()[0];
    velocity = found;
  }
}

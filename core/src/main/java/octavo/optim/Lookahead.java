package octavo.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Lookahead (Zhang et al., 2019) around another optimizer: that one takes `period` steps with fast
/// weights, then the slow ones follow a share of the way, `slow = slow + α(fast - slow)`, and the
/// fast ones go on from there. The slow weights begin where the parameters are at the first step.
public final class Lookahead implements ClosureOptimizer {
  private static final String INNER = "inner.";
  private static final String SLOW = "slow.";

  private final ClosureOptimizer inner;
  private final Map<String, Parameter> parameters;
  private final int period;
  private final double share;
  private Map<String, Tensor> slow;
  private long steps;

  private Lookahead(
      ClosureOptimizer inner, Map<String, Parameter> parameters, int period, double share) {
    this.inner = inner;
    this.parameters = NamedTensors.require("Lookahead", parameters);
    this.period = period;
    this.share = share;
    this.slow = NamedTensors.copies(parameters);
  }

  /// Around `inner`, which optimizes these parameters. The paper takes a period of 5 (or 10) and a
  /// share α of 0.5 (or 0.8).
  ///
  /// @throws IllegalArgumentException if the period is not positive, the share not in (0, 1], or
  ///   there is no parameter
  public static Lookahead of(
      ClosureOptimizer inner, Map<String, Parameter> parameters, int period, double share) {
    if (period < 1) {
      throw new IllegalArgumentException(
          "Lookahead: the period must be at least 1, but is " + period + ".");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Lookahead: the share must be in (0, 1], but is " + share + ".");
    }
    return new Lookahead(inner, parameters, period, share);
  }

  /// Around `inner`, likewise.
  ///
  /// @throws IllegalArgumentException as the other
  public static Lookahead of(
      Optimizer inner, Map<String, Parameter> parameters, int period, double share) {
    return of(ClosureOptimizer.of(inner), parameters, period, share);
  }

  @Override
  public Gradients step(Supplier<Gradients> closure) {
    if (steps == 0) {
      slow = NamedTensors.copies(parameters); // they may have been loaded since
    }
    Gradients gradients = inner.step(closure);
    steps++;
    if (steps % period == 0) {
      parameters.forEach((name, p) -> {
        Tensor behind = Objects.requireNonNull(slow.get(name));
        InPlace.toward(behind, share, p.tensor());
        p.set(behind);
      });
    }
    return gradients;
  }

  /// Runs `body` with the slow weights.
  @Override
  public <T> T atEvaluationPoint(Supplier<T> body) {
    if (steps == 0) {
      return body.get();
    }
    Map<String, Tensor> fast = NamedTensors.copies(parameters);
    write(slow);
    try {
      return body.get();
    } finally {
      write(fast);
    }
  }

  private void write(Map<String, Tensor> numbers) {
    parameters.forEach((name, p) -> p.set(Objects.requireNonNull(numbers.get(name))));
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public double learningRate() {
    return inner.learningRate();
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("steps", Tensors.of(new long[] {steps}, 1));
    NamedTensors.put(state, SLOW, slow);
    NamedTensors.put(state, INNER, inner.state());
    return state;
  }

  @Override
  public void load(Map<String, Tensor> state) {
    SavedState saved = new SavedState("Lookahead.load", state);
    Map<String, Tensor> found = NamedTensors.read(saved, SLOW, slow);
    long taken = saved.vector("steps", 1).toLongArray()[0];
    inner.load(NamedTensors.below(state, INNER));
    slow = found;
    steps = taken;
  }
}

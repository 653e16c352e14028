package octavo.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Sharpness-aware minimization (Foret et al., 2021) around another optimizer: that one gets the
/// gradient not of the place where the parameters are, but of the worst one near by, `θ + ρ·g/‖g‖`
/// over all parameters together. Each step asks for two gradients.
///
/// The adaptive form (ASAM, Kwon et al., 2021) measures the way by the size of each number, so that
/// it does not depend on the scale of the weights: `θ + ρ·T²g/‖T·g‖` with `T = |θ| + η`.
///
/// The second pass should not move the running statistics of norms; [octavo.train.Trainer] sees to
/// it.
public final class Sam implements ClosureOptimizer {
  private static final double SMALL = 1e-12;

  private final ClosureOptimizer inner;
  private final Map<String, Parameter> parameters;
  private final double radius;
  private final boolean adaptive;
  private final double offset;

  private Sam(
      ClosureOptimizer inner,
      Map<String, Parameter> parameters,
      double radius,
      boolean adaptive,
      double offset) {
    if (!(radius > 0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException(
          "Sam: the radius must be positive and finite, but is " + radius + ".");
    }
    if (!(offset >= 0) || Double.isInfinite(offset)) {
      throw new IllegalArgumentException(
          "Sam: the offset must be finite and not negative, but is " + offset + ".");
    }
    this.inner = inner;
    this.parameters = NamedTensors.require("Sam", parameters);
    this.radius = radius;
    this.adaptive = adaptive;
    this.offset = offset;
  }

  /// Around `inner`, which optimizes these parameters. The paper's radius ρ is 0.05.
  ///
  /// @throws IllegalArgumentException if the radius is not positive, or there is no parameter
  public static Sam of(ClosureOptimizer inner, Map<String, Parameter> parameters, double radius) {
    return new Sam(inner, parameters, radius, false, 0);
  }

  /// Around `inner`, likewise.
  ///
  /// @throws IllegalArgumentException if the radius is not positive, or there is no parameter
  public static Sam of(Optimizer inner, Map<String, Parameter> parameters, double radius) {
    return of(ClosureOptimizer.of(inner), parameters, radius);
  }

  /// The adaptive form around `inner`. The paper's radius ρ is 0.5, its offset η 0.01.
  ///
  /// @throws IllegalArgumentException if the radius is not positive, the offset negative, or there
  ///   is no parameter
  public static Sam adaptive(
      ClosureOptimizer inner, Map<String, Parameter> parameters, double radius, double offset) {
    return new Sam(inner, parameters, radius, true, offset);
  }

  @Override
  public Gradients step(Supplier<Gradients> closure) {
    Here here = new Here(closure);
    inner.step(here);
    return here.first();
  }

  /// Asks for the gradients uphill of where the parameters are.
  private final class Here implements Supplier<Gradients> {
    private final Supplier<Gradients> closure;
    private @Nullable Gradients first;

    Here(Supplier<Gradients> closure) {
      this.closure = closure;
    }

    @Override
    public Gradients get() {
      Gradients gradients = closure.get();
      first = first == null ? gradients : first;
      Map<String, Tensor> before = NamedTensors.copies(parameters);
      climb(gradients);
      try {
        return closure.get();
      } finally {
        // not by subtraction, which would round
        before.forEach((name, numbers) -> {
          Parameter p = parameters.get(name);
          if (p != null) {
            p.set(numbers);
          }
        });
      }
    }

    Gradients first() {
      if (first == null) {
        throw new IllegalStateException(
            "Sam: the inner optimizer must ask for gradients in a step, but it asked for none.");
      }
      return first;
    }
  }

  private void climb(Gradients gradients) {
    Map<Parameter, Tensor> scaled = new LinkedHashMap<>(); // g, or T·g
    double sum = 0;
    for (Parameter p : parameters.values()) {
      Tensor g = gradients.find(p);
      if (g != null) {
        Tensor t = g.stopGradient();
        t = adaptive ? t.multiply(size(p)) : t;
        scaled.put(p, t);
        sum += t.to(DType.FLOAT64).square().sum().item();
      }
    }
    double factor = radius / (Math.sqrt(sum) + SMALL);
    scaled.forEach(
        (p, t) -> InPlace.addScaled(p.tensor(), factor, adaptive ? t.multiply(size(p)) : t));
  }

  private Tensor size(Parameter p) {
    return p.tensor().abs().add(offset);
  }

  @Override
  public <T> T atEvaluationPoint(Supplier<T> body) {
    return inner.atEvaluationPoint(body);
  }

  @Override
  public long steps() {
    return inner.steps();
  }

  @Override
  public double learningRate() {
    return inner.learningRate();
  }

  @Override
  public Map<String, Tensor> state() {
    return inner.state();
  }

  @Override
  public void load(Map<String, Tensor> state) {
    inner.load(state);
  }
}

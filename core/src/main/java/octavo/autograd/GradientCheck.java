package octavo.autograd;

import java.util.function.Function;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Compares gradients with finite differences, in float64.
///
/// The result of the function is projected on a fixed random direction `u`, so that one number
/// depends on every element: `s(x) = Σ u·f(x)`. Each partial derivative is compared with `(s(x + h)
/// - s(x - h)) / 2h`. The second order does the same with the gradient as the function.
///
/// @param step the distance `h`
/// @param relative the relative tolerance
/// @param absolute the absolute tolerance
public record GradientCheck(double step, double relative, double absolute) {
  /// Step 10⁻⁵ and tolerance 10⁻⁶: the difference quotient's own error is about `h²` plus `ε/h`,
  /// both near 10⁻¹⁰ of the size of the function's third derivative and of the function.
  public static final GradientCheck DEFAULT = new GradientCheck(1e-5, 1e-6, 1e-6);

  /// Checks the first derivatives of `f` at `xs`.
  ///
  /// @throws AssertionError naming the element, both values and their difference if one is off
  /// @throws IllegalArgumentException if an input is not float64
  public void first(Function<Tensor[], Tensor> f, Tensor... xs) {
    compare("first order", f, xs);
  }

  /// Checks the second derivatives of `f` at `xs`: each first derivative's own gradient.
  ///
  /// @throws AssertionError naming the element, both values and their difference if one is off
  /// @throws IllegalArgumentException if an input is not float64
  public void second(Function<Tensor[], Tensor> f, Tensor... xs) {
    for (int i = 0; i < xs.length; i++) {
      int which = i;
      compare("second order, gradient of input " + i, inputs -> gradient(f, inputs, which), xs);
    }
  }

  private static Tensor gradient(Function<Tensor[], Tensor> f, Tensor[] inputs, int which) {
    Tensor[] tracked = new Tensor[inputs.length];
    for (int i = 0; i < tracked.length; i++) {
      tracked[i] = inputs[i].tracked();
    }
    Tensor y = f.apply(tracked);
    Tensor found = Derivatives.gradientsOrNull(y, direction(y), true, tracked)[which];
    return found == null ? inputs[which].stopGradient().zerosLike() : found;
  }

  private static Tensor direction(Tensor y) {
    int[] shape = y.shape().toArray();
    return RandomTensors.normal(DType.FLOAT64, Rng.of(7), 0, 1, shape);
  }

  private void compare(String order, Function<Tensor[], Tensor> f, Tensor[] xs) {
    Tensor[] tracked = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      if (xs[i].dtype() != DType.FLOAT64) {
        throw new IllegalArgumentException(
            "gradient check: inputs must be float64, but input "
                + i
                + " is "
                + xs[i].dtype()
                + ". Convert first: x.to(DType.FLOAT64).");
      }
      tracked[i] = xs[i].stopGradient().tracked();
    }
    Tensor y = f.apply(tracked);
    Tensor u = direction(y);
    for (int i = 0; i < xs.length; i++) {
      Tensor found = y.isTracked() ? Derivatives.gradientsOrNull(y, u, false, tracked)[i] : null;
      Tensor dx = found == null ? xs[i].zerosLike() : found;
      double[] exact = dx.toDoubleArray();
      for (int e = 0; e < exact.length; e++) {
        double quotient =
            (projected(f, xs, i, e, step, u) - projected(f, xs, i, e, -step, u)) / (2 * step);
        double off = Math.abs(exact[e] - quotient);
        if (!(off <= absolute + relative * Math.max(Math.abs(quotient), Math.abs(exact[e])))) {
          throw new AssertionError(
              "gradient check (%s): element %d of input %d: the gradient is %.9g, the difference quotient %.9g, off by %.3g."
                  .formatted(order, e, i, exact[e], quotient, off));
        }
      }
    }
  }

  private static double projected(
      Function<Tensor[], Tensor> f, Tensor[] xs, int which, int element, double h, Tensor u) {
    Tensor[] moved = xs.clone();
    double[] values = xs[which].toDoubleArray();
    values[element] += h;
    moved[which] = Tensors.of(values, xs[which].shape().toArray());
    if (xs[which].rank() == 0) {
      moved[which] = moved[which].reshape();
    }
    return f.apply(moved).stopGradient().multiply(u).sum().item();
  }
}

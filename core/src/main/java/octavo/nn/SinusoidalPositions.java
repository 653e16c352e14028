package octavo.nn;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Adds to each step of `[batch, steps, features]` waves that tell its place (Vaswani et al., 2017): for
/// place `t` and pair `i`, `sin(t / base^(2i/features))` at `2i` and the cosine at `2i + 1`. Nothing is learned.
/// The waves of place `t + n` are a rotation of those of `t` that depends on `n` alone.
///
/// @param features numbers of a step, an even number
/// @param base how the wave lengths grow, from `2π` to `2π·base`
public record SinusoidalPositions(int features, double base) implements Layer {
  /// Checks the numbers.
  public SinusoidalPositions {
    if (features < 2 || features % 2 != 0) {
      throw new IllegalArgumentException(
          "SinusoidalPositions: the features must be an even number, but are " + features + ".");
    }
    requireBase("SinusoidalPositions", base);
  }

  /// Waves with the paper's base of 10,000.
  public SinusoidalPositions(int features) {
    this(features, 10_000);
  }

  static void requireBase(String layer, double base) {
    if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          layer + ": the base must be finite and above 1, but is " + base + ".");
    }
  }

  /// The waves of the places `0 … steps - 1`: `[steps, features]`.
  ///
  /// @throws IllegalArgumentException if `steps` is negative
  public Tensor table(int steps) {
    return table(0, steps);
  }

  private Tensor table(int first, int steps) {
    Shape shape = Shape.of(steps, features);
    double[] waves = new double[shape.elements()];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < features; i += 2) {
        double angle = ((double) first + t) * Math.pow(base, -(double) i / features);
        waves[t * features + i] = Math.sin(angle);
        waves[t * features + i + 1] = Math.cos(angle);
      }
    }
    return Tensors.of(waves, steps, features);
  }

  /// The sum.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]`
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return from(0, x);
  }

  /// The sum for steps the first of which stands at place `first`.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]` or the place is negative
  public Tensor from(int first, Tensor x) {
    if (x.rank() != 3 || x.size(2) != features) {
      throw new IllegalArgumentException(
          "SinusoidalPositions: the input must be [batch, steps, %d], but is %s."
              .formatted(features, x.shape()));
    }
    if (first < 0) {
      throw new IllegalArgumentException(
          "SinusoidalPositions: the first step must stand at place 0 or later, but stands at %d."
              .formatted(first));
    }
    Tensor real = Tensors.real("SinusoidalPositions", x);
    return real.add(table(first, x.size(1)).to(real.dtype()));
  }
}

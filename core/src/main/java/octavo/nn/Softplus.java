package octavo.nn;

import octavo.tensor.Tensor;

/// `ln(1 + e^(beta·x))/beta`, and `x` itself where `beta·x` exceeds `threshold`, element by element.
///
/// @param beta how sharp the bend is
/// @param threshold from where on the function is the identity
public record Softplus(double beta, double threshold) implements Layer {
  /// Checks the parameters.
  public Softplus {
    if (!(beta > 0 && Double.isFinite(beta)) || Double.isNaN(threshold)) {
      throw new IllegalArgumentException(
          "Softplus: beta must be positive and finite and the threshold a number, but beta is %s and the threshold is %s."
              .formatted(beta, threshold));
    }
  }

  /// With `beta` 1 and the threshold 20.
  public Softplus() {
    this(1, 20);
  }

  /// With another sharpness.
  public Softplus withBeta(double other) {
    return new Softplus(other, threshold);
  }

  /// With another threshold.
  public Softplus withThreshold(double other) {
    return new Softplus(beta, other);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softplus(beta, threshold);
  }
}

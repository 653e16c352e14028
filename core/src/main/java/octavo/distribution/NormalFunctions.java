package octavo.distribution;

import octavo.tensor.Tensor;

/// The standard normal distribution's functions.
final class NormalFunctions {
  private NormalFunctions() {}

  /// `Φ(z)`, accurate in the lower tail.
  static Tensor cumulative(Tensor z) {
    return z.multiply(-Math.sqrt(0.5)).erfc().multiply(0.5);
  }
}

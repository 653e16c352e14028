package octavo.distribution;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Noise without parameters, from which draws are made.
final class Noise {
  private Noise() {}

  /// Normal with mean 0 and deviation 1.
  static Tensor normal(DType type, Rng rng, int... shape) {
    return RandomTensors.normal(type, rng, 0, 1, shape);
  }

  /// Gumbel's distribution with location 0 and scale 1.
  static Tensor gumbel(DType type, Rng rng, int... shape) {
    return RandomTensors.gumbel(type, rng, 0, 1, shape);
  }

  /// Exponential with rate 1, never 0.
  static Tensor exponential(DType type, Rng rng, int... shape) {
    return RandomTensors.exponential(type, rng, 1, shape);
  }

  /// Logistic with location 0 and scale 1.
  static Tensor logistic(DType type, Rng rng, int... shape) {
    return RandomTensors.logistic(type, rng, 0, 1, shape);
  }

  /// Cauchy's distribution with location 0 and scale 1.
  static Tensor cauchy(DType type, Rng rng, int... shape) {
    return RandomTensors.cauchy(type, rng, 0, 1, shape);
  }

  /// Uniform in `(0, 1)`: neither end is drawn.
  static Tensor uniform(DType type, Rng rng, int... shape) {
    return RandomTensors.uniformOpen(type, rng, 0, 1, shape);
  }
}

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

  /// The logarithms of gamma numbers for concentrations of float64: a function of a gamma number has a finite slope of the logarithm where that of
  /// the number is infinite. They are not below that of the smallest number of `type`, where the slope is 0.
  static Tensor logGamma(DType type, Rng rng, Tensor concentration, int... sampleShape) {
    double least = Math.log(FunctionTransform.least(type));
    return RandomTensors.logGamma(rng, concentration, sampleShape).maximum(least);
  }

  /// Uniform in `(0, 1)`: neither end is drawn.
  static Tensor uniform(DType type, Rng rng, int... shape) {
    return RandomTensors.uniformOpen(type, rng, 0, 1, shape);
  }
}

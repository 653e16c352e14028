package octavo.distribution;

import octavo.kernel.Kernels;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
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

  /// Exponential with rate 1, never 0: `exp(-g)` with `g` of Gumbel's distribution.
  static Tensor exponential(DType type, Rng rng, int... shape) {
    return RandomTensors.gumbel(type, rng, 0, 1, shape).negate().exp();
  }

  /// Uniform in `(0, 1)`: neither end is drawn.
  static Tensor uniform(DType type, Rng rng, int... shape) {
    Tensor y = Tensor.allocate(type, Shape.of(shape));
    Kernels.RANDOM.uniform(rng.key(), rng.reserve(y.elements()), 0, 1, y.view());
    return y.maximum(type == DType.FLOAT64 ? 0x1p-54 : 0x1p-25);
  }
}

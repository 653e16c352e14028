package octavo.tensor;

import octavo.kernel.Kernels;
import octavo.random.Rng;
import octavo.storage.DType;

/// Tensors of random numbers. Every one draws from a generator that is given: the same generator at
/// the same place gives the same bits.
public final class RandomTensors {
  private RandomTensors() {}

  /// Uniform numbers in `[low, high)`.
  ///
  /// @throws IllegalArgumentException if `low` exceeds `high`
  public static Tensor uniform(Rng rng, double low, double high, int... shape) {
    if (!(low <= high && Float.isFinite((float) high - (float) low))) {
      throw new IllegalArgumentException(
          "uniform: low must not exceed high and their distance be a finite float32, but low is %s and high is %s."
              .formatted(low, high));
    }
    Tensor y = Tensor.zeros(shape);
    Kernels.RANDOM.uniform(rng.key(), rng.reserve(y.elements()), low, high, y.view());
    return y;
  }

  /// Normal numbers with mean 0 and deviation 1.
  public static Tensor normal(Rng rng, int... shape) {
    return normal(DType.FLOAT32, rng, 0, 1, shape);
  }

  /// Normal numbers.
  ///
  /// @throws IllegalArgumentException if the deviation is negative
  public static Tensor normal(Rng rng, double mean, double deviation, Shape shape) {
    return normal(DType.FLOAT32, rng, mean, deviation, shape.toArray());
  }

  /// Normal numbers of type float32 or float64.
  ///
  /// @throws IllegalArgumentException if the deviation is negative or the type is another
  public static Tensor normal(DType dtype, Rng rng, double mean, double deviation, int... shape) {
    if (!(deviation >= 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException(
          "normal: the deviation must be finite and not negative, but is " + deviation + ".");
    }
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("normal: the mean must be finite, but is " + mean + ".");
    }
    if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "normal: the type must be float32 or float64, but is " + dtype + ".");
    }
    Tensor y = Tensors.zeros(dtype, shape);
    Kernels.RANDOM.normal(rng.key(), rng.reserve(y.elements()), mean, deviation, y.view());
    return y;
  }

  /// Numbers of Gumbel's distribution with location 0 and scale 1: `-ln(-ln u)`, `u` uniform in (0,
  /// 1). The largest of several scores to which one each is added is that of class `i` with the
  /// probability that softmax gives it.
  public static Tensor gumbel(Rng rng, int... shape) {
    return gumbel(DType.FLOAT32, rng, 0, 1, shape);
  }

  /// Numbers of Gumbel's distribution, `location - scale·ln(-ln u)`, of type float32 or float64.
  ///
  /// @throws IllegalArgumentException if the scale is not positive, a parameter not finite or the
  ///     type another
  public static Tensor gumbel(DType dtype, Rng rng, double location, double scale, int... shape) {
    if (!(scale > 0 && Double.isFinite(scale) && Double.isFinite(location))) {
      throw new IllegalArgumentException(
          "gumbel: the location must be finite and the scale finite and positive, but they are %s and %s."
              .formatted(location, scale));
    }
    if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "gumbel: the type must be float32 or float64, but is " + dtype + ".");
    }
    Tensor y = Tensors.zeros(dtype, shape);
    Kernels.RANDOM.gumbel(rng.key(), rng.reserve(y.elements()), location, scale, y.view());
    return y;
  }

  /// 1 with probability `p`, else 0 (float32).
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public static Tensor bernoulli(Rng rng, double p, int... shape) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("bernoulli: p must be in [0, 1], but is " + p + ".");
    }
    Tensor y = Tensor.zeros(shape);
    Kernels.RANDOM.bernoulli(rng.key(), rng.reserve(y.elements()), p, y.view());
    return y;
  }

  /// Integers in `[low, high)` (int64).
  ///
  /// @throws IllegalArgumentException if there is none
  public static Tensor integers(Rng rng, long low, long high, int... shape) {
    if (low >= high) {
      throw new IllegalArgumentException(
          "integers: low must be less than high, but low is %d and high is %d."
              .formatted(low, high));
    }
    Tensor y = Tensors.zeros(DType.INT64, shape);
    Kernels.RANDOM.integers(rng.key(), rng.reserve(y.elements()), low, high, y.view());
    return y;
  }
}

package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// How a parameter begins. For weights `[out, in, …]` the fan-in is the numbers that enter one
/// output, `in·…`, the fan-out those that one input enters, `out·…`.
@FunctionalInterface
public interface Initializer {
  /// The first numbers of a parameter.
  Tensor create(Rng rng, Shape shape);

  /// All elements equal.
  static Initializer constant(double value) {
    return (rng, shape) -> Tensors.full(shape, value);
  }

  /// Normal numbers.
  static Initializer normal(double mean, double deviation) {
    return (rng, shape) -> RandomTensors.normal(rng, mean, deviation, shape);
  }

  /// Uniform numbers in `[low, high)`.
  static Initializer uniform(double low, double high) {
    return (rng, shape) -> RandomTensors.uniform(rng, low, high, shape.toArray());
  }

  /// Uniform in `±gain·√(3 / fanIn)` (He et al., 2015). The gain is √2 for ReLU; `√(1/3)` gives the
  /// default of PyTorch's linear and convolution layers.
  static Initializer kaimingUniform(double gain) {
    return (rng, shape) -> {
      double bound = gain * Math.sqrt(3.0 / fanIn(shape));
      return RandomTensors.uniform(rng, -bound, bound, shape.toArray());
    };
  }

  /// Normal with deviation `gain / √fanIn` (He et al., 2015). The gain is √2 for ReLU.
  static Initializer kaimingNormal(double gain) {
    return (rng, shape) -> RandomTensors.normal(rng, 0, gain / Math.sqrt(fanIn(shape)), shape);
  }

  /// Normal with deviation `gain / √fanOut`, which keeps the size of gradients instead of that of
  /// values (He et al., 2015). The gain is √2 for ReLU.
  static Initializer kaimingNormalFanOut(double gain) {
    return (rng, shape) -> RandomTensors.normal(rng, 0, gain / Math.sqrt(fanOut(shape)), shape);
  }

  /// Uniform in `±gain·√(6 / (fanIn + fanOut))` (Glorot and Bengio, 2010).
  static Initializer xavierUniform(double gain) {
    return (rng, shape) -> {
      double bound = gain * Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
      return RandomTensors.uniform(rng, -bound, bound, shape.toArray());
    };
  }

  /// Normal with deviation `gain·√(2 / (fanIn + fanOut))` (Glorot and Bengio, 2010).
  static Initializer xavierNormal(double gain) {
    return (rng, shape) -> {
      double deviation = gain * Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape)));
      return RandomTensors.normal(rng, 0, deviation, shape);
    };
  }

  /// A random matrix with orthonormal rows or columns, whichever are fewer, times `gain` (Saxe,
  /// McClelland and Ganguli, 2013); axes after the first are taken together.
  static Initializer orthogonal(double gain) {
    return (rng, shape) -> Orthogonal.create(rng, shape, gain);
  }

  /// Bilinear interpolation as the weight `[in, out/groups, …]` of a transposed convolution, each channel
  /// by itself; the kernel should be `2·stride - stride % 2` and the padding `⌈(stride - 1)/2⌉`. A network
  /// for segmentation begins with it and learns on (Long, Shelhamer and Darrell, 2015).
  static Initializer bilinear() {
    return (rng, shape) -> UpsamplingWeights.bilinear(shape);
  }

  /// The same weights for all `factor²` outputs that a [PixelShuffle] lays side by side, so that it begins
  /// as the nearest number's resizing, without a checkerboard (ICNR; Aitken et al., 2017).
  ///
  /// @param factor that of the pixel shuffle
  /// @param first how the weights of one output begin
  /// @throws IllegalArgumentException if the factor is not positive
  static Initializer icnr(int factor, Initializer first) {
    PixelShuffle.requireFactor("Initializer.icnr", factor);
    return (rng, shape) -> UpsamplingWeights.repeated(rng, shape, factor, first);
  }

  private static int fanIn(Shape shape) {
    requireMatrix(shape);
    return Math.max(1, shape.elements() / Math.max(1, shape.size(0)));
  }

  private static int fanOut(Shape shape) {
    requireMatrix(shape);
    return Math.max(1, shape.elements() / Math.max(1, shape.size(1)));
  }

  private static void requireMatrix(Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Initializer: fan-in and fan-out need at least two axes, but the shape is "
              + shape
              + ". Use normal, uniform or constant.");
    }
  }
}

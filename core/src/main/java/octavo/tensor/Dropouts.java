package octavo.tensor;

import octavo.kernel.elementwise.ActivationFunctions;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.kernel.random.Probability;
import octavo.op.Arithmetic;
import octavo.op.Dropout;
import octavo.op.GaussianNoiseProduct;
import octavo.random.Rng;
import org.jspecify.annotations.Nullable;

/// How masks are drawn. What is wrong is refused before a number is drawn.
final class Dropouts {
  /// `λ·α` of SELU: minus its limit at -∞.
  private static final double ALPHA =
      ActivationFunctions.SELU_SCALE * ActivationFunctions.SELU_ALPHA;

  private static final String DROPPED = "the probability to drop";

  private Dropouts() {}

  static Tensor inverted(Tensor x, double p, Rng rng) {
    Probability.require("dropout", DROPPED, p);
    Tensor real = Tensors.real("dropout", x);
    return new Dropout(rng.key(), rng.reserve(x.elements()), p).apply(real);
  }

  static Tensor vanilla(Tensor x, double p, Rng rng) {
    Probability.require("vanillaDropout", DROPPED, p);
    return elements(Tensors.real("vanillaDropout", x), p, 1, rng);
  }

  private static Tensor elements(Tensor x, double p, double scale, Rng rng) {
    return new Dropout(rng.key(), rng.reserve(x.elements()), p, scale).apply(x);
  }

  static Tensor shared(Tensor x, double p, Axes shared, Rng rng) {
    Probability.require("dropout", DROPPED, p);
    Tensor real = Tensors.real("dropout", x);
    int[] axes = x.shape().axes("dropout", shared.numbers());
    return masked(real, mask(real, axes, p, 1 / (1 - p), rng));
  }

  /// 0 with probability `p`, else `scale`; of size 1 along the axes.
  private static Tensor mask(Tensor x, int[] axes, double p, double scale, Rng rng) {
    Shape shape = x.shape();
    for (int axis : axes) {
      shape = shape.withSize(axis, 1);
    }
    return elements(Tensors.full(x.dtype(), shape, 1), p, scale, rng);
  }

  /// `x ⊙ mask`, 0 where the mask is 0 even if `x` is no number there: as in [Dropout].
  private static Tensor masked(Tensor x, Tensor mask) {
    return Arithmetic.of(BinaryFunction.MASK, x, mask);
  }

  static Tensor alpha(Tensor x, double p, @Nullable Axes shared, Rng rng) {
    Probability.require("alphaDropout", DROPPED, p);
    Tensor real = Tensors.real("alphaDropout", x);
    int[] axes = shared == null ? new int[0] : x.shape().axes("alphaDropout", shared.numbers());
    if (p == 0 || p == 1) {
      return p == 0 ? real : elements(real, 1, 0, rng);
    }
    double a = 1 / Math.sqrt((1 - p) * (1 + p * ALPHA * ALPHA));
    // a·((x + α')·m - α') is a·(x·m - α'·(1 - m))
    Tensor shifted = real.add(ALPHA);
    Tensor masked =
        shared == null
            ? elements(shifted, p, a, rng)
            : masked(shifted, mask(shifted, axes, p, a, rng));
    return masked.add(a * ALPHA * (p - 1));
  }

  static Tensor gaussian(Tensor x, double p, Rng rng) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException(
          "gaussianDropout: the probability to drop must be in [0, 1), but is " + p + ".");
    }
    Tensor real = Tensors.real("gaussianDropout", x);
    if (p == 0) {
      return real;
    }
    long counter = rng.reserve(x.elements());
    return new GaussianNoiseProduct(rng.key(), counter, Math.sqrt(p / (1 - p))).apply(real);
  }

  static Tensor block(Tensor x, double p, int blockSize, Rng rng) {
    Probability.require("dropBlock2d", DROPPED, p);
    if (blockSize < 1) {
      throw new IllegalArgumentException(
          "dropBlock2d: the block size must be positive, but is " + blockSize + ".");
    }
    Poolings.requireRank("dropBlock2d", 2, x);
    Tensor real = Tensors.real("dropBlock2d", x);
    if (p == 0 || p == 1 || x.elements() == 0) {
      return p == 1 ? elements(real, 1, 0, rng) : real;
    }
    int high = Math.min(blockSize, x.size(2));
    int wide = Math.min(blockSize, x.size(3));
    int down = x.size(2) - high + 1;
    int right = x.size(3) - wide + 1;
    double area = (double) x.size(2) * x.size(3) / ((double) down * right);
    double seeds = Math.min(1, p / ((double) high * wide) * area);
    Tensor dropped =
        RandomTensors.bernoulli(rng, seeds, x.size(0), x.size(1), down, right)
            .pad(2, high - 1, high - 1)
            .pad(3, wide - 1, wide - 1)
            .maxPool2d(Window.kernel(high, wide).withStride(1, 1));
    double kept = x.elements() - dropped.sum().item();
    double scale = kept == 0 ? 0 : x.elements() / kept;
    return masked(real, dropped.to(real.dtype()).affine(-scale, scale));
  }
}

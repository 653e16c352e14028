package octavo.tensor;

import java.util.Arrays;
import octavo.autograd.Engine;
import octavo.kernel.pool.PoolAxis;
import octavo.kernel.pool.PoolDivisor;
import octavo.kernel.pool.PoolGeometry;
import octavo.op.AveragePool;
import octavo.op.MaxPool;
import octavo.op.MaxPoolIndexed;
import octavo.op.PoolWindows;
import octavo.storage.DType;

/// From tensors and windows to the operations of pooling. A sequence is a picture of one row.
final class Poolings {
  private static final String[] AXES = {"depth", "height", "width"};

  private Poolings() {}

  /// The axes of an input with so many spatial ones, in words.
  static String axes(int rank) {
    return rank == 1 ? "length" : rank == 2 ? "height, width" : "depth, height, width";
  }

  /// Checks type and number of axes.
  static void requireRank(String operation, int rank, Tensor x) {
    Tensors.computable(operation, x);
    if (x.rank() != rank + 2) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, channels, %s], but is %s.%s"
              .formatted(
                  operation,
                  axes(rank),
                  x.shape(),
                  x.rank() == rank + 1 ? " Add a batch with unsqueeze(0)." : ""));
    }
  }

  static PoolGeometry geometry(String operation, int rank, Tensor x, Window w) {
    requireRank(operation, rank, x);
    w.meanPooling(operation, rank);
    PoolAxis[] axes = new PoolAxis[3];
    for (int axis = 0; axis < 3; axis++) {
      axes[axis] = PoolAxis.POINT;
      if (axis >= 3 - rank) {
        axes[axis] =
            new PoolAxis(
                x.size(axis - 1 + rank),
                w.size().along(axis),
                w.step(axis),
                w.padding().along(axis),
                w.dilation().along(axis));
        String name = rank == 1 ? "length" : AXES[axis];
        axes[axis].requireWindow(operation, name, w.ceilMode());
      }
    }
    return new PoolGeometry(x.size(0), x.size(1), axes[0], axes[1], axes[2], w.ceilMode());
  }

  /// The shape of one number for each window.
  static Shape outputs(int rank, PoolGeometry g) {
    return switch (rank) {
      case 1 -> Shape.of(g.batch(), g.channels(), g.outWidth());
      case 2 -> Shape.of(g.batch(), g.channels(), g.outHeight(), g.outWidth());
      default -> Shape.of(g.batch(), g.channels(), g.outDepth(), g.outHeight(), g.outWidth());
    };
  }

  private static Tensor picture(int rank, Tensor x) {
    return rank == 1 ? x.unsqueeze(2) : x;
  }

  private static Tensor back(int rank, Tensor y) {
    return rank == 1 ? y.squeeze(2) : y;
  }

  static Tensor maximum(String operation, int rank, Tensor x, Window w) {
    PoolGeometry g = geometry(operation, rank, x, w);
    w.pooling(operation, rank);
    return back(rank, new MaxPool(g).apply(picture(rank, x)));
  }

  static PoolingMethods.Pooled maximumWithIndices(String operation, int rank, Tensor x, Window w) {
    PoolGeometry g = geometry(operation, rank, x, w);
    w.pooling(operation, rank);
    Tensor[] found = Engine.applyAll(new MaxPoolIndexed(g), picture(rank, x));
    return new PoolingMethods.Pooled(back(rank, found[0]), back(rank, found[1]));
  }

  static Tensor mean(String operation, int rank, Tensor x, Window w) {
    PoolGeometry g = geometry(operation, rank, x, w);
    PoolDivisor divisor = new PoolDivisor(w.countIncludePad(), w.divisorOverride());
    return back(rank, new AveragePool(g, divisor).apply(picture(rank, Tensors.real(operation, x))));
  }

  static Tensor powerMean(String operation, int rank, Tensor x, double p, Window w) {
    if (!(p > 0 && Double.isFinite(p))) {
      throw new IllegalArgumentException(
          "%s: p must be positive and finite, but is %s.%s"
              .formatted(
                  operation, p, p == Double.POSITIVE_INFINITY ? " Did you mean maxPool?" : ""));
    }
    int numbers = geometry(operation, rank, x, w).windowSize();
    w.pooling(operation, rank);
    Tensor powers = Tensors.real(operation, x).power(p);
    return root(mean(operation, rank, powers, w).multiply(numbers), 1 / p);
  }

  /// `sum` to a power below 1; 0, with the gradient 0, of 0.
  private static Tensor root(Tensor sum, double power) {
    Tensor zero = sum.equalTo(0);
    Tensor plain = sum.stopGradient();
    // where the sum is 0 the root is taken of a constant, so that its infinite slope never enters
    Tensor safe = Tensors.where(zero, plain.onesLike(), sum).power(power);
    return Tensors.where(zero, plain.zerosLike(), safe);
  }

  static Tensor softMaximum(String operation, int rank, Tensor x, Window w) {
    PoolGeometry g = geometry(operation, rank, x, w);
    w.pooling(operation, rank);
    Tensor real = Tensors.real(operation, x);
    // less than every number, so without weight beside one, and yet a number: a window that sees
    // nothing
    // else has weights too, of zeros
    double lowest = real.dtype() == DType.FLOAT64 ? -Double.MAX_VALUE : -Float.MAX_VALUE;
    Tensor scores = new PoolWindows(g, lowest).apply(real);
    boolean whole = w.padding().equals(Extent.of(0)) && !w.ceilMode();
    Tensor numbers = whole ? scores : new PoolWindows(g, 0).apply(real);
    return scores.softmax(3).multiply(numbers).sum(3).reshape(outputs(rank, g));
  }

  static Tensor mixture(String operation, int rank, Tensor x, Window w, Tensor alpha) {
    geometry(operation, rank, x, w);
    Tensor real = Tensors.real(operation, x);
    Tensor share = perChannel(operation, "alpha", alpha, x);
    Tensor mean = mean(operation, rank, real, w);
    Tensor maximum = maximum(operation, rank, real, w.withoutMeanOptions());
    return maximum.subtract(mean).multiply(share).add(mean);
  }

  /// One number, or one for each channel, in a shape that broadcasts against `x`.
  ///
  /// @throws IllegalArgumentException if it is of another shape
  static Tensor perChannel(String operation, String what, Tensor given, Tensor x) {
    Tensors.computable(operation, given);
    boolean one = given.elements() == 1;
    if (!one && !given.shape().equals(Shape.of(x.size(1)))) {
      throw new IllegalArgumentException(
          "%s: %s must be one number or one for each channel, but is %s for input %s."
              .formatted(operation, what, given.shape(), x.shape()));
    }
    int[] shape = new int[x.rank()];
    Arrays.fill(shape, 1);
    shape[1] = one ? 1 : x.size(1);
    return given.reshape(shape);
  }
}

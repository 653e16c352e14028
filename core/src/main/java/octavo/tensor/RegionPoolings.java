package octavo.tensor;

import java.util.Arrays;
import octavo.kernel.pool.BoxGeometry;
import octavo.kernel.pool.Spans;
import octavo.op.BoxArgMax;
import octavo.op.BoxMean;
import octavo.op.Gather;
import octavo.op.MaxUnpool;
import octavo.storage.DType;
import octavo.tensor.PoolingMethods.Pooled;
import org.jspecify.annotations.Nullable;

/// From tensors and sizes to the operations of poolings whose result has a given size.
final class RegionPoolings {
  private RegionPoolings() {}

  private static int[] spatial(String operation, Tensor x, int most) {
    Tensors.computable(operation, x);
    if (x.rank() < 3 || x.rank() > 2 + most) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, channels, …] with %s, but is %s."
              .formatted(
                  operation,
                  most == 3 ? "one to three axes more" : "at least one axis more",
                  x.shape()));
    }
    int[] axes = new int[x.rank() - 2];
    Arrays.setAll(axes, i -> i + 2);
    return axes;
  }

  static Tensor globalMean(String operation, Tensor x) {
    return x.mean(Axes.keep(spatial(operation, x, Integer.MAX_VALUE - 2)));
  }

  static Tensor globalMaximum(String operation, Tensor x) {
    int[] ones = new int[spatial(operation, x, 3).length];
    Arrays.fill(ones, 1);
    return adaptiveMaximum(operation, x, ones).values();
  }

  static Tensor generalizedMean(String operation, Tensor x, Tensor p, double epsilon) {
    int[] axes = spatial(operation, x, Integer.MAX_VALUE - 2);
    if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "%s: epsilon must be finite and not negative, but is %s.".formatted(operation, epsilon));
    }
    Tensor exponent = Poolings.perChannel(operation, "p", p, x);
    Tensor powers = Tensors.real(operation, x).maximum(epsilon).power(exponent);
    return powers.mean(Axes.keep(axes)).power(exponent.reciprocal());
  }

  private static void requireSizes(String operation, Tensor x, int[] sizes) {
    Poolings.requireRank(operation, sizes.length, x);
    boolean fits = true;
    for (int i = 0; i < sizes.length; i++) {
      fits &= sizes[i] >= 1 && x.size(2 + i) >= 1;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: pictures and results must have at least one number along each axis, but the input is %s and the result is to be %s."
              .formatted(operation, x.shape(), Arrays.toString(sizes)));
    }
  }

  /// The window that cuts the input into parts of the same size, or null if there is none.
  private static @Nullable Window even(Tensor x, int[] sizes) {
    int[] kernel = {1, 1, 1};
    for (int i = 0; i < sizes.length; i++) {
      if (x.size(2 + i) % sizes[i] != 0) {
        return null;
      }
      kernel[3 - sizes.length + i] = x.size(2 + i) / sizes[i];
    }
    return Window.kernel(kernel[0], kernel[1], kernel[2]);
  }

  /// The three last sizes of a volume: those that are given, and 1 ahead of them.
  private static int[] threeOf(int... sizes) {
    int[] three = {1, 1, 1};
    System.arraycopy(sizes, 0, three, 3 - sizes.length, sizes.length);
    return three;
  }

  private static int[] spatialSizes(Tensor x) {
    return Arrays.copyOfRange(x.shape().toArray(), 2, x.rank());
  }

  private static Tensor volume(Tensor x) {
    int[] in = threeOf(spatialSizes(x));
    return x.reshape(x.size(0), x.size(1), in[0], in[1], in[2]);
  }

  private static BoxGeometry boxes(Tensor x, Spans[] spans) {
    int[] in = threeOf(spatialSizes(x));
    return new BoxGeometry(x.size(0), x.size(1), in[0], in[1], in[2], spans[0], spans[1], spans[2]);
  }

  private static BoxGeometry adaptive(Tensor x, int[] sizes) {
    int[] in = threeOf(spatialSizes(x));
    int[] out = threeOf(sizes);
    Spans[] spans = new Spans[3];
    Arrays.setAll(spans, a -> Spans.adaptive(in[a], out[a]));
    return boxes(x, spans);
  }

  private static Shape withSizes(Tensor x, int... sizes) {
    int[] shape = new int[2 + sizes.length];
    shape[0] = x.size(0);
    shape[1] = x.size(1);
    System.arraycopy(sizes, 0, shape, 2, sizes.length);
    return Shape.of(shape);
  }

  static Tensor adaptiveMean(String operation, Tensor x, int... sizes) {
    requireSizes(operation, x, sizes);
    Tensor real = Tensors.real(operation, x);
    if (Arrays.stream(sizes).allMatch(size -> size == 1)) {
      return globalMean(operation, real);
    }
    if (Arrays.equals(sizes, spatialSizes(x))) {
      return real;
    }
    Window even = even(x, sizes);
    if (even != null) {
      return Poolings.mean(operation, sizes.length, real, even);
    }
    return new BoxMean(adaptive(x, sizes)).apply(volume(real)).reshape(withSizes(x, sizes));
  }

  static Pooled adaptiveMaximum(String operation, Tensor x, int... sizes) {
    requireSizes(operation, x, sizes);
    Window even = even(x, sizes);
    return even != null
        ? Poolings.maximumWithIndices(operation, sizes.length, x, even)
        : maximum(x, adaptive(x, sizes), sizes);
  }

  /// The largest number of each box: found first, then gathered.
  private static Pooled maximum(Tensor x, BoxGeometry boxes, int[] sizes) {
    Tensor indices = new BoxArgMax(boxes).apply(volume(x.stopGradient()));
    Tensor places = indices.reshape(x.size(0), x.size(1), boxes.outSize());
    Tensor numbers = x.reshape(x.size(0), x.size(1), boxes.inSize());
    Shape shape = withSizes(x, sizes);
    return new Pooled(new Gather(2).apply(numbers, places).reshape(shape), indices.reshape(shape));
  }

  static Tensor pyramid(String operation, Tensor x, int... levels) {
    Poolings.requireRank(operation, 2, x);
    if (levels.length == 0) {
      throw new IllegalArgumentException(
          operation
              + ": at least one level is needed, but none is given. The paper's are 1, 2, 4.");
    }
    Tensor[] parts = new Tensor[levels.length];
    for (int i = 0; i < levels.length; i++) {
      Tensor y = adaptiveMaximum(operation, x, levels[i], levels[i]).values();
      parts[i] = y.reshape(x.size(0), x.size(1) * levels[i] * levels[i]);
    }
    return Tensors.concat(1, parts);
  }

  static Pooled fractional(
      String operation, Tensor x, Window window, Tensor samples, int... sizes) {
    requireSizes(operation, x, sizes);
    int rank = sizes.length;
    Poolings.geometry(operation, rank, x, window.sizeOnly(operation, rank));
    if (!samples.shape().equals(Shape.of(x.size(0), x.size(1), rank))) {
      throw new IllegalArgumentException(
          "%s: the samples must be [batch, channels, %d], but are %s for input %s."
              .formatted(operation, rank, samples.shape(), x.shape()));
    }
    Spans[] spans = new Spans[3];
    int[] out = threeOf(sizes);
    int[] in = threeOf(spatialSizes(x));
    for (int a = 0; a < 3; a++) {
      int kernel = a < 3 - rank ? 1 : window.size().along(a);
      if (kernel + out[a] - 1L > in[a]) {
        throw new IllegalArgumentException(
            "%s: the windows must begin at different places, but %d windows of %d need %d numbers along an axis and input %s has %d."
                .formatted(operation, out[a], kernel, kernel + out[a] - 1L, x.shape(), in[a]));
      }
      // of pictures the first sample is for the width
      int which = rank == 2 ? 2 - a : a;
      double[] own = a < 3 - rank ? new double[1] : samples(operation, samples.narrow(2, which, 1));
      spans[a] = Spans.random(in[a], out[a], kernel, own);
    }
    return maximum(x, boxes(x, spans), sizes);
  }

  private static double[] samples(String operation, Tensor one) {
    double[] values = one.to(DType.FLOAT64).toDoubleArray();
    for (double value : values) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(
            "%s: samples must be in [0, 1), but one is %s.".formatted(operation, value));
      }
    }
    return values;
  }

  static Tensor unpool(String operation, Tensor x, Tensor indices, int... sizes) {
    Poolings.requireRank(operation, sizes.length, x);
    if (!indices.shape().equals(x.shape())) {
      throw new IllegalArgumentException(
          "%s: one index for each number is needed, but the indices are %s and the input is %s."
              .formatted(operation, indices.shape(), x.shape()));
    }
    for (int size : sizes) {
      Tensors.size(operation, "a size of the result", size);
    }
    Shape shape = withSizes(x, sizes);
    int numbers = Shape.of(spatialSizes(x)).elements();
    int places = Shape.of(sizes).elements();
    Tensor flat = x.reshape(x.size(0), x.size(1), numbers);
    Tensor at = indices.reshape(x.size(0), x.size(1), numbers);
    return new MaxUnpool(operation, places).apply(flat, at).reshape(shape);
  }

  /// The sizes that a max pooling to the size of `x` comes from.
  static int[] sizesBefore(String operation, int rank, Tensor x, Window w) {
    Poolings.requireRank(operation, rank, x);
    w.unpooling(operation, rank);
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      int axis = 3 - rank + i;
      long size =
          (x.size(2 + i) - 1L) * w.step(axis) - 2L * w.padding().along(axis) + w.size().along(axis);
      sizes[i] = Math.max(0, Shape.total(operation, size));
    }
    return sizes;
  }
}

package octavo.kernel.resize;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// From the rules of coordinates of PyTorch to matrices, once for each axis and in double.
///
/// Number `i` of the result lies at `c = (i + ½)·ratio` of the input, whose number `j` covers `[j, j + 1)`.
/// The ratio is `in/out`, or `1/scale` where a scale is given and is to be used; where the corners are
/// aligned, `(in - 1)/(out - 1)` is the ratio and number `i` lies at `i·ratio + ½`.
public final class Sampling {
  private static final double KEYS = -0.75;
  private static final double KEYS_ANTIALIAS = -0.5;

  private Sampling() {}

  /// How an axis is resized.
  ///
  /// @param in numbers of the input
  /// @param out numbers of the result
  /// @param scale what the ratio is the inverse of, or 0 for `out/in`
  /// @param alignCorners whether the first and the last numbers lie on one another
  /// @param antialias whether the filter is as many times wider as the result has fewer numbers
  public static BandMatrix of(
      ResizeFilter filter, int in, int out, double scale, boolean alignCorners, boolean antialias) {
    double ratio =
        alignCorners
            ? out > 1 ? (in - 1.0) / (out - 1) : 0
            : scale > 0 ? 1 / scale : (double) in / out;
    BandMatrix matrix =
        switch (filter) {
          case NEAREST -> single(in, out, nearest(in, out, scale));
          case NEAREST_EXACT -> single(in, out, nearestExact(in, out, scale));
          case LINEAR ->
              antialias
                  ? smoothed(filter, in, out, ratio)
                  : in == out ? single(in, out, i -> i) : linear(in, out, ratio, alignCorners);
          case CUBIC ->
              antialias ? smoothed(filter, in, out, ratio) : cubic(in, out, ratio, alignCorners);
          case AREA -> area(in, out);
          case LANCZOS -> smoothed(filter, in, out, ratio);
        };
    return matrix.withStep(ratio);
  }

  /// Whole numbers where sizes decide, as they do for equal and for doubled sizes in any case; a product
  /// with a rounded ratio would miss some indices by one.
  private static IntUnaryOperator nearest(int in, int out, double scale) {
    boolean bySize = scale == 0 || in == out || out == 2L * in;
    return i -> (int) (bySize ? (long) i * in / out : (long) (i / scale));
  }

  private static IntUnaryOperator nearestExact(int in, int out, double scale) {
    return i -> (int) (scale == 0 ? (2L * i + 1) * in / (2L * out) : (long) ((i + 0.5) / scale));
  }

  private static BandMatrix single(int in, int out, IntUnaryOperator index) {
    int[] first = new int[out];
    Arrays.setAll(first, i -> Math.min(index.applyAsInt(i), in - 1));
    return BandMatrix.of(
        in,
        first,
        1,
        (i, w) -> {
          w[0] = 1;
          return 1;
        });
  }

  /// Where number `i` lies, counted from the middle of the input's first number.
  private static double source(int i, double ratio, boolean alignCorners) {
    return alignCorners ? i * ratio : ratio * (i + 0.5) - 0.5;
  }

  /// The last number has no neighbor: all weight is its own.
  private static BandMatrix linear(int in, int out, double ratio, boolean alignCorners) {
    int[] first = new int[out];
    double[] share = new double[out];
    for (int i = 0; i < out; i++) {
      double at = Math.max(0, source(i, ratio, alignCorners));
      first[i] = (int) Math.min((long) at, in - 1);
      share[i] = first[i] == in - 1 ? 0 : Math.min(1, at - first[i]);
    }
    return BandMatrix.of(
        in,
        first,
        2,
        (i, w) -> {
          w[0] = 1 - share[i];
          w[1] = share[i];
          return 2;
        });
  }

  /// Four neighbors; one beyond an edge counts for the number at the edge.
  private static BandMatrix cubic(int in, int out, double ratio, boolean alignCorners) {
    int[] middle = new int[out];
    int[] first = new int[out];
    double[] share = new double[out];
    for (int i = 0; i < out; i++) {
      double at = source(i, ratio, alignCorners);
      middle[i] = (int) Math.min(Math.floor(at), in - 1);
      share[i] = Math.clamp(at - middle[i], 0.0, 1.0);
      first[i] = Math.clamp(middle[i] - 1, 0, in - 1);
    }
    return BandMatrix.of(
        in,
        first,
        4,
        (i, w) -> {
          Arrays.fill(w, 0);
          int last = first[i];
          for (int k = 0; k < 4; k++) {
            last = Math.clamp(middle[i] + k - 1, 0, in - 1);
            w[last - first[i]] += keys(Math.abs(k - 1 - share[i]), KEYS);
          }
          return last - first[i] + 1;
        });
  }

  private static BandMatrix area(int in, int out) {
    int[] first = new int[out];
    int most = 0;
    for (int i = 0; i < out; i++) {
      first[i] = (int) ((long) i * in / out);
      most = Math.max(most, areaEnd(i, in, out) - first[i]);
    }
    return BandMatrix.of(
        in,
        first,
        most,
        (i, w) -> {
          int n = areaEnd(i, in, out) - first[i];
          Arrays.fill(w, 0, n, 1.0 / n);
          return n;
        });
  }

  private static int areaEnd(int i, int in, int out) {
    return (int) Math.ceilDiv((i + 1L) * in, (long) out);
  }

  /// The filter around the middle of each number of the result, widened by the ratio where that is above
  /// 1, of what lies inside the input; the weights are divided by their sum.
  private static BandMatrix smoothed(ResizeFilter filter, int in, int out, double ratio) {
    double wider = Math.max(1, ratio);
    double support = radius(filter) * wider;
    int[] first = new int[out];
    int[] end = new int[out];
    int most = 1;
    for (int i = 0; i < out; i++) {
      double center = ratio * (i + 0.5);
      first[i] = Math.clamp((long) (center - support + 0.5), 0, in - 1);
      end[i] = Math.clamp((long) (center + support + 0.5), first[i] + 1, in);
      most = Math.max(most, end[i] - first[i]);
    }
    return BandMatrix.of(
        in,
        first,
        most,
        (i, w) -> {
          int n = end[i] - first[i];
          double sum = 0;
          for (int k = 0; k < n; k++) {
            w[k] = weight(filter, (first[i] + k + 0.5 - ratio * (i + 0.5)) / wider);
            sum += w[k];
          }
          for (int k = 0; k < n; k++) {
            w[k] = sum == 0 ? 1.0 / n : w[k] / sum;
          }
          return n;
        });
  }

  private static double radius(ResizeFilter filter) {
    return filter == ResizeFilter.LANCZOS ? 3 : filter == ResizeFilter.CUBIC ? 2 : 1;
  }

  private static double weight(ResizeFilter filter, double distance) {
    double d = Math.abs(distance);
    return switch (filter) {
      case LANCZOS -> d >= 3 ? 0 : sinc(d) * sinc(d / 3);
      case CUBIC -> keys(d, KEYS_ANTIALIAS);
      default -> Math.max(0, 1 - d);
    };
  }

  /// `sin(πx) / (πx)`.
  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /// The cubic of Keys (1981) with the slope `a` at distance 1.
  private static double keys(double d, double a) {
    if (d < 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}

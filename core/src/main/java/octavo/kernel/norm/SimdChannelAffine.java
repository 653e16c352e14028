package octavo.kernel.norm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.storage.View;

/// `y = scale·x + shift` of each channel, on float32.
final class SimdChannelAffine {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// The longest piece of a slice that one task scales.
  private static final int PIECE = Parallel.MINIMUM_WORK;

  private SimdChannelAffine() {}

  /// Slices of many numbers, in pieces.
  static void longSlices(NormKernels.Channels c, View x, View scale, View shift, View y) {
    int n = c.spatial();
    int pieces = Math.ceilDiv(n, PIECE);
    Parallel.ranges(
        c.batch() * c.channels() * pieces,
        Math.max(1, Parallel.MINIMUM_WORK / n),
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int slice = task / pieces;
            int piece = task % pieces * PIECE;
            int channel = slice % c.channels();
            affine(
                x.floats(),
                x.offset() + slice * n + piece,
                scale.floats()[scale.offset() + channel],
                shift.floats()[shift.offset() + channel],
                y.floats(),
                y.offset() + slice * n + piece,
                Math.min(PIECE, n - piece));
          }
        });
  }

  private static void affine(float[] x, int from, float a, float b, float[] y, int to, int n) {
    FloatVector va = FloatVector.broadcast(S, a);
    FloatVector vb = FloatVector.broadcast(S, b);
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector.fromArray(S, x, from + i).fma(va, vb).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = Math.fma(x[from + i], a, b);
    }
  }

  /// Scale and shift once for each column, then example by example.
  static void shortSlices(NormKernels.Channels c, View x, View scale, View shift, View y) {
    float[] a = columns(c, scale);
    float[] b = columns(c, shift);
    Parallel.ranges(
        c.batch(),
        Math.max(1, Parallel.MINIMUM_WORK / a.length),
        (first, last) -> {
          for (int row = first; row < last; row++) {
            int at = row * a.length;
            affineRow(x.floats(), x.offset() + at, a, b, y.floats(), y.offset() + at);
          }
        });
  }

  private static float[] columns(NormKernels.Channels c, View v) {
    float[] columns = new float[c.channels() * c.spatial()];
    for (int channel = 0; channel < c.channels(); channel++) {
      int at = channel * c.spatial();
      Arrays.fill(columns, at, at + c.spatial(), v.floats()[v.offset() + channel]);
    }
    return columns;
  }

  private static void affineRow(float[] x, int from, float[] a, float[] b, float[] y, int to) {
    int n = a.length;
    int i = 0;
    for (; i < S.loopBound(n); i += S.length()) {
      FloatVector va = FloatVector.fromArray(S, a, i);
      FloatVector vb = FloatVector.fromArray(S, b, i);
      FloatVector.fromArray(S, x, from + i).fma(va, vb).intoArray(y, to + i);
    }
    for (; i < n; i++) {
      y[to + i] = Math.fma(x[from + i], a[i], b[i]);
    }
  }
}

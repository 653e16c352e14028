package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The rows of small images on their way to another row distance, by whole vectors: a row is seldom
/// longer than two of them, so that a call of a copying method for each would take longer than the copy.
/// A vector may write over what follows its row; rows are written in order, so that the next row mends
/// it.
final class SimdPlaneRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// `0, 1, 2, …`: which lane each is.
  static final float[] LANE = new float[LANES];

  static {
    for (int i = 0; i < LANES; i++) {
      LANE[i] = i;
    }
  }

  private SimdPlaneRows() {}

  /// `to[t + i·width + j] = from[f + i·n + j - left]` for `rows` rows `i` and `j < width`, zero where
  /// `j - left` is outside of the row; up to a vector of zeros is written behind the last row.
  static void spread(float[] from, int f, int rows, int n, int left, int width, float[] to, int t) {
    FloatVector lane = FloatVector.fromArray(S, LANE, 0);
    for (int k = (width - 1) / LANES * LANES; k >= 0; k -= LANES) {
      int first = k - left;
      VectorMask<Float> inside =
          lane.compare(VectorOperators.GE, -first).and(lane.compare(VectorOperators.LT, n - first));
      for (int i = 0; i < rows; i++) {
        FloatVector.fromArray(S, from, f + i * n + first, inside).intoArray(to, t + i * width + k);
      }
    }
  }

  /// `planes` images of `rows` rows of `n` numbers, one behind the other from `f` on, with zeros around
  /// each: those of image `p` begin at `t + p·plane`, rows `width` apart, the first `top` of them and
  /// those behind the image zero. Up to a vector of zeros is written behind the last image.
  static void surround(
      int planes,
      float[] from,
      int f,
      int rows,
      int n,
      int top,
      int left,
      int width,
      int plane,
      float[] to,
      int t) {
    FloatVector lane = FloatVector.fromArray(S, LANE, 0);
    int bottom = (top + rows) * width;
    // from right to left, since a vector that reaches beyond its row is in the next row's first
    // columns
    for (int k = (width - 1) / LANES * LANES; k >= 0; k -= LANES) {
      int first = k - left;
      VectorMask<Float> inside =
          lane.compare(VectorOperators.GE, -first).and(lane.compare(VectorOperators.LT, n - first));
      int source = f + first;
      for (int p = 0; p < planes; p++) {
        int at = t + p * plane;
        if (k == 0) {
          zeros(to, at, at + top * width);
        }
        int row = at + top * width + k;
        for (int i = 0; i < rows; i++) {
          FloatVector.fromArray(S, from, source, inside).intoArray(to, row);
          source += n;
          row += width;
        }
        if (k == 0) {
          zeros(to, at + bottom, at + plane);
        }
      }
    }
  }

  private static void zeros(float[] to, int t, int until) {
    for (int k = t; k < until; k += LANES) {
      FloatVector.zero(S).intoArray(to, k);
    }
  }
}

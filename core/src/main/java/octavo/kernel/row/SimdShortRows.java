package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;
import org.jspecify.annotations.Nullable;

/// Functions of rows of neighboring floats that are shorter than a vector. A row is read and written under a
/// mask and stays in a register between; the sums are those of [SimdRowMath] over the row filled up to a
/// vector with what adds nothing.
final class SimdShortRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdShortRows() {}

  /// The row at `at`, -∞ in the lanes behind it.
  private static FloatVector load(float[] x, int at, VectorMask<Float> row) {
    return FloatVector.fromArray(S, x, at, row).blend(Float.NEGATIVE_INFINITY, row.not());
  }

  /// The largest lane that is a number; the least finite number if all are -∞, which taken from itself is no
  /// number.
  private static float largest(FloatVector v) {
    FloatVector least = FloatVector.broadcast(S, -Float.MAX_VALUE);
    return least.blend(v, v.compare(VectorOperators.GT, least)).reduceLanes(VectorOperators.MAX);
  }

  /// Softmax of `rows` rows; `totals` takes `ln Σ exp x` of each, if it is there.
  static void softmax(
      float[] x, int from, float[] y, int to, int n, int rows, double @Nullable [] totals) {
    VectorMask<Float> inRow = S.indexInRange(0, n);
    float[] lanes = new float[LANES];
    for (int row = 0; row < rows; row++) {
      FloatVector v = load(x, from + row * n, inRow);
      float max = largest(v);
      FloatVector e = SimdMath.expLifted(v.sub(max));
      e.intoArray(lanes, 0);
      double sum = SimdLanes.sum(lanes);
      e.mul((float) (1 / sum)).intoArray(y, to + row * n, inRow);
      if (totals != null) {
        totals[row] = max + StrictMath.log(sum / SimdRowMath.LIFT);
      }
    }
  }

  /// `ln Σ exp x` of `rows` rows into `totals`.
  static void logSumExp(float[] x, int from, int n, int rows, double[] totals) {
    VectorMask<Float> inRow = S.indexInRange(0, n);
    float[] lanes = new float[LANES];
    for (int row = 0; row < rows; row++) {
      int at = from + row * n;
      FloatVector v = load(x, at, inRow);
      float max = largest(v);
      SimdMath.expNotLarge(v.sub(max)).intoArray(lanes, 0);
      totals[row] = SimdRowMath.total(x, at, n, max, SimdLanes.sum(lanes));
    }
  }

  /// `dx = dy - exp(y)·Σ dy` of `rows` rows.
  static void logSoftmaxBackward(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n, int rows) {
    VectorMask<Float> inRow = S.indexInRange(0, n);
    float[] lanes = new float[LANES];
    for (int row = 0; row < rows; row++) {
      int at = row * n;
      FloatVector g = FloatVector.fromArray(S, dy, dyo + at, inRow);
      g.intoArray(lanes, 0);
      FloatVector factor = FloatVector.broadcast(S, (float) -SimdLanes.sum(lanes));
      SimdMath.expNotLarge(FloatVector.fromArray(S, y, yo + at, inRow))
          .fma(factor, g)
          .intoArray(dx, dxo + at, inRow);
    }
  }
}

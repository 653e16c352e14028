package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The loops that bring finished sums to where they belong, with the [Epilogue] on the way.
final class SimdBlocks {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdBlocks() {}

  /// `y[yo + i] = min(max(x[xo + i] + added[ao + i], low), high)` for `i < n`, a multiple of the
  /// vectors' length; nothing is added where `added` is null. A NaN stays NaN.
  static void store(
      float[] x,
      int xo,
      float @Nullable [] added,
      int ao,
      float low,
      float high,
      float[] y,
      int yo,
      int n) {
    if (added == null) {
      bound(x, xo, low, high, y, yo, n);
    } else {
      add(x, xo, added, ao, low, high, y, yo, n);
    }
  }

  private static void bound(float[] x, int xo, float low, float high, float[] y, int yo, int n) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + i);
    }
  }

  private static void add(
      float[] x,
      int xo,
      float[] added,
      int ao,
      float low,
      float high,
      float[] y,
      int yo,
      int n) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      v = v.add(FloatVector.fromArray(S, added, ao + i));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, yo + i);
    }
  }
}

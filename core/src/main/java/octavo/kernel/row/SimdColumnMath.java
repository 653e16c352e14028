package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.elementwise.SimdMath;

/// Functions of many rows side by side: element `i` of row `r` lies at `i·inner + r`. A vector
/// holds one element of as many rows as it has lanes. The last vector overlaps the one before it,
/// so a row's value does not depend on its place.
final class SimdColumnMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdColumnMath() {}

  /// Where the vector of rows that begins at `r` is read: `r`, or further left at the end.
  private static int place(int r, int inner) {
    return Math.min(r, inner - LANES);
  }

  static void softmax(float[] x, int from, float[] y, int to, int n, int inner) {
    for (int strip = 0; strip < inner; strip += LANES) {
      int r = place(strip, inner);
      FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < n; i++) {
        max = max.max(FloatVector.fromArray(S, x, from + i * inner + r));
      }
      FloatVector sum = FloatVector.zero(S);
      for (int i = 0; i < n; i++) {
        FloatVector e = SimdMath.exp(FloatVector.fromArray(S, x, from + i * inner + r).sub(max));
        e.intoArray(y, to + i * inner + r);
        sum = sum.add(e);
      }
      FloatVector scale = FloatVector.broadcast(S, 1).div(sum);
      if (r < strip) { // the overlap has been scaled already: make those numbers again
        rescale(x, from + r, y, to + r, n, inner, max, scale);
        continue;
      }
      for (int i = 0; i < n; i++) {
        FloatVector.fromArray(S, y, to + i * inner + r).mul(scale).intoArray(y, to + i * inner + r);
      }
    }
  }

  private static void rescale(
      float[] x,
      int from,
      float[] y,
      int to,
      int n,
      int inner,
      FloatVector max,
      FloatVector scale) {
    for (int i = 0; i < n; i++) {
      SimdMath.exp(FloatVector.fromArray(S, x, from + i * inner).sub(max))
          .mul(scale)
          .intoArray(y, to + i * inner);
    }
  }

  static void softmaxBackward(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n, int inner) {
    for (int strip = 0; strip < inner; strip += LANES) {
      int r = place(strip, inner);
      FloatVector dot = FloatVector.zero(S);
      for (int i = 0; i < n; i++) {
        FloatVector a = FloatVector.fromArray(S, y, yo + i * inner + r);
        dot = a.fma(FloatVector.fromArray(S, dy, dyo + i * inner + r), dot);
      }
      for (int i = 0; i < n; i++) {
        FloatVector a = FloatVector.fromArray(S, y, yo + i * inner + r);
        FloatVector.fromArray(S, dy, dyo + i * inner + r)
            .sub(dot)
            .mul(a)
            .intoArray(dx, dxo + i * inner + r);
      }
    }
  }
}

package octavo.kernel.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Weaves four or six rows together in vectors of four lanes, where vectors have four or eight: the numbers of one
/// column lie one after the other then, and behind them those of the next column.
///
/// A square of four rows and columns is turned in two rounds, in each of which half of two vectors changes places: that
/// takes four shifts of whole 64-bit numbers and four exchanges of their halves, an instruction each. A selection from
/// two vectors of eight lanes takes five, and across the middle of a vector each of them costs two.
final class SimdQuadWeave {
  private static final VectorSpecies<Float> Q = FloatVector.SPECIES_128;
  private static final int SIDE = 4;

  private static final boolean[] ODD = {false, true, false, true};
  private static final boolean[] UPPER = {false, false, true, true};

  /// For `selectFrom(a)`: the halves of `a` exchanged.
  private static final float[] EXCHANGED = {2, 3, 0, 1};

  private SimdQuadWeave() {}

  /// Four rows: `to[o + p·width + i] = from[at + i·step + p]` for `k` numbers, a multiple of four.
  static void four(float[] from, int at, int step, int k, float[] to, int o, int width) {
    VectorMask<Float> odd = VectorMask.fromArray(Q, ODD, 0);
    VectorMask<Float> upper = VectorMask.fromArray(Q, UPPER, 0);
    FloatVector exchanged = FloatVector.fromArray(Q, EXCHANGED, 0);
    for (int p = 0; p < k; p += SIDE) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(Q, from, q);
      FloatVector r1 = FloatVector.fromArray(Q, from, q + step);
      FloatVector r2 = FloatVector.fromArray(Q, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(Q, from, q + 3 * step);
      FloatVector a0 = r0.blend(up(r1), odd);
      FloatVector a1 = down(r0).blend(r1, odd);
      FloatVector a2 = r2.blend(up(r3), odd);
      FloatVector a3 = down(r2).blend(r3, odd);
      int t = o + p * width;
      a0.blend(exchanged.selectFrom(a2), upper).intoArray(to, t);
      a1.blend(exchanged.selectFrom(a3), upper).intoArray(to, t + width);
      exchanged.selectFrom(a0).blend(a2, upper).intoArray(to, t + 2 * width);
      exchanged.selectFrom(a1).blend(a3, upper).intoArray(to, t + 3 * width);
    }
  }

  /// Six rows, the same with a width of six. The last two are stored as if they were four: what reaches into the next
  /// column is written later, and the last vector begins earlier instead.
  static void six(float[] from, int at, int step, int k, float[] to, int o) {
    VectorMask<Float> odd = VectorMask.fromArray(Q, ODD, 0);
    VectorMask<Float> upper = VectorMask.fromArray(Q, UPPER, 0);
    FloatVector exchanged = FloatVector.fromArray(Q, EXCHANGED, 0);
    for (int p = 0; p < k; p += SIDE) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(Q, from, q);
      FloatVector r1 = FloatVector.fromArray(Q, from, q + step);
      FloatVector r2 = FloatVector.fromArray(Q, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(Q, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(Q, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(Q, from, q + 5 * step);
      FloatVector a0 = r0.blend(up(r1), odd);
      FloatVector a1 = down(r0).blend(r1, odd);
      FloatVector a2 = r2.blend(up(r3), odd);
      FloatVector a3 = down(r2).blend(r3, odd);
      FloatVector a4 = r4.blend(up(r5), odd);
      FloatVector a5 = down(r4).blend(r5, odd);
      int t = o + p * 6;
      a0.blend(exchanged.selectFrom(a2), upper).intoArray(to, t);
      a4.intoArray(to, t + 4);
      a1.blend(exchanged.selectFrom(a3), upper).intoArray(to, t + 6);
      a5.intoArray(to, t + 10);
      exchanged.selectFrom(a0).blend(a2, upper).intoArray(to, t + 12);
      exchanged.selectFrom(a4).intoArray(to, t + 16);
      exchanged.selectFrom(a1).blend(a3, upper).intoArray(to, t + 18);
      exchanged.selectFrom(a3).blend(a5, upper).intoArray(to, t + 20);
    }
  }

  /// Each even lane in the place of the odd one behind it.
  private static FloatVector up(FloatVector x) {
    return x.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 32).reinterpretAsFloats();
  }

  /// Each odd lane in the place of the even one before it.
  private static FloatVector down(FloatVector x) {
    return x.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32).reinterpretAsFloats();
  }
}

package octavo.kernel.random;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The second half of Box and Muller's normal numbers: a distance from 0 and a direction to two of them.
final class SimdTurn {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// `1.5·2²³`: adding and subtracting it rounds to an integer, which stands in the low bits of the sum.
  private static final float ROUNDER = 12582912f;

  private static final int SIGN = 0x80000000;

  /// Interleaves two vectors: the first half, and the second half.
  private static final VectorShuffle<Float> FIRST =
      VectorShuffle.fromOp(S, i -> (i & 1) == 0 ? i / 2 : LANES + i / 2);

  private static final VectorShuffle<Float> SECOND =
      VectorShuffle.fromOp(S, i -> LANES / 2 + ((i & 1) == 0 ? i / 2 : LANES + i / 2));

  private SimdTurn() {}

  private static FloatVector constant(double c) {
    return FloatVector.broadcast(S, (float) c);
  }

  /// Of the upper 24 bits of the words from `words[at]` on, a part `t` of a turn; `y` becomes
  /// `mean + r·cos 2πt` and `mean + r·sin 2πt`, one after the other, up to `y[to + n]`, where `n` is a multiple
  /// of two vectors.
  ///
  /// The quadrant is the nearest quarter turn: an odd one swaps sine and cosine, and a bit of it, or of the
  /// next one, is the sign. Within an eighth of a turn from there both are their Taylor series, whose first
  /// left-out terms are below half an ulp.
  ///
  /// It is one long method, of which the compiler makes nothing a part of its callers: with the logarithm
  /// beside it, it would stop inlining and make vectors objects (303 MB for 8 million numbers).
  static void turns(int[] words, float mean, float[] radii, int at, float[] y, int to, int n) {
    FloatVector shift = FloatVector.broadcast(S, mean);
    FloatVector quarter = constant(0x1p-22);
    FloatVector rounder = constant(ROUNDER);
    FloatVector minusQuarter = constant(-0x1p22);
    FloatVector angle = FloatVector.broadcast(S, (float) (2 * Math.PI) * 0x1p-24f);
    FloatVector s9 = constant(1.0 / 362880);
    FloatVector s7 = constant(-1.0 / 5040);
    FloatVector s5 = constant(1.0 / 120);
    FloatVector s3 = constant(-1.0 / 6);
    FloatVector c10 = constant(-1.0 / 3628800);
    FloatVector c8 = constant(1.0 / 40320);
    FloatVector c6 = constant(-1.0 / 720);
    FloatVector c4 = constant(1.0 / 24);
    FloatVector c2 = constant(-0.5);
    FloatVector c0 = constant(1);
    for (int i = 0; i < n; i += 2 * LANES) {
      IntVector word = IntVector.fromArray(I, words, at + i / 2).lanewise(VectorOperators.LSHR, 8);
      FloatVector t = (FloatVector) word.convert(VectorOperators.I2F, 0);
      FloatVector rounded = t.fma(quarter, rounder);
      // exact up to the product
      FloatVector x = rounded.sub(rounder).fma(minusQuarter, t).mul(angle);
      FloatVector z = x.mul(x);
      FloatVector sine = s9.fma(z, s7).fma(z, s5).fma(z, s3).mul(z).fma(x, x);
      FloatVector cosine = c10.fma(z, c8).fma(z, c6).fma(z, c4).fma(z, c2).fma(z, c0);
      IntVector quadrant = rounded.reinterpretAsInts();
      VectorMask<Float> swap = quadrant.and(1).compare(VectorOperators.NE, 0).cast(S);
      IntVector cosineSign = quadrant.add(1).lanewise(LSHL, 30).and(SIGN);
      IntVector sineSign = quadrant.lanewise(LSHL, 30).and(SIGN);
      IntVector c = cosine.blend(sine, swap).reinterpretAsInts().lanewise(XOR, cosineSign);
      IntVector s = sine.blend(cosine, swap).reinterpretAsInts().lanewise(XOR, sineSign);
      FloatVector r = FloatVector.fromArray(S, radii, at + i / 2);
      FloatVector a = c.reinterpretAsFloats().fma(r, shift);
      FloatVector b = s.reinterpretAsFloats().fma(r, shift);
      a.rearrange(FIRST, b).intoArray(y, to + i);
      a.rearrange(SECOND, b).intoArray(y, to + i + LANES);
    }
  }
}

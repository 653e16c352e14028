package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdLanes;
import octavo.kernel.elementwise.SimdMath;

/// The loops of [SimdCrossEntropy] for answers that do not exclude one another.
///
/// A sum is taken in 64 interleaved parts whatever the vector length, and what does not fill a vector goes
/// through small arrays: so the bits depend on the numbers alone.
final class SimdBinaryMath {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int PARTS = 64;

  /// How many terms are summed in float; these sums are added up in double.
  static final int BLOCK = 4096;

  private SimdBinaryMath() {}

  /// `Σ ln(1 + exp xⱼ) - tⱼ·xⱼ` of a block, and `d = σ(x) - t`.
  static double losses(float[] x, int xo, float[] t, int to, float[] d, int dxo, int n) {
    float[] parts = new float[PARTS];
    int whole = S.loopBound(n);
    add(x, xo, t, to, d, dxo, whole, parts);
    if (whole < n) {
      addRest(x, xo + whole, t, to + whole, d, dxo + whole, n - whole, parts, whole % PARTS);
    }
    return SimdLanes.sum(parts);
  }

  /// Adds the terms of less than a vector, the first to part `part`.
  private static void addRest(
      float[] x, int xo, float[] t, int to, float[] d, int dxo, int n, float[] parts, int part) {
    float[] xs = new float[LANES];
    float[] ts = new float[LANES];
    float[] ds = new float[LANES];
    float[] terms = new float[PARTS];
    System.arraycopy(x, xo, xs, 0, n);
    System.arraycopy(t, to, ts, 0, n);
    add(xs, 0, ts, 0, ds, 0, LANES, terms);
    System.arraycopy(ds, 0, d, dxo, n);
    for (int j = 0; j < n; j++) {
      parts[part + j] += terms[j];
    }
  }

  /// Adds the terms of whole vectors to the parts of the sum, the first to the first part. The logarithm and the
  /// sigmoid share one exponential, that of `-|x|`.
  private static void add(
      float[] x, int xo, float[] t, int to, float[] d, int dxo, int n, float[] parts) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < n; j += LANES) {
      FloatVector logit = FloatVector.fromArray(S, x, xo + j);
      FloatVector target = FloatVector.fromArray(S, t, to + j);
      VectorMask<Float> positive = logit.compare(VectorOperators.GE, 0f);
      FloatVector e = SimdMath.expNotLarge(logit.abs().neg());
      e.blend(one, positive).div(e.add(one)).sub(target).intoArray(d, dxo + j);
      FloatVector softplus = log1pOfUnit(e).add(zero.blend(logit, positive));
      int at = j % PARTS;
      FloatVector.fromArray(S, parts, at).add(softplus.sub(target.mul(logit))).intoArray(parts, at);
    }
  }

  /// `ln(1 + e) = 2·artanh(e/(2 + e))` for `0 ≤ e ≤ 1`, within 2 ulp: with `s ≤ ⅓` the quotient and `z = s²`,
  /// `artanh s = s + s·z·p(z)`. The coefficients of `p` are those of the least relative error for `z ≤ 1/9`, which
  /// is 7e-10. Half the steps of a logarithm of any number, whose exponent must be found first.
  private static FloatVector log1pOfUnit(FloatVector e) {
    FloatVector s = e.div(e.add(2f));
    FloatVector z = s.mul(s);
    FloatVector p =
        z.fma(FloatVector.broadcast(S, 0.12150545f), FloatVector.broadcast(S, 0.1071381f));
    p = p.fma(z, FloatVector.broadcast(S, 0.14308444f));
    p = p.fma(z, FloatVector.broadcast(S, 0.19999439f));
    p = p.fma(z, FloatVector.broadcast(S, 0.33333337f));
    FloatVector twice = s.add(s);
    return z.mul(twice).fma(p, twice);
  }

  /// `y = x·factor`.
  static void scaled(float[] x, int xo, float factor, float[] y, int yo, int n) {
    FloatVector c = FloatVector.broadcast(S, factor);
    int j = 0;
    for (; j < S.loopBound(n); j += LANES) {
      FloatVector.fromArray(S, x, xo + j).mul(c).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] = x[xo + j] * factor;
    }
  }
}

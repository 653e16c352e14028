package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.ROUNDER;
import static octavo.kernel.elementwise.SimdMath.constant;
import static octavo.kernel.elementwise.SimdMath.fma;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Sine and cosine on vectors of floats, by the rules of [SimdMath], for arguments up to [#LIMIT].
/// The loops compute lanes with larger arguments one by one in double precision.
final class SimdTrigonometry {
  /// Up to here the three parts of π/2 leave a remainder with all its digits.
  static final float LIMIT = 48000f;

  private SimdTrigonometry() {}

  static FloatVector sin(FloatVector x) {
    FloatVector t = fma(x, constant(0.63661975f), ROUNDER);
    FloatVector y = quadrant(remainder(x, t.sub(ROUNDER)), t.reinterpretAsInts());
    return y.blend(x, x.abs().compare(VectorOperators.LT, 1e-4f));
  }

  /// `cos x = sin(x + π/2)`: one quadrant further.
  static FloatVector cos(FloatVector x) {
    FloatVector t = fma(x, constant(0.63661975f), ROUNDER);
    return quadrant(remainder(x, t.sub(ROUNDER)), t.reinterpretAsInts().add(1));
  }

  private static FloatVector remainder(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(constant(-1.5707964f), x);
    r = n.fma(constant(4.371139e-8f), r);
    return n.fma(constant(1.7151249e-15f), r);
  }

  /// `sin(r + q·π/2)` for `|r| ≤ π/4`, where the lowest bits of `q` count.
  private static FloatVector quadrant(FloatVector r, IntVector q) {
    FloatVector s = r.mul(r);
    FloatVector p = fma(s, constant(2.8656796e-6f), -1.9855992e-4f);
    p = fma(p, s, 0.008333386f);
    p = fma(p, s, -0.16666667f);
    FloatVector sine = p.fma(s.mul(r), r);
    FloatVector c = fma(s, constant(2.4467707e-5f), -0.001388773f);
    c = fma(c, s, 0.041666657f);
    c = fma(c, s, -0.5f);
    FloatVector cosine = fma(c, s, 1f);
    VectorMask<Integer> odd = q.and(1).compare(VectorOperators.NE, 0);
    FloatVector y = sine.blend(cosine, odd.cast(SimdMath.S));
    IntVector sign = q.and(2).lanewise(VectorOperators.LSHL, 30);
    return y.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }
}

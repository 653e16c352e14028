package octavo.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Measures what one core can do at most: fused multiply-adds in registers, and numbers read from
/// memory.
public final class SimdProbe {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;

  private SimdProbe() {}

  /// The length of a vector in bits.
  public static int vectorBits() {
    return S.vectorBitSize();
  }

  /// Twelve independent chains of multiply-adds, `steps` long, kept in registers; the number that
  /// comes out must be used. Each chain runs through what is added to: the compiler's instruction overwrites
  /// that operand, and a chain through a factor would cost a copy each time.
  public static float chains(int steps, float factor) {
    FloatVector a = FloatVector.broadcast(S, factor);
    FloatVector c0 = FloatVector.broadcast(S, 0.1f);
    FloatVector c1 = c0.add(0.1f);
    FloatVector c2 = c0.add(0.2f);
    FloatVector c3 = c0.add(0.3f);
    FloatVector c4 = c0.add(0.4f);
    FloatVector c5 = c0.add(0.5f);
    FloatVector c6 = c0.add(0.6f);
    FloatVector c7 = c0.add(0.7f);
    FloatVector c8 = c0.add(0.8f);
    FloatVector c9 = c0.add(0.9f);
    FloatVector c10 = c0.add(1.0f);
    FloatVector c11 = c0.add(1.1f);
    for (int i = 0; i < steps; i++) {
      c0 = a.fma(a, c0);
      c1 = a.fma(a, c1);
      c2 = a.fma(a, c2);
      c3 = a.fma(a, c3);
      c4 = a.fma(a, c4);
      c5 = a.fma(a, c5);
      c6 = a.fma(a, c6);
      c7 = a.fma(a, c7);
      c8 = a.fma(a, c8);
      c9 = a.fma(a, c9);
      c10 = a.fma(a, c10);
      c11 = a.fma(a, c11);
    }
    FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    return (float) SimdLanes.sum(sum.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11));
  }

  /// Floating-point operations of [#chains].
  public static double operations(int steps) {
    return 2.0 * CHAINS * S.length() * steps;
  }

  /// The sum of an array, read once.
  public static double read(float[] x) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int step = 4 * S.length();
    for (int i = 0; i + step <= x.length; i += step) {
      s0 = s0.add(FloatVector.fromArray(S, x, i));
      s1 = s1.add(FloatVector.fromArray(S, x, i + S.length()));
      s2 = s2.add(FloatVector.fromArray(S, x, i + 2 * S.length()));
      s3 = s3.add(FloatVector.fromArray(S, x, i + 3 * S.length()));
    }
    return SimdLanes.sum(s0.add(s1).add(s2).add(s3));
  }
}

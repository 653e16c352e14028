package octavo.kernel.random;

import jdk.incubator.vector.FloatVector;

/// Sine and cosine for angles up to an eighth of a turn, by their Taylor series, whose first
/// left-out term is below half an ulp there.
final class SimdTurn {
  /// `1.5·2²³`: adding and subtracting it rounds to an integer.
  static final float ROUNDER = 12582912f;

  private SimdTurn() {}

  private static FloatVector constant(double c) {
    return FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, (float) c);
  }

  static FloatVector sin(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = constant(1.0 / 362880).fma(z, constant(-1.0 / 5040));
    p = p.fma(z, constant(1.0 / 120));
    p = p.fma(z, constant(-1.0 / 6));
    return p.mul(z).fma(x, x);
  }

  static FloatVector cos(FloatVector x) {
    FloatVector z = x.mul(x);
    FloatVector p = constant(-1.0 / 3628800).fma(z, constant(1.0 / 40320));
    p = p.fma(z, constant(-1.0 / 720));
    p = p.fma(z, constant(1.0 / 24));
    p = p.fma(z, constant(-0.5));
    return p.fma(z, constant(1));
  }
}

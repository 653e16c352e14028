package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The template of [ShapedGradientLoop]: the loops of `leakyRelu`, from which [LoopAssembler] makes
/// all others. The parameters are broadcast once, ahead of the loop.
final class SimdShapedGradientTemplate extends ShapedGradientLoop {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  @Override
  void both(float[] x, int xo, float[] dy, int dyo, float a, float b, float[] dx, int dxo, int n) {
    FloatVector av = FloatVector.broadcast(S, a);
    FloatVector bv = FloatVector.broadcast(S, b);
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      FloatVector xv = FloatVector.fromArray(S, x, xo + i);
      FloatVector dyv = FloatVector.fromArray(S, dy, dyo + i);
      SimdShapedDerivativeForms.leakyRelu(xv, dyv, av, bv).intoArray(dx, dxo + i);
    }
  }

  @Override
  void fixedLeft(float x, float[] dy, int dyo, float a, float b, float[] dx, int dxo, int n) {
    FloatVector av = FloatVector.broadcast(S, a);
    FloatVector bv = FloatVector.broadcast(S, b);
    FloatVector xv = FloatVector.broadcast(S, x);
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      FloatVector dyv = FloatVector.fromArray(S, dy, dyo + i);
      SimdShapedDerivativeForms.leakyRelu(xv, dyv, av, bv).intoArray(dx, dxo + i);
    }
  }

  @Override
  void fixedRight(float[] x, int xo, float dy, float a, float b, float[] dx, int dxo, int n) {
    FloatVector av = FloatVector.broadcast(S, a);
    FloatVector bv = FloatVector.broadcast(S, b);
    FloatVector dyv = FloatVector.broadcast(S, dy);
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      FloatVector xv = FloatVector.fromArray(S, x, xo + i);
      SimdShapedDerivativeForms.leakyRelu(xv, dyv, av, bv).intoArray(dx, dxo + i);
    }
  }
}

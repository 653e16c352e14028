package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The template of [ShapedLoop]: the loop of `leakyRelu`, from which [LoopAssembler] makes all
/// others. The parameters are broadcast once, ahead of the loop.
final class SimdShapedTemplate extends ShapedLoop {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  @Override
  void run(float[] x, int xo, float a, float b, float[] y, int yo, int n) {
    FloatVector av = FloatVector.broadcast(S, a);
    FloatVector bv = FloatVector.broadcast(S, b);
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      SimdShapedForms.leakyRelu(v, av, bv).intoArray(y, yo + i);
    }
  }
}

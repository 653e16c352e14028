package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The template of [MapLoop]: the loop of `negate`, from which [LoopAssembler] makes all others.
final class SimdMapTemplate extends MapLoop {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  @Override
  void run(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      FloatVector v = SimdUnaryForms.negate(FloatVector.fromArray(S, x, xo + i));
      v.intoArray(y, yo + i);
    }
  }
}

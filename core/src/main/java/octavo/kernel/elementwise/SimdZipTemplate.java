package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The template of [ZipLoop]: the loops of `add`, from which [LoopAssembler] makes all others.
final class SimdZipTemplate extends ZipLoop {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  @Override
  void both(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      FloatVector av = FloatVector.fromArray(S, a, ao + i);
      SimdBinaryForms.add(av, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
  }

  @Override
  void fixedLeft(float a, float[] b, int bo, float[] y, int yo, int n) {
    FloatVector av = FloatVector.broadcast(S, a);
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      SimdBinaryForms.add(av, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
  }

  @Override
  void fixedRight(float[] a, int ao, float b, float[] y, int yo, int n) {
    FloatVector bv = FloatVector.broadcast(S, b);
    for (int i = 0; i < S.loopBound(n); i += S.length()) {
      SimdBinaryForms.add(FloatVector.fromArray(S, a, ao + i), bv).intoArray(y, yo + i);
    }
  }
}

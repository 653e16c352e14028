package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The template of [TruthLoop]: the loops of `less`, from which [LoopAssembler] makes all others.
final class SimdTruthTemplate extends TruthLoop {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  @Override
  void both(float[] a, int ao, float[] b, int bo, byte[] y, int yo, int n) {
    for (int i = 0; i < n; i += SimdLoops.TRUTH_STEP) {
      long bits = 0;
      for (int j = 0; j < SimdLoops.TRUTH_STEP; j += S.length()) {
        FloatVector av = FloatVector.fromArray(S, a, ao + i + j);
        bits |= SimdTruthForms.less(av, FloatVector.fromArray(S, b, bo + i + j)).toLong() << j;
      }
      SimdLoops.spread(bits, y, yo + i);
    }
  }

  @Override
  void fixedLeft(float a, float[] b, int bo, byte[] y, int yo, int n) {
    FloatVector av = FloatVector.broadcast(S, a);
    for (int i = 0; i < n; i += SimdLoops.TRUTH_STEP) {
      long bits = 0;
      for (int j = 0; j < SimdLoops.TRUTH_STEP; j += S.length()) {
        bits |= SimdTruthForms.less(av, FloatVector.fromArray(S, b, bo + i + j)).toLong() << j;
      }
      SimdLoops.spread(bits, y, yo + i);
    }
  }

  @Override
  void fixedRight(float[] a, int ao, float b, byte[] y, int yo, int n) {
    FloatVector bv = FloatVector.broadcast(S, b);
    for (int i = 0; i < n; i += SimdLoops.TRUTH_STEP) {
      long bits = 0;
      for (int j = 0; j < SimdLoops.TRUTH_STEP; j += S.length()) {
        bits |= SimdTruthForms.less(FloatVector.fromArray(S, a, ao + i + j), bv).toLong() << j;
      }
      SimdLoops.spread(bits, y, yo + i);
    }
  }
}

package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [BlockedTransforms] of F(2×2, 3×3).
final class SimdSmallBlockedTransforms implements BlockedTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SIZE = BlockedImages.SIZE;

  @Override
  public int step() {
    return 2;
  }

  @Override
  public void filter(double g0, double g1, double g2, double[] to, int at, int step) {
    to[at] = g0;
    to[at + step] = (g0 + g1 + g2) / 2;
    to[at + 2 * step] = (g0 - g1 + g2) / 2;
    to[at + 3 * step] = g2;
  }

  @Override
  public void input(float[] x, int at, int pitch, float[] room, float[] to, int o, int step) {
    for (int c = 0; c < SIZE; c += LANES) {
      for (int j = 0; j < 4; j++) {
        int q = at + c + j * SIZE;
        FloatVector d0 = FloatVector.fromArray(S, x, q);
        FloatVector d1 = FloatVector.fromArray(S, x, q + pitch);
        FloatVector d2 = FloatVector.fromArray(S, x, q + 2 * pitch);
        FloatVector d3 = FloatVector.fromArray(S, x, q + 3 * pitch);
        d0.sub(d2).intoArray(room, j * LANES);
        d1.add(d2).intoArray(room, (4 + j) * LANES);
        d2.sub(d1).intoArray(room, (8 + j) * LANES);
        d1.sub(d3).intoArray(room, (12 + j) * LANES);
      }
      for (int i = 0; i < 4; i++) {
        int q = 4 * i * LANES;
        FloatVector d0 = FloatVector.fromArray(S, room, q);
        FloatVector d1 = FloatVector.fromArray(S, room, q + LANES);
        FloatVector d2 = FloatVector.fromArray(S, room, q + 2 * LANES);
        FloatVector d3 = FloatVector.fromArray(S, room, q + 3 * LANES);
        int place = o + c + 4 * i * step;
        d0.sub(d2).intoArray(to, place);
        d1.add(d2).intoArray(to, place + step);
        d2.sub(d1).intoArray(to, place + 2 * step);
        d1.sub(d3).intoArray(to, place + 3 * step);
      }
    }
  }

  @Override
  public void results(
      float[] x, int at, int step, float[] start, int so, float[] room, float[] to) {
    for (int c = 0; c < SIZE; c += LANES) {
      for (int j = 0; j < 4; j++) {
        int q = at + c + j * step;
        FloatVector m0 = FloatVector.fromArray(S, x, q);
        FloatVector m1 = FloatVector.fromArray(S, x, q + 4 * step);
        FloatVector m2 = FloatVector.fromArray(S, x, q + 8 * step);
        FloatVector m3 = FloatVector.fromArray(S, x, q + 12 * step);
        m0.add(m1).add(m2).intoArray(room, j * LANES);
        m1.sub(m2).sub(m3).intoArray(room, (4 + j) * LANES);
      }
      FloatVector shift = FloatVector.fromArray(S, start, so + c);
      for (int i = 0; i < 2; i++) {
        int q = 4 * i * LANES;
        FloatVector m0 = FloatVector.fromArray(S, room, q);
        FloatVector m1 = FloatVector.fromArray(S, room, q + LANES);
        FloatVector m2 = FloatVector.fromArray(S, room, q + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(S, room, q + 3 * LANES);
        int place = c + 2 * i * SIZE;
        m0.add(m1).add(m2).add(shift).intoArray(to, place);
        m1.sub(m2).sub(m3).add(shift).intoArray(to, place + SIZE);
      }
    }
  }
}

package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [BlockedTransforms] of F(4×4, 3×3).
final class SimdBlockedTransforms implements BlockedTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SIZE = BlockedImages.SIZE;

  @Override
  public int step() {
    return 4;
  }

  @Override
  public void filter(double g0, double g1, double g2, double[] to, int at, int step) {
    to[at] = g0 / 4;
    to[at + step] = -(g0 + g1 + g2) / 6;
    to[at + 2 * step] = -(g0 - g1 + g2) / 6;
    to[at + 3 * step] = (g0 + 2 * g1 + 4 * g2) / 24;
    to[at + 4 * step] = (g0 - 2 * g1 + 4 * g2) / 24;
    to[at + 5 * step] = g2;
  }

  @Override
  public void input(float[] x, int at, int pitch, float[] room, float[] to, int o, int step) {
    for (int c = 0; c < SIZE; c += LANES) {
      columns(x, at + c, pitch, room);
      rows(room, to, o + c, step);
    }
  }

  private static void columns(float[] x, int at, int pitch, float[] room) {
    FloatVector four = FloatVector.broadcast(S, 4);
    FloatVector two = FloatVector.broadcast(S, 2);
    FloatVector five = FloatVector.broadcast(S, -5);
    for (int j = 0; j < 6; j++) {
      int q = at + j * SIZE;
      FloatVector d0 = FloatVector.fromArray(S, x, q);
      FloatVector d1 = FloatVector.fromArray(S, x, q + pitch);
      FloatVector d2 = FloatVector.fromArray(S, x, q + 2 * pitch);
      FloatVector d3 = FloatVector.fromArray(S, x, q + 3 * pitch);
      FloatVector d4 = FloatVector.fromArray(S, x, q + 4 * pitch);
      FloatVector d5 = FloatVector.fromArray(S, x, q + 5 * pitch);
      int o = j * LANES;
      d0.fma(four, d2.fma(five, d4)).intoArray(room, o);
      d1.add(d2).fma(four.neg(), d3.add(d4)).intoArray(room, o + 6 * LANES);
      d1.sub(d2).fma(four, d4.sub(d3)).intoArray(room, o + 12 * LANES);
      FloatVector even = d4.sub(d2);
      FloatVector odd = d3.sub(d1);
      odd.fma(two, even).intoArray(room, o + 18 * LANES);
      odd.fma(two.neg(), even).intoArray(room, o + 24 * LANES);
      d1.fma(four, d3.fma(five, d5)).intoArray(room, o + 30 * LANES);
    }
  }

  private static void rows(float[] room, float[] to, int at, int step) {
    FloatVector four = FloatVector.broadcast(S, 4);
    FloatVector two = FloatVector.broadcast(S, 2);
    FloatVector five = FloatVector.broadcast(S, -5);
    for (int i = 0; i < 6; i++) {
      int q = 6 * i * LANES;
      FloatVector d0 = FloatVector.fromArray(S, room, q);
      FloatVector d1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector d2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector d3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      FloatVector d4 = FloatVector.fromArray(S, room, q + 4 * LANES);
      FloatVector d5 = FloatVector.fromArray(S, room, q + 5 * LANES);
      int o = at + 6 * i * step;
      d0.fma(four, d2.fma(five, d4)).intoArray(to, o);
      d1.add(d2).fma(four.neg(), d3.add(d4)).intoArray(to, o + step);
      d1.sub(d2).fma(four, d4.sub(d3)).intoArray(to, o + 2 * step);
      FloatVector even = d4.sub(d2);
      FloatVector odd = d3.sub(d1);
      odd.fma(two, even).intoArray(to, o + 3 * step);
      odd.fma(two.neg(), even).intoArray(to, o + 4 * step);
      d1.fma(four, d3.fma(five, d5)).intoArray(to, o + 5 * step);
    }
  }

  @Override
  public void results(
      float[] x, int at, int step, float[] start, int so, float[] room, float[] to) {
    for (int c = 0; c < SIZE; c += LANES) {
      resultColumns(x, at + c, step, room);
      resultRows(room, start, so + c, to, c);
    }
  }

  private static void resultColumns(float[] x, int at, int step, float[] room) {
    FloatVector two = FloatVector.broadcast(S, 2);
    FloatVector four = FloatVector.broadcast(S, 4);
    FloatVector eight = FloatVector.broadcast(S, 8);
    for (int j = 0; j < 6; j++) {
      FloatVector m0 = FloatVector.fromArray(S, x, at + j * step);
      FloatVector m1 = FloatVector.fromArray(S, x, at + (6 + j) * step);
      FloatVector m2 = FloatVector.fromArray(S, x, at + (12 + j) * step);
      FloatVector m3 = FloatVector.fromArray(S, x, at + (18 + j) * step);
      FloatVector m4 = FloatVector.fromArray(S, x, at + (24 + j) * step);
      FloatVector m5 = FloatVector.fromArray(S, x, at + (30 + j) * step);
      FloatVector even = m1.add(m2);
      FloatVector odd = m1.sub(m2);
      FloatVector evenTwice = m3.add(m4);
      FloatVector oddTwice = m3.sub(m4);
      m0.add(even).add(evenTwice).intoArray(room, j * LANES);
      oddTwice.fma(two, odd).intoArray(room, (6 + j) * LANES);
      evenTwice.fma(four, even).intoArray(room, (12 + j) * LANES);
      oddTwice.fma(eight, odd).add(m5).intoArray(room, (18 + j) * LANES);
    }
  }

  private static void resultRows(float[] room, float[] start, int so, float[] to, int o) {
    FloatVector two = FloatVector.broadcast(S, 2);
    FloatVector four = FloatVector.broadcast(S, 4);
    FloatVector eight = FloatVector.broadcast(S, 8);
    FloatVector shift = FloatVector.fromArray(S, start, so);
    for (int i = 0; i < 4; i++) {
      int q = 6 * i * LANES;
      FloatVector m0 = FloatVector.fromArray(S, room, q);
      FloatVector m1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector m2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector m3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      FloatVector m4 = FloatVector.fromArray(S, room, q + 4 * LANES);
      FloatVector m5 = FloatVector.fromArray(S, room, q + 5 * LANES);
      FloatVector even = m1.add(m2).add(shift);
      FloatVector odd = m1.sub(m2).add(shift);
      FloatVector evenTwice = m3.add(m4);
      FloatVector oddTwice = m3.sub(m4);
      int at = o + 4 * i * SIZE;
      m0.add(even).add(evenTwice).intoArray(to, at);
      oddTwice.fma(two, odd).intoArray(to, at + SIZE);
      evenTwice.fma(four, even).intoArray(to, at + 2 * SIZE);
      oddTwice.fma(eight, odd).add(m5).intoArray(to, at + 3 * SIZE);
    }
  }
}

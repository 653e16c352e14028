package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;
import octavo.kernel.SimdWeave;

/// The three transforms of a Winograd convolution with the six points 0, ±1, ±2 and ∞ (Winograd,
/// 1980; Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016): tiles of 6×6
/// numbers that give 4×4 results of a 3×3 kernel or 2×2 of a 5×5 one. Each transform is applied to
/// the columns and then to the rows, to as many tiles, filters or results at once as a vector has
/// lanes.
final class SimdTransforms {
  /// Numbers of a tile.
  static final int TILE = 36;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  static final int LANES = S.length();

  /// Where in `room` lies what a transform needs for itself, [Scratch#lines].
  private static final int ROOM = Scratch.LINE;

  private SimdTransforms() {}

  /// `to[o + t·step] = (Bᵀ d B)_t` with `d_t = x[at + tap[t]]`, for a vector of tiles.
  static void input(float[] x, int at, int[] tap, float[] room, float[] to, int o, int step) {
    FloatVector four = FloatVector.broadcast(S, 4);
    FloatVector two = FloatVector.broadcast(S, 2);
    FloatVector five = FloatVector.broadcast(S, -5);
    for (int j = 0; j < 6; j++) {
      FloatVector d0 = FloatVector.fromArray(S, x, at + tap[j]);
      FloatVector d1 = FloatVector.fromArray(S, x, at + tap[6 + j]);
      FloatVector d2 = FloatVector.fromArray(S, x, at + tap[12 + j]);
      FloatVector d3 = FloatVector.fromArray(S, x, at + tap[18 + j]);
      FloatVector d4 = FloatVector.fromArray(S, x, at + tap[24 + j]);
      FloatVector d5 = FloatVector.fromArray(S, x, at + tap[30 + j]);
      FloatVector even = d4.sub(d2);
      FloatVector odd = d3.sub(d1);
      d0.fma(four, d2.fma(five, d4)).intoArray(room, ROOM + j * LANES);
      d1.add(d2).fma(four.neg(), d3.add(d4)).intoArray(room, ROOM + (6 + j) * LANES);
      d1.sub(d2).fma(four, d4.sub(d3)).intoArray(room, ROOM + (12 + j) * LANES);
      odd.fma(two, even).intoArray(room, ROOM + (18 + j) * LANES);
      odd.fma(two.neg(), even).intoArray(room, ROOM + (24 + j) * LANES);
      d1.fma(four, d3.fma(five, d5)).intoArray(room, ROOM + (30 + j) * LANES);
    }
    for (int i = 0; i < 6; i++) {
      int q = ROOM + 6 * i * LANES;
      int t = o + 6 * i * step;
      FloatVector d0 = FloatVector.fromArray(S, room, q);
      FloatVector d1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector d2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector d3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      FloatVector d4 = FloatVector.fromArray(S, room, q + 4 * LANES);
      FloatVector d5 = FloatVector.fromArray(S, room, q + 5 * LANES);
      FloatVector even = d4.sub(d2);
      FloatVector odd = d3.sub(d1);
      d0.fma(four, d2.fma(five, d4)).intoArray(to, t);
      d1.add(d2).fma(four.neg(), d3.add(d4)).intoArray(to, t + step);
      d1.sub(d2).fma(four, d4.sub(d3)).intoArray(to, t + 2 * step);
      odd.fma(two, even).intoArray(to, t + 3 * step);
      odd.fma(two.neg(), even).intoArray(to, t + 4 * step);
      d1.fma(four, d3.fma(five, d5)).intoArray(to, t + 5 * step);
    }
  }

  /// `to[o + r·apart + q + t·step] = (Bᵀ d)_t` for `r < rows` and `q < n` with `d_t = x[at + r·pitch +
  /// q + tap[t]]`; up to a vector more of each row is read and written.
  static void lines(
      int rows,
      float[] x,
      int at,
      int pitch,
      int[] tap,
      int n,
      float[] to,
      int o,
      int apart,
      int step) {
    FloatVector four = FloatVector.broadcast(S, 4);
    FloatVector two = FloatVector.broadcast(S, 2);
    FloatVector five = FloatVector.broadcast(S, -5);
    int at0 = at + tap[0];
    int at1 = at + tap[1];
    int at2 = at + tap[2];
    int at3 = at + tap[3];
    int at4 = at + tap[4];
    int at5 = at + tap[5];
    int perRow = (n + LANES - 1) / LANES;
    int q = 0;
    int t = o;
    int left = perRow;
    for (int k = 0; k < rows * perRow; k++) {
      FloatVector d0 = FloatVector.fromArray(S, x, at0 + q);
      FloatVector d1 = FloatVector.fromArray(S, x, at1 + q);
      FloatVector d2 = FloatVector.fromArray(S, x, at2 + q);
      FloatVector d3 = FloatVector.fromArray(S, x, at3 + q);
      FloatVector d4 = FloatVector.fromArray(S, x, at4 + q);
      FloatVector d5 = FloatVector.fromArray(S, x, at5 + q);
      FloatVector even = d4.sub(d2);
      FloatVector odd = d3.sub(d1);
      d0.fma(four, d2.fma(five, d4)).intoArray(to, t);
      d1.add(d2).fma(four.neg(), d3.add(d4)).intoArray(to, t + step);
      d1.sub(d2).fma(four, d4.sub(d3)).intoArray(to, t + 2 * step);
      odd.fma(two, even).intoArray(to, t + 3 * step);
      odd.fma(two.neg(), even).intoArray(to, t + 4 * step);
      d1.fma(four, d3.fma(five, d5)).intoArray(to, t + 5 * step);
      left--;
      boolean next = left == 0;
      q += next ? pitch - (perRow - 1) * LANES : LANES;
      t += next ? apart - (perRow - 1) * LANES : LANES;
      left = next ? perRow : left;
    }
  }

  /// `to[o + t·step] = (G g Gᵀ)_t` with `g[u,v] = w[(u·size + v)·LANES]`, for a vector of filters of
  /// size 3 or 5.
  static void filters(int size, float[] w, float[] room, float[] to, int o, int step) {
    if (size == 3) {
      for (int v = 0; v < 3; v++) {
        three(w, v * LANES, 3 * LANES, room, ROOM + v * LANES, 3 * LANES);
      }
      for (int i = 0; i < 6; i++) {
        three(room, ROOM + 3 * i * LANES, LANES, to, o + 6 * i * step, step);
      }
    } else {
      for (int v = 0; v < 5; v++) {
        five(w, v * LANES, 5 * LANES, room, ROOM + v * LANES, 5 * LANES);
      }
      for (int i = 0; i < 6; i++) {
        five(room, ROOM + 5 * i * LANES, LANES, to, o + 6 * i * step, step);
      }
    }
  }

  private static void three(float[] w, int at, int next, float[] to, int o, int step) {
    FloatVector g0 = FloatVector.fromArray(S, w, at);
    FloatVector g1 = FloatVector.fromArray(S, w, at + next);
    FloatVector g2 = FloatVector.fromArray(S, w, at + 2 * next);
    FloatVector even = g0.add(g2).mul(-1 / 6f);
    FloatVector evenTwice = g2.fma(FloatVector.broadcast(S, 4), g0).mul(1 / 24f);
    g0.mul(0.25f).intoArray(to, o);
    g1.fma(FloatVector.broadcast(S, -1 / 6f), even).intoArray(to, o + step);
    g1.fma(FloatVector.broadcast(S, 1 / 6f), even).intoArray(to, o + 2 * step);
    g1.fma(FloatVector.broadcast(S, 1 / 12f), evenTwice).intoArray(to, o + 3 * step);
    g1.fma(FloatVector.broadcast(S, -1 / 12f), evenTwice).intoArray(to, o + 4 * step);
    g2.intoArray(to, o + 5 * step);
  }

  private static void five(float[] w, int at, int next, float[] to, int o, int step) {
    FloatVector g0 = FloatVector.fromArray(S, w, at);
    FloatVector g1 = FloatVector.fromArray(S, w, at + next);
    FloatVector g2 = FloatVector.fromArray(S, w, at + 2 * next);
    FloatVector g3 = FloatVector.fromArray(S, w, at + 3 * next);
    FloatVector g4 = FloatVector.fromArray(S, w, at + 4 * next);
    FloatVector even = g0.add(g2).add(g4);
    FloatVector odd = g1.add(g3);
    FloatVector evenTwice = g0.add(g2.mul(4)).add(g4.mul(16));
    FloatVector oddTwice = g1.mul(2).add(g3.mul(8));
    g0.mul(0.25f).intoArray(to, o);
    even.add(odd).mul(-1 / 6f).intoArray(to, o + step);
    even.sub(odd).mul(-1 / 6f).intoArray(to, o + 2 * step);
    evenTwice.add(oddTwice).mul(1 / 24f).intoArray(to, o + 3 * step);
    evenTwice.sub(oddTwice).mul(1 / 24f).intoArray(to, o + 4 * step);
    g4.intoArray(to, o + 5 * step);
  }

  /// The 4×4 results `Aᵀ m A + bias` of a vector of tiles with `m_t = x[at + t·step]`: row `i` of
  /// them, the four columns of each tile side by side, goes to `to[o + i·row]`.
  static void results4(
      float[] x, int at, int step, float bias, float[] room, float[] to, int o, int row) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
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
      m0.add(even).add(evenTwice).intoArray(room, ROOM + j * LANES);
      oddTwice.fma(FloatVector.broadcast(S, 2), odd).intoArray(room, ROOM + (6 + j) * LANES);
      evenTwice.fma(FloatVector.broadcast(S, 4), even).intoArray(room, ROOM + (12 + j) * LANES);
      oddTwice
          .fma(FloatVector.broadcast(S, 8), odd)
          .add(m5)
          .intoArray(room, ROOM + (18 + j) * LANES);
    }
    FloatVector shift = FloatVector.broadcast(S, bias);
    for (int i = 0; i < 4; i++) {
      int q = ROOM + 6 * i * LANES;
      FloatVector m1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector m2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector m3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      FloatVector m4 = FloatVector.fromArray(S, room, q + 4 * LANES);
      FloatVector even = m1.add(m2).add(shift);
      FloatVector odd = m1.sub(m2).add(shift);
      FloatVector evenTwice = m3.add(m4);
      FloatVector oddTwice = m3.sub(m4);
      FloatVector y0 = FloatVector.fromArray(S, room, q).add(even).add(evenTwice);
      FloatVector y1 = oddTwice.fma(FloatVector.broadcast(S, 2), odd);
      FloatVector y2 = evenTwice.fma(FloatVector.broadcast(S, 4), even);
      FloatVector y3 =
          oddTwice
              .fma(FloatVector.broadcast(S, 8), odd)
              .add(FloatVector.fromArray(S, room, q + 5 * LANES));
      FloatVector a = low.selectFrom(y0, y2);
      FloatVector b = high.selectFrom(y0, y2);
      FloatVector c = low.selectFrom(y1, y3);
      FloatVector d = high.selectFrom(y1, y3);
      low.selectFrom(a, c).intoArray(to, o + i * row);
      high.selectFrom(a, c).intoArray(to, o + i * row + LANES);
      low.selectFrom(b, d).intoArray(to, o + i * row + 2 * LANES);
      high.selectFrom(b, d).intoArray(to, o + i * row + 3 * LANES);
    }
  }

  /// As [#results4] for the 2×2 results of a 5×5 kernel.
  static void results2(
      float[] x, int at, int step, float bias, float[] room, float[] to, int o, int row) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int j = 0; j < 6; j++) {
      FloatVector m1 = FloatVector.fromArray(S, x, at + (6 + j) * step);
      FloatVector m2 = FloatVector.fromArray(S, x, at + (12 + j) * step);
      FloatVector m3 = FloatVector.fromArray(S, x, at + (18 + j) * step);
      FloatVector m4 = FloatVector.fromArray(S, x, at + (24 + j) * step);
      FloatVector m5 = FloatVector.fromArray(S, x, at + (30 + j) * step);
      FloatVector m0 = FloatVector.fromArray(S, x, at + j * step);
      m0.add(m1.add(m2)).add(m3.add(m4)).intoArray(room, ROOM + j * LANES);
      m3.sub(m4)
          .fma(FloatVector.broadcast(S, 2), m1.sub(m2))
          .add(m5)
          .intoArray(room, ROOM + (6 + j) * LANES);
    }
    FloatVector shift = FloatVector.broadcast(S, bias);
    for (int i = 0; i < 2; i++) {
      int q = ROOM + 6 * i * LANES;
      FloatVector m1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector m2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector m3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      FloatVector m4 = FloatVector.fromArray(S, room, q + 4 * LANES);
      FloatVector y0 = FloatVector.fromArray(S, room, q).add(shift).add(m1.add(m2)).add(m3.add(m4));
      FloatVector y1 =
          m3.sub(m4)
              .fma(FloatVector.broadcast(S, 2), m1.sub(m2).add(shift))
              .add(FloatVector.fromArray(S, room, q + 5 * LANES));
      low.selectFrom(y0, y1).intoArray(to, o + i * row);
      high.selectFrom(y0, y1).intoArray(to, o + i * row + LANES);
    }
  }
}

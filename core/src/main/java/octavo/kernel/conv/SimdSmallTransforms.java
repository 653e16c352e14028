package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;
import octavo.kernel.SimdWeave;

/// The transforms of a Winograd convolution with the four points 0, ±1 and ∞: tiles of 4×4 numbers
/// that give 2×2 results of a 3×3 kernel. As in [SimdTransforms], to a vector of tiles at once.
final class SimdSmallTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// Where in `room` lies what a transform needs for itself, [Scratch#lines].
  private static final int ROOM = Scratch.LINE;

  private SimdSmallTransforms() {}

  /// `to[o + t·step] = (Bᵀ d B)_t` with `d_t = x[at + tap[t]]`, for a vector of tiles.
  static void input(float[] x, int at, int[] tap, float[] room, float[] to, int o, int step) {
    for (int j = 0; j < 4; j++) {
      FloatVector d0 = FloatVector.fromArray(S, x, at + tap[j]);
      FloatVector d1 = FloatVector.fromArray(S, x, at + tap[4 + j]);
      FloatVector d2 = FloatVector.fromArray(S, x, at + tap[8 + j]);
      FloatVector d3 = FloatVector.fromArray(S, x, at + tap[12 + j]);
      d0.sub(d2).intoArray(room, ROOM + j * LANES);
      d1.add(d2).intoArray(room, ROOM + (4 + j) * LANES);
      d2.sub(d1).intoArray(room, ROOM + (8 + j) * LANES);
      d1.sub(d3).intoArray(room, ROOM + (12 + j) * LANES);
    }
    for (int i = 0; i < 4; i++) {
      int q = ROOM + 4 * i * LANES;
      int t = o + 4 * i * step;
      FloatVector d0 = FloatVector.fromArray(S, room, q);
      FloatVector d1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector d2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector d3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      d0.sub(d2).intoArray(to, t);
      d1.add(d2).intoArray(to, t + step);
      d2.sub(d1).intoArray(to, t + 2 * step);
      d1.sub(d3).intoArray(to, t + 3 * step);
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
    int at0 = at + tap[0];
    int at1 = at + tap[1];
    int at2 = at + tap[2];
    int at3 = at + tap[3];
    int perRow = (n + LANES - 1) / LANES;
    int q = 0;
    int t = o;
    int left = perRow;
    for (int k = 0; k < rows * perRow; k++) {
      FloatVector d0 = FloatVector.fromArray(S, x, at0 + q);
      FloatVector d1 = FloatVector.fromArray(S, x, at1 + q);
      FloatVector d2 = FloatVector.fromArray(S, x, at2 + q);
      FloatVector d3 = FloatVector.fromArray(S, x, at3 + q);
      d0.sub(d2).intoArray(to, t);
      d1.add(d2).intoArray(to, t + step);
      d2.sub(d1).intoArray(to, t + 2 * step);
      d1.sub(d3).intoArray(to, t + 3 * step);
      left--;
      boolean next = left == 0;
      q += next ? pitch - (perRow - 1) * LANES : LANES;
      t += next ? apart - (perRow - 1) * LANES : LANES;
      left = next ? perRow : left;
    }
  }

  /// `to[o + t·step] = (G g Gᵀ)_t` with `g[u,v] = w[(3·u + v)·LANES]`, for a vector of filters.
  static void filters(float[] w, float[] to, int o, int step) {
    FloatVector a0 = FloatVector.fromArray(S, w, 0);
    FloatVector a1 = FloatVector.fromArray(S, w, LANES);
    FloatVector a2 = FloatVector.fromArray(S, w, 2 * LANES);
    FloatVector b0 = FloatVector.fromArray(S, w, 3 * LANES).mul(0.5f);
    FloatVector b1 = FloatVector.fromArray(S, w, 4 * LANES).mul(0.5f);
    FloatVector b2 = FloatVector.fromArray(S, w, 5 * LANES).mul(0.5f);
    FloatVector c0 = FloatVector.fromArray(S, w, 6 * LANES);
    FloatVector c1 = FloatVector.fromArray(S, w, 7 * LANES);
    FloatVector c2 = FloatVector.fromArray(S, w, 8 * LANES);
    FloatVector e0 = a0.add(c0).mul(0.5f);
    FloatVector e1 = a1.add(c1).mul(0.5f);
    FloatVector e2 = a2.add(c2).mul(0.5f);
    filter(a0, a1, a2, to, o, step);
    filter(e0.add(b0), e1.add(b1), e2.add(b2), to, o + 4 * step, step);
    filter(e0.sub(b0), e1.sub(b1), e2.sub(b2), to, o + 8 * step, step);
    filter(c0, c1, c2, to, o + 12 * step, step);
  }

  private static void filter(
      FloatVector g0, FloatVector g1, FloatVector g2, float[] to, int o, int step) {
    FloatVector even = g0.add(g2).mul(0.5f);
    FloatVector odd = g1.mul(0.5f);
    g0.intoArray(to, o);
    even.add(odd).intoArray(to, o + step);
    even.sub(odd).intoArray(to, o + 2 * step);
    g2.intoArray(to, o + 3 * step);
  }

  /// The 2×2 results `Aᵀ m A + bias` of a vector of tiles with `m_t = x[at + t·step]`: row `i` of
  /// them, the two columns of each tile side by side, goes to `to[o + i·row]`.
  static void results(
      float[] x, int at, int step, float bias, float[] room, float[] to, int o, int row) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int j = 0; j < 4; j++) {
      FloatVector m1 = FloatVector.fromArray(S, x, at + (4 + j) * step);
      FloatVector m2 = FloatVector.fromArray(S, x, at + (8 + j) * step);
      FloatVector m3 = FloatVector.fromArray(S, x, at + (12 + j) * step);
      FloatVector.fromArray(S, x, at + j * step).add(m1).add(m2).intoArray(room, ROOM + j * LANES);
      m1.sub(m2).sub(m3).intoArray(room, ROOM + (4 + j) * LANES);
    }
    FloatVector shift = FloatVector.broadcast(S, bias);
    for (int i = 0; i < 2; i++) {
      int q = ROOM + 4 * i * LANES;
      FloatVector m1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector m2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector y0 = FloatVector.fromArray(S, room, q).add(shift).add(m1).add(m2);
      FloatVector y1 = m1.sub(m2).add(shift).sub(FloatVector.fromArray(S, room, q + 3 * LANES));
      low.selectFrom(y0, y1).intoArray(to, o + i * row);
      high.selectFrom(y0, y1).intoArray(to, o + i * row + LANES);
    }
  }
}

package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// The transposes of the transforms of [SimdTransforms], for the weight gradient: of results into
/// tiles and of tiles into filters, a vector of channels at once.
final class SimdGradientTransforms {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// Where in `room` lies what a transform needs for itself, [Scratch#lines].
  private static final int ROOM = Scratch.LINE;

  private SimdGradientTransforms() {}

  /// `(A y Aᵀ)_t` with `y_t = x[at + tap[t]]`, `size` 4 or 2 rows and columns:
  /// `to[o + t·step]`.
  static void output(
      int size, float[] x, int at, int[] tap, float[] room, float[] to, int o, int step) {
    if (size == 4) {
      output4(x, at, tap, room, to, o, step);
    } else {
      output2(x, at, tap, room, to, o, step);
    }
  }

  private static void output4(
      float[] x, int at, int[] tap, float[] room, float[] to, int o, int step) {
    for (int j = 0; j < 4; j++) {
      FloatVector y0 = FloatVector.fromArray(S, x, at + tap[j]);
      FloatVector y1 = FloatVector.fromArray(S, x, at + tap[4 + j]);
      FloatVector y2 = FloatVector.fromArray(S, x, at + tap[8 + j]);
      FloatVector y3 = FloatVector.fromArray(S, x, at + tap[12 + j]);
      FloatVector even = y0.add(y2);
      FloatVector odd = y1.add(y3);
      FloatVector evenTwice = y2.fma(FloatVector.broadcast(S, 4), y0);
      FloatVector oddTwice = y3.fma(FloatVector.broadcast(S, 4), y1);
      oddTwice = oddTwice.add(oddTwice);
      y0.intoArray(room, ROOM + j * LANES);
      even.add(odd).intoArray(room, ROOM + (4 + j) * LANES);
      even.sub(odd).intoArray(room, ROOM + (8 + j) * LANES);
      evenTwice.add(oddTwice).intoArray(room, ROOM + (12 + j) * LANES);
      evenTwice.sub(oddTwice).intoArray(room, ROOM + (16 + j) * LANES);
      y3.intoArray(room, ROOM + (20 + j) * LANES);
    }
    for (int i = 0; i < 6; i++) {
      int q = ROOM + 4 * i * LANES;
      FloatVector y0 = FloatVector.fromArray(S, room, q);
      FloatVector y1 = FloatVector.fromArray(S, room, q + LANES);
      FloatVector y2 = FloatVector.fromArray(S, room, q + 2 * LANES);
      FloatVector y3 = FloatVector.fromArray(S, room, q + 3 * LANES);
      FloatVector even = y0.add(y2);
      FloatVector odd = y1.add(y3);
      FloatVector evenTwice = y2.fma(FloatVector.broadcast(S, 4), y0);
      FloatVector oddTwice = y3.fma(FloatVector.broadcast(S, 4), y1);
      oddTwice = oddTwice.add(oddTwice);
      int t = o + 6 * i * step;
      y0.intoArray(to, t);
      even.add(odd).intoArray(to, t + step);
      even.sub(odd).intoArray(to, t + 2 * step);
      evenTwice.add(oddTwice).intoArray(to, t + 3 * step);
      evenTwice.sub(oddTwice).intoArray(to, t + 4 * step);
      y3.intoArray(to, t + 5 * step);
    }
  }

  private static void output2(
      float[] x, int at, int[] tap, float[] room, float[] to, int o, int step) {
    for (int j = 0; j < 2; j++) {
      FloatVector y0 = FloatVector.fromArray(S, x, at + tap[j]);
      FloatVector y1 = FloatVector.fromArray(S, x, at + tap[2 + j]);
      FloatVector twice = y1.add(y1);
      y0.intoArray(room, ROOM + j * LANES);
      y0.add(y1).intoArray(room, ROOM + (2 + j) * LANES);
      y0.sub(y1).intoArray(room, ROOM + (4 + j) * LANES);
      y0.add(twice).intoArray(room, ROOM + (6 + j) * LANES);
      y0.sub(twice).intoArray(room, ROOM + (8 + j) * LANES);
      y1.intoArray(room, ROOM + (10 + j) * LANES);
    }
    for (int i = 0; i < 6; i++) {
      FloatVector y0 = FloatVector.fromArray(S, room, ROOM + 2 * i * LANES);
      FloatVector y1 = FloatVector.fromArray(S, room, ROOM + 2 * i * LANES + LANES);
      FloatVector twice = y1.add(y1);
      int t = o + 6 * i * step;
      y0.intoArray(to, t);
      y0.add(y1).intoArray(to, t + step);
      y0.sub(y1).intoArray(to, t + 2 * step);
      y0.add(twice).intoArray(to, t + 3 * step);
      y0.sub(twice).intoArray(to, t + 4 * step);
      y1.intoArray(to, t + 5 * step);
    }
  }

  /// `to[at + i] += from[f + i]` for `i < n`, a multiple of the vector length.
  static void add(float[] from, int f, float[] to, int at, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(S, from, f + i)
          .add(FloatVector.fromArray(S, to, at + i))
          .intoArray(to, at + i);
    }
  }
}

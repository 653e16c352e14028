package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// Turns planes of pixels so that the channels of a pixel follow each other, a vector of channels at a
/// time, and back.
final class SimdChannelTurn {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int SQUARE = LANES * LANES;

  private SimdChannelTurn() {}

  /// `to[at + q·LANES + c] = from[start + c·plane + q]` for `count` pixels and at most a vector of channels;
  /// places of channels that are missing hold any numbers afterwards.
  static void turn(
      float[] from, int start, int plane, int count, int channels, float[] to, int at) {
    float[] room = Scratch.floats(Scratch.WINDOW, 2 * SQUARE);
    if (channels == LANES && count >= LANES) {
      for (int q = 0; q < count; q += LANES) {
        int p = Math.min(q, count - LANES);
        SimdTranspose.square(from, start + p, plane, room, to, at + p * LANES, LANES);
      }
      return;
    }
    for (int q = 0; q < count; q += LANES) {
      int n = Math.min(LANES, count - q);
      for (int c = 0; c < channels; c++) {
        System.arraycopy(from, start + c * plane + q, room, SQUARE + c * LANES, n);
      }
      if (n == LANES) {
        SimdTranspose.square(room, SQUARE, LANES, room, to, at + q * LANES, LANES);
      } else {
        for (int p = 0; p < n; p++) {
          for (int c = 0; c < channels; c++) {
            to[at + (q + p) * LANES + c] = room[SQUARE + c * LANES + p];
          }
        }
      }
    }
  }

  /// `n` pixels of some rows, a vector of channels each: those of a row `step` apart, those of rows `line`, on
  /// their way to neighbors in rows `row` apart.
  static void pick(
      int rows, int n, float[] from, int f, int line, int step, float[] to, int at, int row) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        FloatVector.fromArray(S, from, f + i * line + j * step)
            .intoArray(to, at + i * row + j * LANES);
      }
    }
  }

  /// `to[at + c·taps + t] = from[start + t·LANES + c]` for at most a vector of channels; up to a vector more
  /// is written, and vectors of up to as many taps are read.
  static void channels(float[] from, int start, int taps, float[] to, int at) {
    float[] room = Scratch.floats(Scratch.WINDOW, 2 * SQUARE);
    // what the last taps leave behind each channel, the taps before them write over
    for (int t = (taps - 1) / LANES * LANES; t >= 0; t -= LANES) {
      SimdTranspose.square(from, start + t * LANES, LANES, room, to, at + t, taps);
    }
  }
}

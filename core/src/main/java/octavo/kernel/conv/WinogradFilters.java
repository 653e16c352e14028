package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.View;

/// The filters of a Winograd convolution, transformed panel by panel: a few channels at a time are
/// brought into the order of the panels and transformed while they are in the first-level cache, so
/// that weights are read once and only their transforms are written.
///
/// @param side rows and columns of a tile, 6 or 4
/// @param size rows and columns of the kernel, 3 or 5
/// @param in channels that a sum runs over
/// @param out channels of the result of one group
/// @param weights of all groups, each `[out, in·size·size]`, or, where turned, `[in, out·size·size]`
/// @param turned whether the taps are in reverse order and the channels exchanged, as the input
///     gradient needs them
record WinogradFilters(int side, int size, int in, int out, Matrix weights, boolean turned) {
  private static final int ROWS = SimdMicrokernel.ROWS_IN_PLACE;

  private static final int LANES = SimdMicrokernel.LANES;

  /// Channels that are packed at a time.
  private static final int CHANNELS = 16;

  /// Channels whose filters fit into a vector.
  private static final int AT_ONCE = LANES / ROWS;

  /// Whether they fill it.
  private static final boolean FULL = LANES % ROWS == 0;

  /// The filters of a convolution with `g`'s kernel, or of its input gradient.
  static WinogradFilters of(int side, ConvGeometry g, View w, boolean turned) {
    Matrix weights =
        new Matrix(
            w.storage(),
            w.offset(),
            g.outChannels(),
            g.filter(),
            g.filter(),
            /* columnStride= */ 1);
    int in = turned ? g.groupOut() : g.groupIn();
    int out = turned ? g.groupIn() : g.groupOut();
    return new WinogradFilters(side, g.kernelHeight(), in, out, weights, turned);
  }

  /// Panels of [SimdMicrokernel#ROWS_IN_PLACE] output channels.
  int panels() {
    return (out + ROWS - 1) / ROWS;
  }

  /// `to[o + t·step + c·ROWS + r] = (G g Gᵀ)_t` with the filter `g` of channel `first + c` and row `r` of the
  /// panel, for `count` channels; rows that the last panel lacks are zero.
  void transform(int group, int panel, int first, int count, float[] to, int o, int step) {
    int taps = size * size;
    float[] packed = new float[CHANNELS * taps * ROWS + SimdPacking.SPILL];
    float[] vectors = new float[taps * LANES];
    float[] room = new float[6 * size * LANES];
    int rows = Math.min(ROWS, out - panel * ROWS);
    int end = first + count;
    for (int c = first; c < end; c += CHANNELS) {
      int n = Math.min(CHANNELS, end - c);
      if (turned) {
        turn(panel, rows, group * in + c, n, packed);
      } else {
        SimdPacking.left(
            weights, group * out + panel * ROWS, rows, c * taps, n * taps, packed, 0, ROWS);
      }
      for (int q = 0; q < n; q += AT_ONCE) {
        int last = Math.min(q + AT_ONCE, n) - 1;
        SimdPacking.besides(packed, start(q), start(last), turned ? -ROWS : ROWS, taps, vectors);
        int target = o + (c - first + q) * ROWS;
        // a vector that is not full reaches into the next channel, which is written later
        if (last - q == AT_ONCE - 1 && (FULL || c + q + 1 < end)) {
          transform(vectors, room, to, target, step);
        } else {
          float[] alone = new float[side * side * LANES];
          transform(vectors, room, alone, 0, LANES);
          for (int t = 0; t < side * side; t++) {
            System.arraycopy(alone, t * LANES, to, target + t * step, ROWS);
          }
        }
      }
    }
  }

  /// Where the tap of a packed channel stands that is read first.
  private int start(int channel) {
    int taps = size * size;
    return (turned ? (channel + 1) * taps - 1 : channel * taps) * ROWS;
  }

  private void transform(float[] vectors, float[] room, float[] to, int o, int step) {
    if (side == 6) {
      SimdTransforms.filters(size, vectors, room, to, o, step);
    } else {
      SimdSmallTransforms.filters(vectors, room, to, o, step);
    }
  }

  /// The filters as they lie, tap by tap: they are read from the last tap on.
  private void turn(int panel, int rows, int channel, int count, float[] to) {
    int taps = size * size;
    float[] w = weights.floats();
    int start = weights.offset() + channel * weights.rowStride() + panel * ROWS * taps;
    if (rows == ROWS) {
      SimdPacking.shortRows(w, start, weights.rowStride(), taps, count, to, 0, ROWS);
      return;
    }
    Arrays.fill(to, 0);
    for (int c = 0; c < count; c++) {
      int at = c * taps * ROWS;
      for (int r = 0; r < rows; r++) {
        for (int t = 0; t < taps; t++) {
          to[at + t * ROWS + r] = w[start + c * weights.rowStride() + r * taps + t];
        }
      }
    }
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;
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

  /// Room for what is transformed: some channels in the order of the panels, and vectors of filters.
  private record Room(float[] packed, float[] vectors, float[] between, float[] alone) {}

  /// `to[o + p·next + t·step + c·ROWS + r] = (G g Gᵀ)_t` with the filter `g` of channel `first + c` and row `r` of
  /// panel `panel + p`, for `panels` panels and `count` channels; rows that the last panel lacks are zero.
  void transform(
      int group,
      int panel,
      int panels,
      int first,
      int count,
      float[] to,
      int o,
      int next,
      int step) {
    int taps = size * size;
    Room room =
        new Room(
            new float[CHANNELS * taps * ROWS + SimdPacking.SPILL],
            new float[taps * LANES],
            Scratch.lines(Scratch.WINDOW, 6 * size * LANES),
            new float[side * side * LANES]);
    int end = first + count;
    if (turned) { // what some panels read of a channel lies together
      for (int c = first; c < end; c += CHANNELS) {
        for (int p = 0; p < panels; p++) {
          int at = o + p * next + (c - first) * ROWS;
          some(
              group,
              panel + p,
              c,
              Math.min(CHANNELS, end - c),
              c + CHANNELS < end,
              room,
              to,
              at,
              step);
        }
      }
    } else {
      for (int p = 0; p < panels; p++) {
        for (int c = first; c < end; c += CHANNELS) {
          int at = o + p * next + (c - first) * ROWS;
          some(
              group,
              panel + p,
              c,
              Math.min(CHANNELS, end - c),
              c + CHANNELS < end,
              room,
              to,
              at,
              step);
        }
      }
    }
  }

  /// `n` channels from `c` on of one panel; `more` tells whether others follow them there, which are written later.
  private void some(
      int group, int panel, int c, int n, boolean more, Room room, float[] to, int o, int step) {
    int taps = size * size;
    int rows = Math.min(ROWS, out - panel * ROWS);
    float[] packed = room.packed;
    if (turned) {
      turn(panel, rows, group * in + c, n, packed);
    } else {
      SimdPacking.left(
          weights, group * out + panel * ROWS, rows, c * taps, n * taps, packed, 0, ROWS);
    }
    for (int q = 0; q < n; q += AT_ONCE) {
      int last = Math.min(q + AT_ONCE, n) - 1;
      SimdPacking.besides(packed, start(q), start(last), turned ? -ROWS : ROWS, taps, room.vectors);
      int target = o + q * ROWS;
      // a vector that is not full reaches into the next channel
      if (last - q == AT_ONCE - 1 && (FULL || q + 1 < n || more)) {
        transform(room, to, target, step);
      } else {
        transform(room, room.alone, 0, LANES);
        for (int t = 0; t < side * side; t++) {
          System.arraycopy(room.alone, t * LANES, to, target + t * step, ROWS);
        }
      }
    }
  }

  /// Where the tap of a packed channel stands that is read first.
  private int start(int channel) {
    int taps = size * size;
    return (turned ? (channel + 1) * taps - 1 : channel * taps) * ROWS;
  }

  private void transform(Room room, float[] to, int o, int step) {
    if (side == 6) {
      SimdTransforms.filters(size, room.vectors, room.between, to, o, step);
    } else {
      SimdSmallTransforms.filters(room.vectors, to, o, step);
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

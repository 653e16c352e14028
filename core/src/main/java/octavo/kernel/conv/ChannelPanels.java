package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.View;

/// Packs the weights of a convolution for [ChannelSum]: `[groups, panels, products, COLUMNS]`, a
/// panel being as many output channels as a tile has; of the input gradient one such array for each
/// [GradientPhase], one after the other. Pixels are brought into the same order of channels.
final class ChannelPanels {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int LANES = SimdTranspose.LANES;

  private ChannelPanels() {}

  /// The numbers of the packed weights.
  static int length(ConvPass pass, ConvGeometry g) {
    boolean forward = pass == ConvPass.FORWARD;
    int channels = forward ? g.groupOut() : g.groupIn();
    int products = (forward ? g.groupIn() : g.groupOut()) * g.kernelHeight() * g.kernelWidth();
    int panels = g.groups() * ((channels + COLUMNS - 1) / COLUMNS);
    return Math.multiplyExact(panels * COLUMNS, products);
  }

  /// Packs the weights `w` for the output or the input gradient into `to`, from `start` on.
  static void pack(ConvPass pass, ConvGeometry g, View w, float[] to, int start) {
    if (pass == ConvPass.FORWARD) {
      filters(g, w, to, start);
      return;
    }
    int panels = g.groups() * ((g.groupIn() + COLUMNS - 1) / COLUMNS);
    int at = start;
    for (GradientPhase phase : GradientPhase.of(g)) {
      turned(g, w, phase.taps(), to, at);
      at += panels * g.groupOut() * phase.taps().length * COLUMNS;
    }
  }

  private static void filters(ConvGeometry g, View w, float[] to, int start) {
    int filter = g.filter();
    int perGroup = (g.groupOut() + COLUMNS - 1) / COLUMNS;
    Parallel.ranges(
        g.groups() * perGroup,
        Math.max(1, Parallel.MINIMUM_WORK / (filter * COLUMNS + 1)),
        (first, last) -> {
          for (int panel = first; panel < last; panel++) {
            int channel = panel % perGroup * COLUMNS;
            int count = Math.min(COLUMNS, g.groupOut() - channel);
            int at = w.offset() + (panel / perGroup * g.groupOut() + channel) * filter;
            Matrix transposed =
                new Matrix(w.storage(), at, filter, count, /* rowStride= */ 1, filter);
            int distance = filter * COLUMNS;
            SimdPacking.right(
                transposed, 0, filter, 0, count, to, start + panel * distance, distance);
          }
        });
  }

  /// The weights of some taps with their channels exchanged.
  private static void turned(ConvGeometry g, View w, int[] taps, float[] to, int start) {
    int kernel = g.kernelHeight() * g.kernelWidth();
    int perGroup = (g.groupIn() + COLUMNS - 1) / COLUMNS;
    int distance = g.groupOut() * taps.length * COLUMNS;
    float[] from = w.floats();
    Parallel.ranges(
        g.groups() * perGroup,
        Math.max(1, Parallel.MINIMUM_WORK / (distance + 1)),
        (first, last) -> {
          for (int panel = first; panel < last; panel++) {
            int channel = panel % perGroup * COLUMNS;
            int count = Math.min(COLUMNS, g.groupIn() - channel);
            int at = start + panel * distance;
            for (int o = 0; o < g.groupOut(); o++) {
              int filter = panel / perGroup * g.groupOut() + o;
              int source = w.offset() + (filter * g.groupIn() + channel) * kernel;
              for (int tap : taps) {
                for (int c = 0; c < count; c++) {
                  to[at + c] = from[source + c * kernel + tap];
                }
                for (int c = count; c < COLUMNS; c++) {
                  to[at + c] = 0;
                }
                at += COLUMNS;
              }
            }
          }
        });
  }

  /// Packs pixels with their channels last: `to[at + q·COLUMNS + c]` is number `start + c·plane + q`
  /// of `v`, for `count` pixels and `channels` channels, at most [#COLUMNS]; the others are zero.
  static void pixels(View v, int start, int plane, int count, int channels, float[] to, int at) {
    Matrix turned = new Matrix(v.storage(), start, count, channels, /* rowStride= */ 1, plane);
    int whole = count / LANES * LANES;
    int size = count * COLUMNS;
    if (whole == 0) {
      SimdPacking.right(turned, 0, count, 0, channels, to, at, size);
      return;
    }
    SimdPacking.right(turned, 0, whole, 0, channels, to, at, size);
    if (whole < count) { // whole vectors, some of whose numbers are there already
      int rest = count - LANES;
      SimdPacking.right(turned, rest, LANES, 0, channels, to, at + rest * COLUMNS, size);
    }
  }
}

package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The input gradient of a convolution of stride 1 as a convolution by itself: of `dy`, with the
/// channels of the kernel exchanged and its taps in reverse order.
final class Turned {
  private static final int ROWS = SimdShiftKernel.ROWS;

  private Turned() {}

  /// Why the input gradient is no such convolution, or null.
  static @Nullable String reasonToRefuse(ConvGeometry g) {
    if (g.strideHeight() * g.strideWidth() != 1) {
      return "the stride must be 1";
    }
    boolean fits =
        Math.max(g.padTop(), g.padBottom()) <= (g.kernelHeight() - 1) * g.dilationHeight()
            && Math.max(g.padLeft(), g.padRight()) <= (g.kernelWidth() - 1) * g.dilationWidth();
    return fits ? null : "the padding must be less than the kernel";
  }

  /// The convolution from `dy` to `dx`.
  static ConvGeometry geometry(ConvGeometry g) {
    int height = (g.kernelHeight() - 1) * g.dilationHeight();
    int width = (g.kernelWidth() - 1) * g.dilationWidth();
    return new ConvGeometry(
        g.batch(),
        g.outChannels(),
        g.outHeight(),
        g.outWidth(),
        g.inChannels(),
        g.kernelHeight(),
        g.kernelWidth(),
        1,
        1,
        height - g.padTop(),
        width - g.padLeft(),
        height - g.padBottom(),
        width - g.padRight(),
        g.dilationHeight(),
        g.dilationWidth(),
        g.groups());
  }

  /// The filters of that convolution in panels of its output channels.
  static float[] panels(ConvGeometry g, View w) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int tiles = (g.groupIn() + ROWS - 1) / ROWS;
    int perPanel = g.groupOut() * taps * ROWS;
    float[] from = w.floats();
    float[] to = Scratch.floats(Scratch.LEFT, g.groups() * tiles * perPanel);
    Parallel.ranges(
        g.groups() * tiles,
        Math.max(1, Parallel.MINIMUM_WORK / (perPanel + 1)),
        (first, last) -> {
          for (int tile = first; tile < last; tile++) {
            int channel = tile % tiles * ROWS;
            int channels = Math.min(ROWS, g.groupIn() - channel);
            int at = tile * perPanel;
            for (int o = 0; o < g.groupOut(); o++) {
              int filter = tile / tiles * g.groupOut() + o;
              int start = w.offset() + (filter * g.groupIn() + channel) * taps;
              for (int t = 0; t < taps; t++, at += ROWS) {
                for (int r = 0; r < channels; r++) {
                  to[at + r] = from[start + r * taps + taps - 1 - t];
                }
              }
            }
          }
        });
    return to;
  }

  /// As [#panels], with the taps of a filter as they lie: a convolution that reads them from the last place
  /// on ([DirectRows]) takes whole vectors of them.
  static float[] rows(ConvGeometry g, View w) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int tiles = (g.groupIn() + ROWS - 1) / ROWS;
    int perPanel = g.groupOut() * taps * ROWS;
    float[] from = w.floats();
    float[] to = Scratch.floats(Scratch.LEFT, g.groups() * tiles * perPanel);
    // vectors end in the filters behind theirs, which belong to another task behind the last one
    int whole = g.groupOut() - Math.ceilDiv(SimdPacking.SPILL, taps * ROWS);
    Parallel.ranges(
        g.groups() * tiles,
        Math.max(1, Parallel.MINIMUM_WORK / (perPanel + 1)),
        (first, last) -> {
          for (int tile = first; tile < last; tile++) {
            int channel = tile % tiles * ROWS;
            int channels = Math.min(ROWS, g.groupIn() - channel);
            int at = tile * perPanel;
            int start = w.offset() + tile / tiles * g.groupOut() * g.filter() + channel * taps;
            int vectors = channels == ROWS ? Math.max(0, whole) : 0;
            SimdPacking.shortRows(from, start, g.filter(), taps, vectors, to, at, ROWS);
            for (int o = vectors; o < g.groupOut(); o++) {
              for (int t = 0; t < taps; t++) {
                for (int r = 0; r < channels; r++) {
                  to[at + (o * taps + t) * ROWS + r] = from[start + o * g.filter() + r * taps + t];
                }
              }
            }
          }
        });
    return to;
  }
}

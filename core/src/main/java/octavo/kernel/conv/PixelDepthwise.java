package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Depthwise convolutions with three neighboring columns, of images whose channels come last, where they lie: a
/// vector of channels of a tile of pixels at a time. At the borders of an image only the taps inside it are
/// summed, pixel by pixel. So few taps do not repay bringing the pixels together first ([TurnedDepthwise]).
final class PixelDepthwise {
  private static final int PIXELS = SimdPixelDepthwise.PIXELS;

  private PixelDepthwise() {}

  /// Whether it computes a convolution with one input channel in each group.
  static boolean takes(ConvGeometry g) {
    return g.groups() == g.inChannels()
        && g.groupOut() == 1
        && g.inChannels() >= SimdPixelDepthwise.LANES
        && g.kernelWidth() == 3
        && g.strideWidth() == 1
        && g.dilationWidth() == 1;
  }

  /// The weights `[taps, channels]`, the taps in their order or from the last on.
  private static float[] taps(ConvGeometry g, View w, boolean turned) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int channels = g.inChannels();
    float[] to = new float[taps * channels];
    for (int c = 0; c < channels; c++) {
      for (int t = 0; t < taps; t++) {
        int place = turned ? taps - 1 - t : t;
        to[place * channels + c] = w.floats()[w.offset() + c * taps + t];
      }
    }
    return to;
  }

  /// `y = x ∗ w + bias`, or with the kernel turned by 180°.
  static void forward(ConvGeometry g, View x, View w, boolean turned, @Nullable View bias, View y) {
    float[] weights = taps(g, w, turned);
    float[] start = new float[g.inChannels()];
    if (bias != null) {
      System.arraycopy(bias.floats(), bias.offset(), start, 0, start.length);
    }
    int line = g.outWidth() * g.inChannels();
    Parallel.ranges(
        g.batch() * g.outHeight(),
        Math.max(1, Parallel.MINIMUM_WORK / (line + 1)),
        (first, last) -> {
          for (int row = first; row < last; row++) {
            row(g, row, x, weights, start, y.floats(), y.offset() + row * line);
          }
        });
  }

  /// The first tap along an axis that lies inside, for a result whose first lies at `at`.
  private static int first(int at, int dilation, int kernel) {
    return Math.clamp(Math.ceilDiv(-(long) at, dilation), 0, kernel);
  }

  /// The end of these taps.
  private static int end(int at, int dilation, int kernel, int size) {
    return Math.clamp(Math.floorDiv((long) size - 1 - at, dilation) + 1, 0, kernel);
  }

  /// The end of the results of a row that see all columns of the kernel; the first ones may see
  /// zeros on the left.
  private static int wholeEnd(ConvGeometry g) {
    return Math.min(g.outWidth(), g.inWidth() + g.padLeft() - 2);
  }

  /// A row of results, counted through all images.
  private static void row(
      ConvGeometry g, int row, View x, float[] w, float[] start, float[] y, int yo) {
    int channels = g.inChannels();
    int top = row % g.outHeight() * g.strideHeight() - g.padTop();
    int u = first(top, g.dilationHeight(), g.kernelHeight());
    int rows = Math.max(u, end(top, g.dilationHeight(), g.kernelHeight(), g.inHeight())) - u;
    int down = g.dilationHeight() * g.inWidth() * channels;
    int image = row / g.outHeight() * g.inHeight();
    int line = x.offset() + (image + top + u * g.dilationHeight()) * g.inWidth() * channels;
    int whole = g.padLeft();
    int wholeEnd = wholeEnd(g);
    for (int next = 0; next < g.outWidth(); ) {
      boolean inside = next >= whole && next < wholeEnd && whole + PIXELS <= wholeEnd;
      // the last tile may overlap the one before
      int j = inside ? Math.min(next, wholeEnd - PIXELS) : next;
      int left = j - g.padLeft();
      int v = inside ? 0 : first(left, /* dilation= */ 1, 3);
      int wo = (u * 3 + v) * channels;
      int at = line + left * channels + v * channels;
      if (inside) {
        SimdPixelDepthwise.tile(
            channels, rows, start, w, wo, x.floats(), at, down, y, yo + j * channels);
        next = j + PIXELS;
      } else {
        int taps = Math.max(v, end(left, /* dilation= */ 1, 3, g.inWidth())) - v;
        SimdPixelDepthwise.pixel(
            channels, rows, taps, start, w, wo, x.floats(), at, down, y, yo + j * channels);
        next++;
      }
    }
  }
}

package octavo.kernel.ladder;

import java.util.Arrays;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 2: the same seven loops with those over the output innermost. One number of the kernel is
/// held fixed and a whole row of the output takes its share.
///
/// Input and output are read along their rows, neighbors do not depend on one another, and which
/// columns see the padding is known before the innermost loop, so that it asks nothing. The price:
/// the whole output is loaded and stored once for every number of a filter.
final class ReorderedConv implements ConvRung {
  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    int plane = g.outHeight() * g.outWidth();
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        int to = y.offset() + (b * g.outChannels() + o) * plane;
        float start = bias == null ? 0 : bias.floats()[bias.offset() + o];
        Arrays.fill(y.floats(), to, to + plane, start);
        for (int c = 0; c < g.groupIn(); c++) {
          int channel = b * g.inChannels() + o / g.groupOut() * g.groupIn() + c;
          for (int u = 0; u < g.kernelHeight(); u++) {
            for (int v = 0; v < g.kernelWidth(); v++) {
              int tap = ((o * g.groupIn() + c) * g.kernelHeight() + u) * g.kernelWidth() + v;
              float weight = w.floats()[w.offset() + tap];
              addTap(g, x, channel, u, v, weight, y.floats(), to);
            }
          }
        }
      }
    }
  }

  /// Adds the share of one number of the kernel to one plane of the output.
  private static void addTap(
      ConvGeometry g, View x, int channel, int u, int v, float weight, float[] y, int to) {
    Columns columns = Columns.of(g, v);
    int first = columns.from() * g.strideWidth() + v * g.dilationWidth() - g.padLeft();
    int count = columns.to() - columns.from();
    for (int i = 0; i < g.outHeight(); i++) {
      int row = i * g.strideHeight() + u * g.dilationHeight() - g.padTop();
      if (row >= 0 && row < g.inHeight()) {
        int from = x.offset() + (channel * g.inHeight() + row) * g.inWidth() + first;
        int at = to + i * g.outWidth() + columns.from();
        if (g.strideWidth() == 1) {
          addRow(weight, x.floats(), from, y, at, count);
        } else {
          addSteps(weight, x.floats(), from, g.strideWidth(), y, at, count);
        }
      }
    }
  }

  private static void addRow(float weight, float[] x, int from, float[] y, int at, int count) {
    for (int j = 0; j < count; j++) {
      y[at + j] += weight * x[from + j];
    }
  }

  private static void addSteps(
      float weight, float[] x, int from, int step, float[] y, int at, int count) {
    for (int j = 0; j < count; j++) {
      y[at + j] += weight * x[from + j * step];
    }
  }
}

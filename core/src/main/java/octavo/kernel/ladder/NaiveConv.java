package octavo.kernel.ladder;

import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Rung 1: the definition in seven loops: image, output channel, output row and column, and for each
/// output a sum over input channels, kernel rows and kernel columns.
///
/// The sum jumps through the input from row to row and from channel to channel, asks at every step
/// whether it has left the image, and each addition waits for the one before.
final class NaiveConv implements ConvRung {
  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    float[] results = y.floats();
    int at = y.offset();
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        float start = bias == null ? 0 : bias.floats()[bias.offset() + o];
        for (int i = 0; i < g.outHeight(); i++) {
          for (int j = 0; j < g.outWidth(); j++) {
            results[at++] = start + pixel(g, x, w, b, o, i, j);
          }
        }
      }
    }
  }

  private static float pixel(ConvGeometry g, View x, View w, int b, int o, int i, int j) {
    float[] numbers = x.floats();
    float[] weights = w.floats();
    int first = b * g.inChannels() + o / g.groupOut() * g.groupIn();
    float sum = 0;
    for (int c = 0; c < g.groupIn(); c++) {
      for (int u = 0; u < g.kernelHeight(); u++) {
        for (int v = 0; v < g.kernelWidth(); v++) {
          int row = i * g.strideHeight() + u * g.dilationHeight() - g.padTop();
          int column = j * g.strideWidth() + v * g.dilationWidth() - g.padLeft();
          if (row >= 0 && row < g.inHeight() && column >= 0 && column < g.inWidth()) {
            int from = ((first + c) * g.inHeight() + row) * g.inWidth() + column;
            int tap = ((o * g.groupIn() + c) * g.kernelHeight() + u) * g.kernelWidth() + v;
            sum += numbers[x.offset() + from] * weights[w.offset() + tap];
          }
        }
      }
    }
    return sum;
  }
}

package octavo.kernel.conv;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: seven loops over batch, output channel, input channel, output row and column, kernel
/// row and column; sums in double.
public final class ScalarConv implements ConvMethod {
  /// A multiplication here costs as much as so many of a register tile.
  private static final double SLOW = 200;

  @Override
  public String label() {
    return "naive";
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return null;
  }

  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    return SLOW * g.multiplications();
  }

  private static double at(View v, int index) {
    return v.storage().getDouble(v.offset() + index);
  }

  private static int input(ConvGeometry g, int b, int channel, int row, int column) {
    return ((b * g.inChannels() + channel) * g.inHeight() + row) * g.inWidth() + column;
  }

  private static int weight(ConvGeometry g, int o, int c, int u, int v) {
    return ((o * g.groupIn() + c) * g.kernelHeight() + u) * g.kernelWidth() + v;
  }

  private static int output(ConvGeometry g, int b, int o, int i, int j) {
    return ((b * g.outChannels() + o) * g.outHeight() + i) * g.outWidth() + j;
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        double start = bias == null ? 0 : at(bias, o);
        for (int i = 0; i < g.outHeight(); i++) {
          for (int j = 0; j < g.outWidth(); j++) {
            double sum = start + pixel(g, x, w, b, o, i, j);
            y.storage().setDouble(y.offset() + output(g, b, o, i, j), sum);
          }
        }
      }
    }
  }

  private static double pixel(ConvGeometry g, View x, View w, int b, int o, int i, int j) {
    double sum = 0;
    for (int c = 0; c < g.groupIn(); c++) {
      int channel = o / g.groupOut() * g.groupIn() + c;
      for (int u = 0; u < g.kernelHeight(); u++) {
        int row = i * g.strideHeight() + u * g.dilationHeight() - g.padTop();
        if (row >= 0 && row < g.inHeight()) {
          for (int v = 0; v < g.kernelWidth(); v++) {
            int column = j * g.strideWidth() + v * g.dilationWidth() - g.padLeft();
            if (column >= 0 && column < g.inWidth()) {
              sum += at(x, input(g, b, channel, row, column)) * at(w, weight(g, o, c, u, v));
            }
          }
        }
      }
    }
    return sum;
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    for (int b = 0; b < g.batch(); b++) {
      for (int channel = 0; channel < g.inChannels(); channel++) {
        for (int row = 0; row < g.inHeight(); row++) {
          for (int column = 0; column < g.inWidth(); column++) {
            double sum = share(g, dy, w, b, channel, row, column);
            dx.storage().setDouble(dx.offset() + input(g, b, channel, row, column), sum);
          }
        }
      }
    }
  }

  /// What all results that saw one number of the input give back to it.
  private static double share(
      ConvGeometry g, View dy, View w, int b, int channel, int row, int column) {
    int first = channel / g.groupIn() * g.groupOut();
    int c = channel % g.groupIn();
    double sum = 0;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int down = row + g.padTop() - u * g.dilationHeight();
      int i = down / g.strideHeight();
      if (down >= 0 && down % g.strideHeight() == 0 && i < g.outHeight()) {
        for (int v = 0; v < g.kernelWidth(); v++) {
          int right = column + g.padLeft() - v * g.dilationWidth();
          int j = right / g.strideWidth();
          if (right >= 0 && right % g.strideWidth() == 0 && j < g.outWidth()) {
            for (int o = first; o < first + g.groupOut(); o++) {
              sum += at(dy, output(g, b, o, i, j)) * at(w, weight(g, o, c, u, v));
            }
          }
        }
      }
    }
    return sum;
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    for (int o = 0; o < g.outChannels(); o++) {
      for (int c = 0; c < g.groupIn(); c++) {
        for (int u = 0; u < g.kernelHeight(); u++) {
          for (int v = 0; v < g.kernelWidth(); v++) {
            double sum = tap(g, x, dy, o, c, u, v);
            dw.storage().setDouble(dw.offset() + weight(g, o, c, u, v), sum);
          }
        }
      }
    }
  }

  private static double tap(ConvGeometry g, View x, View dy, int o, int c, int u, int v) {
    int channel = o / g.groupOut() * g.groupIn() + c;
    double sum = 0;
    for (int b = 0; b < g.batch(); b++) {
      for (int i = 0; i < g.outHeight(); i++) {
        int row = i * g.strideHeight() + u * g.dilationHeight() - g.padTop();
        if (row >= 0 && row < g.inHeight()) {
          for (int j = 0; j < g.outWidth(); j++) {
            int column = j * g.strideWidth() + v * g.dilationWidth() - g.padLeft();
            if (column >= 0 && column < g.inWidth()) {
              sum += at(x, input(g, b, channel, row, column)) * at(dy, output(g, b, o, i, j));
            }
          }
        }
      }
    }
    return sum;
  }
}

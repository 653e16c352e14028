package octavo.kernel.conv;

import java.util.Arrays;
import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: seven loops over batch, output channel, input channel, output row and column, kernel
/// row and column; sums in double.
public final class ScalarConv implements ConvMethod {
  /// A multiplication here costs as much as so many of a register tile.
  private static final double SLOW = 100;

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

  /// What is done with one multiplication of the convolution.
  private interface Term {
    void accept(int ix, int iw, int iy);
  }

  /// Visits every product `x·w` that enters `y`, as indices into the three arrays.
  private static void each(ConvGeometry g, Term term) {
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        for (int c = 0; c < g.groupIn(); c++) {
          int channel = o / g.groupOut() * g.groupIn() + c;
          for (int u = 0; u < g.kernelHeight(); u++) {
            for (int v = 0; v < g.kernelWidth(); v++) {
              int iw = ((o * g.groupIn() + c) * g.kernelHeight() + u) * g.kernelWidth() + v;
              plane(g, b, o, channel, u, v, iw, term);
            }
          }
        }
      }
    }
  }

  private static void plane(
      ConvGeometry g, int b, int o, int channel, int u, int v, int iw, Term term) {
    for (int i = 0; i < g.outHeight(); i++) {
      int row = i * g.strideHeight() + u * g.dilationHeight() - g.padTop();
      if (row < 0 || row >= g.inHeight()) {
        continue;
      }
      for (int j = 0; j < g.outWidth(); j++) {
        int column = j * g.strideWidth() + v * g.dilationWidth() - g.padLeft();
        if (column >= 0 && column < g.inWidth()) {
          int ix = ((b * g.inChannels() + channel) * g.inHeight() + row) * g.inWidth() + column;
          term.accept(ix, iw, ((b * g.outChannels() + o) * g.outHeight() + i) * g.outWidth() + j);
        }
      }
    }
  }

  private static double[] read(View v) {
    double[] values = new double[v.count()];
    Arrays.setAll(values, i -> v.storage().getDouble(v.offset() + i));
    return values;
  }

  private static void write(double[] values, View v) {
    Storage storage = v.storage();
    for (int i = 0; i < values.length; i++) {
      storage.setDouble(v.offset() + i, values[i]);
    }
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    double[] xs = read(x);
    double[] ws = read(w);
    double[] ys = new double[y.count()];
    if (bias != null) {
      double[] bs = read(bias);
      int plane = g.outHeight() * g.outWidth();
      Arrays.setAll(ys, i -> bs[i / plane % g.outChannels()]);
    }
    each(g, (ix, iw, iy) -> ys[iy] += xs[ix] * ws[iw]);
    write(ys, y);
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    double[] dys = read(dy);
    double[] ws = read(w);
    double[] dxs = new double[dx.count()];
    each(g, (ix, iw, iy) -> dxs[ix] += dys[iy] * ws[iw]);
    write(dxs, dx);
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    double[] xs = read(x);
    double[] dys = read(dy);
    double[] dws = new double[dw.count()];
    each(g, (ix, iw, iy) -> dws[iw] += xs[ix] * dys[iy]);
    write(dws, dw);
  }
}

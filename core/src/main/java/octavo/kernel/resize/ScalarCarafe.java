package octavo.kernel.resize;

import octavo.storage.View;

/// The oracle: one number at a time, sums in double.
public final class ScalarCarafe implements CarafeKernels {
  /// What is done with one product: where `x`, `w` and `y` lie.
  private interface Term {
    void accept(int x, int w, int y);
  }

  /// All products of number `i, j` of a plane.
  private static void window(CarafeGeometry g, int plane, int i, int j, Term term) {
    int k = g.kernel();
    int pixel = i * g.outWidth() + j;
    for (int u = 0; u < k; u++) {
      int row = i / g.factor() + u - k / 2;
      for (int v = 0; v < k; v++) {
        int column = j / g.factor() + v - k / 2;
        if (row >= 0 && row < g.height() && column >= 0 && column < g.width()) {
          term.accept(
              plane * g.inSize() + row * g.width() + column,
              g.kernels(plane) + (u * k + v) * g.outSize() + pixel,
              plane * g.outSize() + pixel);
        }
      }
    }
  }

  private static void each(CarafeGeometry g, Term term) {
    for (int plane = 0; plane < g.batch() * g.channels(); plane++) {
      for (int i = 0; i < g.outHeight(); i++) {
        for (int j = 0; j < g.outWidth(); j++) {
          window(g, plane, i, j, term);
        }
      }
    }
  }

  private static void write(double[] sums, View into) {
    for (int i = 0; i < sums.length; i++) {
      into.storage().setDouble(into.offset() + i, sums[i]);
    }
  }

  private static double at(View v, int i) {
    return v.storage().getDouble(v.offset() + i);
  }

  @Override
  public void forward(CarafeGeometry g, View x, View w, View y) {
    double[] sums = new double[y.count()];
    each(g, (in, kernel, out) -> sums[out] += at(w, kernel) * at(x, in));
    write(sums, y);
  }

  @Override
  public void inputGradient(CarafeGeometry g, View dy, View w, View dx) {
    double[] sums = new double[dx.count()];
    each(g, (in, kernel, out) -> sums[in] += at(w, kernel) * at(dy, out));
    write(sums, dx);
  }

  @Override
  public void weightGradient(CarafeGeometry g, View x, View dy, View dw) {
    double[] sums = new double[dw.count()];
    each(g, (in, kernel, out) -> sums[kernel] += at(x, in) * at(dy, out));
    write(sums, dw);
  }
}

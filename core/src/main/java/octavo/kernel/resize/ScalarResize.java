package octavo.kernel.resize;

import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: each number of the result by the definition, sums in double.
public final class ScalarResize implements ResizeKernels {
  @Override
  public void resize(ResizeGeometry g, View x, View y) {
    int out = y.offset();
    for (int plane = 0; plane < g.planes(); plane++) {
      int in = x.offset() + plane * g.inSize();
      for (int i = 0; i < g.outSize(); i++) {
        y.storage().setDouble(out++, sum(g, g.axes().size() - 1, i, 1, x.storage(), in));
      }
    }
  }

  /// The sum over the axes up to `axis` for number `i` of what is left of the result, counted in
  /// numbers of the input that are `stride` apart along this axis.
  private static double sum(ResizeGeometry g, int axis, int i, int stride, Storage x, int from) {
    if (axis < 0) {
      return x.getDouble(from);
    }
    BandMatrix m = g.axes().get(axis);
    int row = i % m.rows();
    double sum = 0;
    for (int k = 0; k < m.count(row); k++) {
      int at = from + (m.first(row) + k) * stride;
      sum += m.weight(row, k) * sum(g, axis - 1, i / m.rows(), stride * m.columns(), x, at);
    }
    return sum;
  }

  /// What is done with one number: where it lies in the large and in the deep pictures.
  private interface Move {
    void accept(int large, int deep);
  }

  private static void each(ShuffleGeometry g, Move move) {
    int r = g.factor();
    int large = 0;
    for (int p = 0; p < g.planes(); p++) {
      for (int row = 0; row < g.height() * r; row++) {
        for (int column = 0; column < g.width() * r; column++) {
          int channel = p * r * r + row % r * r + column % r;
          move.accept(large++, (channel * g.height() + row / r) * g.width() + column / r);
        }
      }
    }
  }

  @Override
  public void shuffle(ShuffleGeometry g, View x, View y) {
    each(
        g,
        (large, deep) ->
            y.storage().copyFrom(x.storage(), x.offset() + deep, y.offset() + large, 1));
  }

  @Override
  public void unshuffle(ShuffleGeometry g, View x, View y) {
    each(
        g,
        (large, deep) ->
            y.storage().copyFrom(x.storage(), x.offset() + large, y.offset() + deep, 1));
  }
}

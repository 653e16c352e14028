package octavo.kernel.pool;

import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one window at a time, sums in double.
public final class ScalarPool implements PoolKernels {
  /// What is done with one window, given its plane and place in the output.
  private interface Body {
    void accept(int plane, int i, int j, int out);
  }

  private static void each(PoolGeometry g, Body body) {
    int out = 0;
    for (int plane = 0; plane < g.planes(); plane++) {
      for (int i = 0; i < g.outHeight(); i++) {
        for (int j = 0; j < g.outWidth(); j++) {
          body.accept(plane, i, j, out++);
        }
      }
    }
  }

  /// The index of the window's maximum within its plane.
  private static int argMax(PoolGeometry g, View x, int plane, int i, int j) {
    int base = x.offset() + plane * g.inHeight() * g.inWidth();
    int best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int row = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
      for (int v = 0; v < g.kernelWidth(); v++) {
        int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
        if (row < 0 || row >= g.inHeight() || column < 0 || column >= g.inWidth()) {
          continue;
        }
        double value = x.storage().getDouble(base + row * g.inWidth() + column);
        if (best < 0 || value > largest || (Double.isNaN(value) && !Double.isNaN(largest))) {
          best = row * g.inWidth() + column;
          largest = value;
        }
      }
    }
    return best;
  }

  @Override
  public void maxForward(PoolGeometry g, View x, View y) {
    gather(g, x, x, y, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void maxIndices(PoolGeometry g, View x, View indices) {
    long[] found = indices.longs();
    each(g, (plane, i, j, out) -> found[indices.offset() + out] = argMax(g, x, plane, i, j));
  }

  @Override
  public void maxBackward(PoolGeometry g, View x, View dy, View dx) {
    clear(dx);
    Storage dxs = dx.storage();
    each(
        g,
        (plane, i, j, out) -> {
          int best = argMax(g, x, plane, i, j);
          if (best >= 0) { // else the window sees only padding
            int at = plane * g.inHeight() * g.inWidth() + best + dx.offset();
            dxs.setDouble(at, dxs.getDouble(at) + dy.storage().getDouble(dy.offset() + out));
          }
        });
  }

  @Override
  public void maxGather(PoolGeometry g, View x, View u, View y) {
    gather(g, x, u, y, 0);
  }

  private static void gather(PoolGeometry g, View x, View u, View y, double ofNothing) {
    each(
        g,
        (plane, i, j, out) -> {
          int best = argMax(g, x, plane, i, j);
          int at = u.offset() + plane * g.inHeight() * g.inWidth() + best;
          y.storage().setDouble(y.offset() + out, best < 0 ? ofNothing : u.storage().getDouble(at));
        });
  }

  private static void clear(View v) {
    for (int i = 0; i < v.count(); i++) {
      v.storage().setDouble(v.offset() + i, 0);
    }
  }

  /// The numbers a window's sum is divided by. Padding that counts ends at the padded edge, so a
  /// window that hangs over it in ceil mode has fewer.
  private static int divisor(PoolGeometry g, boolean countPadding, int i, int j) {
    int count = 0;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int row = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
      for (int v = 0; v < g.kernelWidth(); v++) {
        int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
        boolean counts =
            countPadding
                ? row < g.inHeight() + g.padHeight() && column < g.inWidth() + g.padWidth()
                : inside(g, row, column);
        count += counts ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean inside(PoolGeometry g, int row, int column) {
    return row >= 0 && row < g.inHeight() && column >= 0 && column < g.inWidth();
  }

  @Override
  public void averageForward(PoolGeometry g, boolean countPadding, View x, View y) {
    each(
        g,
        (plane, i, j, out) -> {
          int base = x.offset() + plane * g.inHeight() * g.inWidth();
          double sum = 0;
          for (int u = 0; u < g.kernelHeight(); u++) {
            int row = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
            for (int v = 0; v < g.kernelWidth(); v++) {
              int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
              if (inside(g, row, column)) {
                sum += x.storage().getDouble(base + row * g.inWidth() + column);
              }
            }
          }
          y.storage().setDouble(y.offset() + out, sum / divisor(g, countPadding, i, j));
        });
  }

  @Override
  public void averageBackward(PoolGeometry g, boolean countPadding, View dy, View dx) {
    clear(dx);
    Storage dxs = dx.storage();
    each(
        g,
        (plane, i, j, out) -> {
          int base = dx.offset() + plane * g.inHeight() * g.inWidth();
          double share = dy.storage().getDouble(dy.offset() + out) / divisor(g, countPadding, i, j);
          for (int u = 0; u < g.kernelHeight(); u++) {
            int row = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
            for (int v = 0; v < g.kernelWidth(); v++) {
              int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
              if (inside(g, row, column)) {
                int at = base + row * g.inWidth() + column;
                dxs.setDouble(at, dxs.getDouble(at) + share);
              }
            }
          }
        });
  }
}

package octavo.kernel.pool;

import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one box at a time, sums in double.
public final class ScalarBoxPool implements BoxKernels {
  /// What is done with one number of a box: its place in its plane, and among all.
  private interface Visit {
    void accept(int place, int at);
  }

  /// What is done with one box.
  private interface Box {
    void accept(int plane, int o, int i, int j, int out);
  }

  private static void boxes(BoxGeometry g, Box body) {
    int out = 0;
    for (int plane = 0; plane < g.planes(); plane++) {
      for (int o = 0; o < g.depth().parts(); o++) {
        for (int i = 0; i < g.height().parts(); i++) {
          for (int j = 0; j < g.width().parts(); j++) {
            body.accept(plane, o, i, j, out++);
          }
        }
      }
    }
  }

  private static void numbers(BoxGeometry g, int plane, int o, int i, int j, Visit body) {
    for (int t = g.depth().begin(plane, o); t < g.depth().end(plane, o); t++) {
      for (int u = g.height().begin(plane, i); u < g.height().end(plane, i); u++) {
        for (int v = g.width().begin(plane, j); v < g.width().end(plane, j); v++) {
          int place = (t * g.inHeight() + u) * g.inWidth() + v;
          body.accept(place, plane * g.inSize() + place);
        }
      }
    }
  }

  @Override
  public void mean(BoxGeometry g, View x, View y) {
    boxes(
        g,
        (plane, o, i, j, out) -> {
          double[] sum = {0};
          Storage xs = x.storage();
          numbers(g, plane, o, i, j, (place, at) -> sum[0] += xs.getDouble(x.offset() + at));
          y.storage().setDouble(y.offset() + out, sum[0] / g.count(plane, o, i, j));
        });
  }

  @Override
  public void spread(BoxGeometry g, View dy, View dx) {
    Storage dxs = dx.storage();
    for (int i = 0; i < dx.count(); i++) {
      dxs.setDouble(dx.offset() + i, 0);
    }
    boxes(
        g,
        (plane, o, i, j, out) -> {
          double share = dy.storage().getDouble(dy.offset() + out) / g.count(plane, o, i, j);
          numbers(
              g,
              plane,
              o,
              i,
              j,
              (place, at) ->
                  dxs.setDouble(dx.offset() + at, dxs.getDouble(dx.offset() + at) + share));
        });
  }

  @Override
  public void maxIndices(BoxGeometry g, View x, View indices) {
    boxes(
        g,
        (plane, o, i, j, out) -> {
          int[] best = {-1};
          double[] largest = {Double.NEGATIVE_INFINITY};
          numbers(
              g,
              plane,
              o,
              i,
              j,
              (place, at) -> {
                double value = x.storage().getDouble(x.offset() + at);
                if (best[0] < 0 || Larger.than(largest[0], value)) {
                  best[0] = place;
                  largest[0] = value;
                }
              });
          indices.longs()[indices.offset() + out] = best[0];
        });
  }
}

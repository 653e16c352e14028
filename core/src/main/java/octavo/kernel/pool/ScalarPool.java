package octavo.kernel.pool;

import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one window at a time, sums in double.
public final class ScalarPool implements PoolKernels {
  /// What is done with one window: its plane and place in the output, its number among all, and the
  /// places of its numbers within the plane.
  private interface Body {
    void accept(int plane, int[] place, int out, int[] numbers, int count);
  }

  private static void each(PoolGeometry g, Body body) {
    int[] numbers = new int[g.windowSize()];
    int out = 0;
    for (int plane = 0; plane < g.planes(); plane++) {
      for (int o = 0; o < g.outDepth(); o++) {
        for (int i = 0; i < g.outHeight(); i++) {
          for (int j = 0; j < g.outWidth(); j++) {
            int count = g.places(o, i, j, numbers);
            body.accept(plane, new int[] {o, i, j}, out++, numbers, count);
          }
        }
      }
    }
  }

  /// The place of the window's maximum within its plane, -1 if it has no number.
  private static int argMax(View x, int base, int[] numbers, int count) {
    int best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      double value = x.storage().getDouble(base + numbers[k]);
      if (best < 0 || Larger.than(largest, value)) {
        best = numbers[k];
        largest = value;
      }
    }
    return best;
  }

  @Override
  public void maxForward(PoolGeometry g, View x, View y) {
    gather(g, x, x, y, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void maxWithIndices(PoolGeometry g, View x, View y, View indices) {
    long[] found = indices.longs();
    each(
        g,
        (plane, place, out, numbers, count) -> {
          int base = x.offset() + plane * g.inSize();
          int best = argMax(x, base, numbers, count);
          found[indices.offset() + out] = best;
          if (best < 0) {
            y.storage().setDouble(y.offset() + out, Double.NEGATIVE_INFINITY);
          } else {
            y.storage().copyFrom(x.storage(), base + best, y.offset() + out, 1);
          }
        });
  }

  @Override
  public void maxBackward(PoolGeometry g, View x, View dy, View dx) {
    clear(dx);
    each(
        g,
        (plane, place, out, numbers, count) -> {
          int best = argMax(x, x.offset() + plane * g.inSize(), numbers, count);
          if (best >= 0) { // else the window sees only padding
            add(dx, plane * g.inSize() + best, dy.storage().getDouble(dy.offset() + out));
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
        (plane, place, out, numbers, count) -> {
          int best = argMax(x, x.offset() + plane * g.inSize(), numbers, count);
          int at = u.offset() + plane * g.inSize() + best;
          y.storage().setDouble(y.offset() + out, best < 0 ? ofNothing : u.storage().getDouble(at));
        });
  }

  private static void clear(View v) {
    for (int i = 0; i < v.count(); i++) {
      v.storage().setDouble(v.offset() + i, 0);
    }
  }

  private static void add(View to, int at, double number) {
    Storage storage = to.storage();
    storage.setDouble(to.offset() + at, storage.getDouble(to.offset() + at) + number);
  }

  @Override
  public void averageForward(PoolGeometry g, PoolDivisor divisor, View x, View y) {
    each(
        g,
        (plane, place, out, numbers, count) -> {
          double sum = 0;
          for (int k = 0; k < count; k++) {
            sum += x.storage().getDouble(x.offset() + plane * g.inSize() + numbers[k]);
          }
          int n = divisor.of(g, place[0], place[1], place[2]);
          y.storage().setDouble(y.offset() + out, sum / n);
        });
  }

  @Override
  public void averageBackward(PoolGeometry g, PoolDivisor divisor, View dy, View dx) {
    clear(dx);
    each(
        g,
        (plane, place, out, numbers, count) -> {
          int n = divisor.of(g, place[0], place[1], place[2]);
          double share = dy.storage().getDouble(dy.offset() + out) / n;
          for (int k = 0; k < count; k++) {
            add(dx, plane * g.inSize() + numbers[k], share);
          }
        });
  }

  @Override
  public void windows(PoolGeometry g, double fill, View x, View y) {
    int size = g.windowSize();
    each(
        g,
        (plane, place, out, numbers, count) -> {
          int in = x.offset() + plane * g.inSize();
          for (int k = 0; k < size; k++) {
            int at = g.placeOf(place, k);
            double value = at < 0 ? fill : x.storage().getDouble(in + at);
            y.storage().setDouble(y.offset() + out * size + k, value);
          }
        });
  }

  @Override
  public void windowsBackward(PoolGeometry g, View dy, View dx) {
    clear(dx);
    int size = g.windowSize();
    each(
        g,
        (plane, place, out, numbers, count) -> {
          for (int k = 0; k < size; k++) {
            int at = g.placeOf(place, k);
            if (at >= 0) {
              double number = dy.storage().getDouble(dy.offset() + out * size + k);
              add(dx, plane * g.inSize() + at, number);
            }
          }
        });
  }
}

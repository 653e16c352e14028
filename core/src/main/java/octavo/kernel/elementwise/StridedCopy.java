package octavo.kernel.elementwise;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.FloatStorage;
import octavo.storage.Storage;
import octavo.storage.View;

/// Copies between views of one type with any strides.
final class StridedCopy {
  private static final int GRAIN = Parallel.MINIMUM_WORK;
  private static final int SHORT = 16;

  /// The side of a square block: a row of it is four cache lines, for each of which the page is
  /// looked up once.
  private static final int TILE = 64;

  /// Below this many elements the preparations would cost more than the copy.
  static final int SMALL = 256;

  private StridedCopy() {}

  static void copy(View x, View y) {
    int n = y.count();
    if (n == 0) {
      return;
    }
    if (x.isContiguous() && y.isContiguous()) {
      line(x.storage(), x.offset(), y.storage(), y.offset(), n);
      return;
    }
    Axes axes = Axes.of(y, x);
    if (!(x.storage() instanceof FloatStorage)) {
      rows(axes, x.storage(), y.storage());
      return;
    }
    int q = axes.rank - 1;
    int p = unitAxis(axes.strides[1], q);
    int step = axes.rowStep(1);
    if (step == 0 || step == 1 || p < 0 || axes.sizes[p] < 4 || axes.sizes[q] < 4) {
      floatRows(axes, x.floats(), y.floats());
    } else {
      tiles(axes, p, x.floats(), y.floats());
    }
  }

  /// The values of `x` in row-major order, in an array of their own.
  static float[] contiguous(View x) {
    float[] copy = new float[x.count()];
    if (x.rank() == 2 && copy.length <= SMALL) {
      float[] xs = x.floats();
      int to = 0;
      for (int i = 0; i < x.size(0); i++) {
        for (int j = 0; j < x.size(1); j++) {
          copy[to++] = xs[x.offset() + i * x.stride(0) + j * x.stride(1)];
        }
      }
      return copy;
    }
    copy(x, View.of(new FloatStorage(copy), x.sizes()));
    return copy;
  }

  /// Rows `from` to `to` of view `v` of `axes`, whose elements are in `x`, one after the other.
  /// Along the last axis the view steps by 0 or 1.
  static float[] rows(Axes axes, int v, float[] x, int from, int to) {
    int n = axes.rowLength();
    float[] y = new float[(to - from) * n];
    Axes.Cursor at = axes.rowsFrom(from);
    if (axes.rank != 2) {
      for (int row = 0; row < to - from; row++) {
        floatRow(x, at.place(v), axes.rowStep(v), y, row * n, 1, n);
        at.next();
      }
    } else if (axes.strides[v][0] == 0) {
      floatRow(x, at.place(v), axes.rowStep(v), y, 0, 1, n);
      for (int done = n; done < y.length; done *= 2) {
        System.arraycopy(y, 0, y, done, Math.min(done, y.length - done));
      }
    } else {
      int xo = at.place(v);
      for (int yo = 0; yo < y.length; yo += n) {
        for (int i = 0; i < n; i++) {
          y[yo + i] = x[xo + i * axes.rowStep(v)];
        }
        xo += axes.strides[v][0];
      }
    }
    return y;
  }

  private static void line(Storage x, int xo, Storage y, int yo, int n) {
    if (n <= GRAIN) {
      y.copyFrom(x, xo, yo, n);
    } else {
      Parallel.ranges(n, GRAIN, (from, to) -> y.copyFrom(x, xo + from, yo + from, to - from));
    }
  }

  /// The axis before `q` along which `x` lies without gaps, or -1.
  private static int unitAxis(int[] strides, int q) {
    for (int a = q - 1; a >= 0; a--) {
      if (strides[a] == 1) {
        return a;
      }
    }
    return -1;
  }

  private static void rows(Axes axes, Storage x, Storage y) {
    int n = axes.rowLength();
    boolean whole = axes.rowStep(0) == 1 && axes.rowStep(1) == 1;
    Axes.Cursor at = axes.rowsFrom(0);
    for (int row = axes.rows(); row > 0; row--) {
      if (whole) {
        y.copyFrom(x, at.place(1), at.place(0), n);
      } else {
        for (int i = 0; i < n; i++) {
          y.copyFrom(x, at.place(1) + i * axes.rowStep(1), at.place(0) + i * axes.rowStep(0), 1);
        }
      }
      at.next();
    }
  }

  private static void floatRows(Axes axes, float[] x, float[] y) {
    int n = axes.rowLength();
    Parallel.ranges(
        axes.rows(),
        Math.max(1, GRAIN / n),
        (from, to) -> {
          Axes.Cursor at = axes.rowsFrom(from);
          for (int row = from; row < to; row++) {
            floatRow(x, at.place(1), axes.rowStep(1), y, at.place(0), axes.rowStep(0), n);
            at.next();
          }
        });
  }

  private static void floatRow(float[] x, int xo, int xs, float[] y, int yo, int ys, int n) {
    if (n >= SHORT && ys == 1 && xs == 1) {
      System.arraycopy(x, xo, y, yo, n);
    } else if (n >= SHORT && ys == 1 && xs == 0) {
      Arrays.fill(y, yo, yo + n, x[xo]);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i * ys] = x[xo + i * xs];
      }
    }
  }

  /// Axis `p` is the one without gaps in `x`, the last one, `q`, that of `y`: square blocks are
  /// read along `p` and written along `q`, so that both sides use whole cache lines.
  private static void tiles(Axes axes, int p, float[] x, float[] y) {
    int q = axes.rank - 1;
    int bands = (axes.sizes[p] + TILE - 1) / TILE;
    int planes = axes.rows() / axes.sizes[p];
    int[] ys = axes.strides[0];
    int[] xs = axes.strides[1];
    Axes.Cursor origin = axes.rowsFrom(0);
    Parallel.ranges(
        planes * bands,
        Math.max(1, GRAIN / (TILE * axes.sizes[q])),
        (from, to) -> {
          float[] block = new float[Math.min(TILE, axes.sizes[p]) * Math.min(TILE, axes.sizes[q])];
          for (int task = from; task < to; task++) {
            int xo = origin.place(1);
            int yo = origin.place(0);
            int rest = task / bands;
            for (int a = q - 1; a >= 0; a--) {
              if (a != p) {
                int i = rest % axes.sizes[a];
                rest /= axes.sizes[a];
                xo += i * xs[a];
                yo += i * ys[a];
              }
            }
            int start = task % bands * TILE;
            int width = Math.min(TILE, axes.sizes[p] - start);
            xo += start;
            yo += start * ys[p];
            for (int done = 0; done < axes.sizes[q]; done += TILE) {
              int height = Math.min(TILE, axes.sizes[q] - done);
              read(x, xo + done * xs[q], xs[q], block, width, height);
              write(block, y, yo + done * ys[q], ys[p], ys[q], width, height);
            }
          }
        });
  }

  private static void read(float[] x, int xo, int xs, float[] block, int width, int height) {
    for (int j = 0; j < height; j++) {
      System.arraycopy(x, xo + j * xs, block, j * width, width);
    }
  }

  private static void write(
      float[] block, float[] y, int yo, int yp, int yq, int width, int height) {
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < height; j++) {
        y[yo + i * yp + j * yq] = block[j * width + i];
      }
    }
  }
}

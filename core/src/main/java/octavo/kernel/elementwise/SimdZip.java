package octavo.kernel.elementwise;

import octavo.kernel.Parallel;
import octavo.storage.View;

/// Functions of two float32 views, along whatever they have in common: one line of numbers, long rows, or
/// blocks of short rows that are copied together first.
final class SimdZip {
  private static final int GRAIN = Parallel.MINIMUM_WORK;

  /// Rows shorter than this are copied together first.
  private static final int LONG_ROW = 64;

  /// How many numbers are copied together at a time.
  private static final int BLOCK = 4096;

  private SimdZip() {}

  /// `y = f(a, b)` for float views.
  static void zip(ZipLoop loop, View a, View b, View y) {
    int n = y.count();
    if (n == 0) {
      return;
    }
    int as = step(a);
    int bs = step(b);
    if ((as < 0 || bs < 0) && (n > StridedCopy.SMALL || y.rank() != 2)) {
      Axes axes = Axes.of(y, a, b);
      if (hasRows(axes)) {
        boolean direct = axes.rowLength() >= LONG_ROW && axes.rowStep(1) + axes.rowStep(2) > 0;
        if (direct) {
          rows(loop, axes, a.floats(), b.floats(), y.floats());
        } else {
          blocks(loop, axes, a, b, y);
        }
        return;
      }
    }
    float[] left = as < 0 ? StridedCopy.contiguous(a) : a.floats();
    float[] right = bs < 0 ? StridedCopy.contiguous(b) : b.floats();
    int ao = as < 0 ? 0 : a.offset();
    int bo = bs < 0 ? 0 : b.offset();
    as = as < 0 ? 1 : as;
    bs = bs < 0 ? 1 : bs;
    if (n <= GRAIN) {
      SimdLoops.zip(loop, left, ao, as, right, bo, bs, y.floats(), y.offset(), n);
    } else {
      line(loop, left, ao, as, right, bo, bs, y.floats(), y.offset(), n);
    }
  }

  private static void line(
      ZipLoop loop,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    Parallel.ranges(
        n,
        GRAIN,
        (i, to) -> SimdLoops.zip(loop, a, ao + as * i, as, b, bo + bs * i, bs, y, yo + i, to - i));
  }

  private static void rows(ZipLoop loop, Axes axes, float[] a, float[] b, float[] y) {
    int n = axes.rowLength();
    int as = axes.rowStep(1);
    int bs = axes.rowStep(2);
    Parallel.ranges(
        axes.rows(),
        Math.max(1, GRAIN / n),
        (from, to) -> {
          Axes.Cursor at = axes.rowsFrom(from);
          for (int row = from; row < to; row++) {
            SimdLoops.zip(loop, a, at.place(1), as, b, at.place(2), bs, y, at.place(0), n);
            at.next();
          }
        });
  }

  /// Short rows: each block of them is copied together first, and is still in the cache when the
  /// loop reads it.
  private static void blocks(ZipLoop loop, Axes axes, View a, View b, View y) {
    int rows = axes.rows();
    int grain = Math.max(1, BLOCK / axes.rowLength());
    if (rows <= grain) {
      block(loop, axes, a, b, y, 0, rows);
    } else {
      Parallel.ranges(
          (rows + grain - 1) / grain,
          Math.max(1, GRAIN / BLOCK),
          (from, to) -> {
            for (int number = from; number < to; number++) {
              int end = Math.min(rows, (number + 1) * grain);
              block(loop, axes, a, b, y, number * grain, end);
            }
          });
    }
  }

  private static void block(ZipLoop loop, Axes axes, View a, View b, View y, int from, int to) {
    int start = from * axes.rowLength();
    int as = step(a);
    int bs = step(b);
    float[] left = as < 0 ? StridedCopy.rows(axes, 1, a.floats(), from, to) : a.floats();
    float[] right = bs < 0 ? StridedCopy.rows(axes, 2, b.floats(), from, to) : b.floats();
    int ao = as < 0 ? 0 : a.offset() + as * start;
    int bo = bs < 0 ? 0 : b.offset() + bs * start;
    int n = (to - from) * axes.rowLength();
    SimdLoops.zip(
        loop, left, ao, Math.abs(as), right, bo, Math.abs(bs), y.floats(), y.offset() + start, n);
  }

  /// `y += x` where `y` has gaps.
  static void addRows(Axes axes, float[] x, float[] y) {
    int n = axes.rowLength();
    int xs = axes.rowStep(1);
    int ys = axes.rowStep(0);
    ZipLoop add = Loops.zip(BinaryFunction.ADD);
    boolean vector = ys == 1 && (xs == 0 || xs == 1);
    Parallel.ranges(
        axes.rows(),
        Math.max(1, GRAIN / n),
        (from, to) -> {
          Axes.Cursor at = axes.rowsFrom(from);
          for (int row = from; row < to; row++) {
            int yo = at.place(0);
            int xo = at.place(1);
            if (vector) {
              SimdLoops.zip(add, y, yo, 1, x, xo, xs, y, yo, n);
            } else {
              for (int i = 0; i < n; i++) {
                y[yo + i * ys] += x[xo + i * xs];
              }
            }
            at.next();
          }
        });
  }

  /// 1 if the elements lie one after the other, 0 if one stands for all, -1 otherwise.
  static int step(View v) {
    if (v.isContiguous()) {
      return 1;
    }
    for (int a = 0; a < v.rank(); a++) {
      if (v.stride(a) != 0 && v.size(a) != 1) {
        return -1;
      }
    }
    return 0;
  }

  /// Whether both operands step by 0 or 1 along rows of moderate length.
  private static boolean hasRows(Axes axes) {
    int as = axes.rowStep(1);
    int bs = axes.rowStep(2);
    boolean shortOrDirect = axes.rowLength() <= BLOCK || as + bs > 0;
    return shortOrDirect && as >= 0 && bs >= 0 && as <= 1 && bs <= 1;
  }
}

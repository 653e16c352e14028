package octavo.kernel.elementwise;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Element-wise functions with the Vector API for float32; other types go to the oracle, float64 in
/// its commonest forms to plain loops.
///
/// A call on views without gaps, or on one number against such a view, is one line of numbers.
/// Views that have long rows without gaps go row by row. Everything else is first copied together.
public final class SimdElementwise implements ElementwiseKernels {
  private static final int GRAIN = Parallel.MINIMUM_WORK;

  private final ScalarElementwise scalar = new ScalarElementwise();

  @Override
  public void unary(UnaryFunction f, View x, View y) {
    if (!isFloat(x) || !isFloat(y)) {
      scalar.unary(f, x, y);
      return;
    }
    map(Loops.map(f), x, y);
  }

  /// `y = f(x)` for float views.
  private static void map(MapLoop loop, View x, View y) {
    boolean ready = x.isContiguous();
    float[] xs = ready ? x.floats() : StridedCopy.contiguous(x);
    int xo = ready ? x.offset() : 0;
    float[] ys = y.floats();
    int n = y.count();
    if (n <= GRAIN) {
      SimdLoops.map(loop, xs, xo, ys, y.offset(), n);
    } else {
      map(loop, xs, xo, ys, y.offset(), n);
    }
  }

  private static void map(MapLoop loop, float[] x, int xo, float[] y, int yo, int n) {
    Parallel.ranges(
        n, GRAIN, (from, to) -> SimdLoops.map(loop, x, xo + from, y, yo + from, to - from));
  }

  @Override
  public void unaryBackward(UnaryFunction f, View xOrY, View dy, View dx) {
    if (isFloat(xOrY) && isFloat(dy) && isFloat(dx)) {
      SimdZip.zip(Loops.backward(f), xOrY, dy, dx);
    } else {
      scalar.unaryBackward(f, xOrY, dy, dx);
    }
  }

  @Override
  public void shaped(ShapedFunction f, double a, double b, View x, View y) {
    if (isFloat(x) && isFloat(y)) {
      map(Loops.shaped(f).with((float) a, (float) b), x, y);
    } else {
      scalar.shaped(f, a, b, x, y);
    }
  }

  @Override
  public void shapedBackward(ShapedFunction f, double a, double b, View x, View dy, View dx) {
    if (isFloat(x) && isFloat(dy) && isFloat(dx)) {
      SimdZip.zip(Loops.shapedBackward(f).with((float) a, (float) b), x, dy, dx);
    } else {
      scalar.shapedBackward(f, a, b, x, dy, dx);
    }
  }

  @Override
  public void affine(View x, double scale, double shift, View y) {
    int n = y.count();
    int yo = y.offset();
    if (isFloat(x) && isFloat(y)) {
      boolean ready = x.isContiguous();
      float[] xs = ready ? x.floats() : StridedCopy.contiguous(x);
      int xo = ready ? x.offset() : 0;
      float a = (float) scale;
      float b = (float) shift;
      float[] ys = y.floats();
      if (n <= GRAIN) {
        SimdLoops.affine(xs, xo, a, b, ys, yo, n);
      } else {
        Parallel.ranges(
            n, GRAIN, (i, to) -> SimdLoops.affine(xs, xo + i, a, b, ys, yo + i, to - i));
      }
    } else if (isDouble(x) && isDouble(y) && x.isContiguous()) {
      DoubleLoops.affine(x.doubles(), x.offset(), scale, shift, y.doubles(), yo, n);
    } else {
      scalar.affine(x, scale, shift, y);
    }
  }

  @Override
  public void clamp(View x, double low, double high, View y) {
    if (!isFloat(x) || !isFloat(y)) {
      scalar.clamp(x, low, high, y);
      return;
    }
    boolean ready = x.isContiguous();
    float[] xs = ready ? x.floats() : StridedCopy.contiguous(x);
    int xo = ready ? x.offset() : 0;
    int yo = y.offset();
    float a = (float) low;
    float b = (float) high;
    float[] ys = y.floats();
    Parallel.ranges(
        y.count(), GRAIN, (i, to) -> SimdLoops.clamp(xs, xo + i, a, b, ys, yo + i, to - i));
  }

  @Override
  public void binary(BinaryFunction f, View a, View b, View y) {
    if (isFloat(a) && isFloat(b) && isFloat(y)) {
      SimdZip.zip(Loops.zip(f), a, b, y);
    } else if (isDouble(a)
        && isDouble(b)
        && isDouble(y)
        && a.isContiguous()
        && b.isContiguous()
        && DoubleLoops.serves(f)) {
      DoubleLoops.binary(
          f, a.doubles(), a.offset(), b.doubles(), b.offset(), y.doubles(), y.offset(), y.count());
    } else {
      scalar.binary(f, a, b, y);
    }
  }

  @Override
  public void compare(Comparison c, View a, View b, View y) {
    if (isFloat(a) && isFloat(b)) {
      test(Loops.comparison(c), a, b, y);
    } else {
      scalar.compare(c, a, b, y);
    }
  }

  @Override
  public void test(Predicate p, View x, View y) {
    if (isFloat(x)) {
      test(Loops.predicate(p), x, x, y);
    } else {
      scalar.test(p, x, y);
    }
  }

  private static void test(TruthLoop loop, View a, View b, View y) {
    if (y.count() == 0) {
      return;
    }
    int as = SimdZip.step(a);
    int bs = SimdZip.step(b);
    float[] left = as < 0 ? StridedCopy.contiguous(a) : a.floats();
    float[] right = bs < 0 ? StridedCopy.contiguous(b) : b.floats();
    int ao = as < 0 ? 0 : a.offset();
    int bo = bs < 0 ? 0 : b.offset();
    int ai = Math.abs(as);
    int bi = Math.abs(bs);
    byte[] ys = y.bools();
    int yo = y.offset();
    Parallel.ranges(
        y.count(),
        GRAIN,
        (i, to) ->
            SimdLoops.test(
                loop, left, ao + ai * i, ai, right, bo + bi * i, bi, ys, yo + i, to - i));
  }

  @Override
  public void select(View condition, View a, View b, View y) {
    if (!isFloat(a) || !isFloat(b) || !isFloat(y) || !condition.isContiguous()) {
      scalar.select(condition, a, b, y);
      return;
    }
    if (y.count() == 0) {
      return;
    }
    int as = SimdZip.step(a);
    int bs = SimdZip.step(b);
    float[] yes = as < 0 ? StridedCopy.contiguous(a) : a.floats();
    float[] no = bs < 0 ? StridedCopy.contiguous(b) : b.floats();
    int ao = as < 0 ? 0 : a.offset();
    int bo = bs < 0 ? 0 : b.offset();
    int ai = Math.abs(as);
    int bi = Math.abs(bs);
    byte[] cs = condition.bools();
    int co = condition.offset();
    float[] ys = y.floats();
    int yo = y.offset();
    Parallel.ranges(
        y.count(),
        GRAIN,
        (i, to) ->
            SimdLoops.select(
                cs, co + i, yes, ao + ai * i, ai, no, bo + bi * i, bi, ys, yo + i, to - i));
  }

  @Override
  public void copy(View x, View y) {
    if (x.dtype() == y.dtype()) {
      StridedCopy.copy(x, y);
    } else if (x.isContiguous() && y.isContiguous() && Conversion.serves(x, y)) {
      Conversion.convert(x, y);
    } else {
      scalar.copy(x, y);
    }
  }

  @Override
  public void addInto(View x, View y) {
    if (isDouble(x) && isDouble(y) && x.isContiguous() && y.isContiguous()) {
      double[] ys = y.doubles();
      DoubleLoops.binary(
          BinaryFunction.ADD, ys, y.offset(), x.doubles(), x.offset(), ys, y.offset(), y.count());
    } else if (!isFloat(x) || !isFloat(y)) {
      scalar.addInto(x, y);
    } else if (y.isContiguous()) {
      SimdZip.zip(Loops.zip(BinaryFunction.ADD), y, x, y);
    } else if (y.count() > 0) {
      SimdZip.addRows(Axes.of(y, x), x.floats(), y.floats());
    }
  }

  @Override
  public void addScaledInto(View x, double factor, View y) {
    boolean ready = x.isContiguous() && y.isContiguous();
    if (ready && isDouble(x) && isDouble(y)) {
      DoubleLoops.addScaled(x.doubles(), x.offset(), factor, y.doubles(), y.offset(), y.count());
      return;
    }
    if (!ready || !isFloat(x) || !isFloat(y)) {
      scalar.addScaledInto(x, factor, y);
      return;
    }
    float[] xs = x.floats();
    float[] ys = y.floats();
    int xo = x.offset();
    int yo = y.offset();
    float a = (float) factor;
    Parallel.ranges(
        y.count(), GRAIN, (i, to) -> SimdLoops.addScaled(xs, xo + i, a, ys, yo + i, to - i));
  }

  @Override
  public void fill(View y, double value) {
    if (isFloat(y) && y.isContiguous()) {
      Arrays.fill(y.floats(), y.offset(), y.offset() + y.count(), (float) value);
    } else {
      scalar.fill(y, value);
    }
  }

  private static boolean isFloat(View v) {
    return v.storage() instanceof FloatStorage;
  }

  private static boolean isDouble(View v) {
    return v.storage() instanceof DoubleStorage;
  }
}

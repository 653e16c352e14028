package octavo.kernel.elementwise;

import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one number at a time, computed in double (int64 in long).
public final class ScalarElementwise implements ElementwiseKernels {
  @Override
  public void unary(UnaryFunction f, View x, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    if (x.dtype() == DType.INT64) {
      Walk.over(y, x, (iy, ix) -> ys.setLong(iy, f.apply(xs.getLong(ix))));
    } else {
      Walk.over(y, x, (iy, ix) -> ys.setDouble(iy, f.apply(xs.getDouble(ix))));
    }
  }

  @Override
  public void unaryBackward(UnaryFunction f, View xOrY, View dy, View dx) {
    Storage known = xOrY.storage();
    Storage dys = dy.storage();
    Storage dxs = dx.storage();
    boolean output = f.derivativeUsesOutput();
    Walk.over(
        dx,
        xOrY,
        dy,
        (idx, ix, idy) -> {
          double v = known.getDouble(ix);
          double slope = output ? f.derivative(Double.NaN, v) : f.derivative(v, f.apply(v));
          dxs.setDouble(idx, dys.getDouble(idy) * slope);
        });
  }

  @Override
  public void shaped(ShapedFunction f, double a, double b, View x, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    double p = rounded(a, x);
    double q = rounded(b, x);
    Walk.over(y, x, (iy, ix) -> ys.setDouble(iy, f.apply(xs.getDouble(ix), p, q)));
  }

  @Override
  public void shapedBackward(ShapedFunction f, double a, double b, View x, View dy, View dx) {
    Storage xs = x.storage();
    Storage dys = dy.storage();
    Storage dxs = dx.storage();
    double p = rounded(a, x);
    double q = rounded(b, x);
    Walk.over(
        dx,
        x,
        dy,
        (idx, ix, idy) ->
            dxs.setDouble(idx, dys.getDouble(idy) * f.derivative(xs.getDouble(ix), p, q)));
  }

  private static double rounded(double parameter, View x) {
    return x.dtype() == DType.FLOAT32 ? (float) parameter : parameter;
  }

  @Override
  public void affine(View x, double scale, double shift, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    if (x.dtype() == DType.INT64) {
      long a = (long) scale;
      long b = (long) shift;
      Walk.over(y, x, (iy, ix) -> ys.setLong(iy, a * xs.getLong(ix) + b));
    } else {
      Walk.over(y, x, (iy, ix) -> ys.setDouble(iy, scale * xs.getDouble(ix) + shift));
    }
  }

  @Override
  public void clamp(View x, double low, double high, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    if (x.dtype() == DType.INT64) {
      long from = (long) Math.ceil(low);
      long to = (long) Math.floor(high);
      Walk.over(y, x, (iy, ix) -> ys.setLong(iy, Math.min(Math.max(xs.getLong(ix), from), to)));
    } else {
      Walk.over(
          y, x, (iy, ix) -> ys.setDouble(iy, Math.min(Math.max(xs.getDouble(ix), low), high)));
    }
  }

  @Override
  public void binary(BinaryFunction f, View a, View b, View y) {
    Storage as = a.storage();
    Storage bs = b.storage();
    Storage ys = y.storage();
    if (y.dtype().isFloating()) {
      Walk.over(
          y, a, b, (iy, ia, ib) -> ys.setDouble(iy, f.apply(as.getDouble(ia), bs.getDouble(ib))));
    } else {
      Walk.over(y, a, b, (iy, ia, ib) -> ys.setLong(iy, f.apply(as.getLong(ia), bs.getLong(ib))));
    }
  }

  @Override
  public void compare(Comparison c, View a, View b, View y) {
    Storage as = a.storage();
    Storage bs = b.storage();
    byte[] ys = y.bools();
    if (a.dtype().isFloating()) {
      Walk.over(
          y, a, b, (iy, ia, ib) -> ys[iy] = truth(c.test(as.getDouble(ia), bs.getDouble(ib))));
    } else {
      Walk.over(y, a, b, (iy, ia, ib) -> ys[iy] = truth(c.test(as.getLong(ia), bs.getLong(ib))));
    }
  }

  @Override
  public void test(Predicate p, View x, View y) {
    Storage xs = x.storage();
    byte[] ys = y.bools();
    Walk.over(y, x, (iy, ix) -> ys[iy] = truth(p.test(xs.getDouble(ix))));
  }

  private static byte truth(boolean value) {
    return (byte) (value ? 1 : 0);
  }

  @Override
  public void select(View condition, View a, View b, View y) {
    byte[] cs = condition.bools();
    pick(condition, a, y, cs, (byte) 1);
    pick(condition, b, y, cs, (byte) 0);
  }

  private static void pick(View condition, View from, View y, byte[] cs, byte when) {
    Storage xs = from.storage();
    Storage ys = y.storage();
    Walk.over(
        y,
        condition,
        from,
        (iy, ic, ix) -> {
          if (cs[ic] == when) {
            ys.copyFrom(xs, ix, iy, 1);
          }
        });
  }

  @Override
  public void copy(View x, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    if (x.dtype() == y.dtype()) {
      Walk.over(y, x, (iy, ix) -> ys.copyFrom(xs, ix, iy, 1));
    } else if (x.dtype().isFloating() || y.dtype() == DType.BOOL) {
      Walk.over(y, x, (iy, ix) -> ys.setDouble(iy, xs.getDouble(ix)));
    } else {
      Walk.over(y, x, (iy, ix) -> ys.setLong(iy, xs.getLong(ix)));
    }
  }

  @Override
  public void addInto(View x, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    if (x.dtype().isFloating()) {
      Walk.over(y, x, (iy, ix) -> ys.setDouble(iy, ys.getDouble(iy) + xs.getDouble(ix)));
    } else {
      Walk.over(y, x, (iy, ix) -> ys.setLong(iy, ys.getLong(iy) + xs.getLong(ix)));
    }
  }

  @Override
  public void addScaledInto(View x, double factor, View y) {
    Storage xs = x.storage();
    Storage ys = y.storage();
    boolean single = y.dtype() == DType.FLOAT32;
    Walk.over(
        y,
        x,
        (iy, ix) -> {
          double product = xs.getDouble(ix) * factor;
          ys.setDouble(iy, ys.getDouble(iy) + (single ? (float) product : product));
        });
  }

  @Override
  public void fill(View y, double value) {
    Storage ys = y.storage();
    Walk.over(y, y, (iy, same) -> ys.setDouble(iy, value));
  }
}

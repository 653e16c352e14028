package octavo.kernel.update;

import octavo.storage.FloatStorage;
import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The loops of optimizers on float32; other types go to the oracle.
public final class SimdUpdate implements UpdateKernels {
  private static final ScalarUpdate SCALAR = new ScalarUpdate();

  @Override
  public void scale(Storage y, int yo, double factor, int n) {
    if (!(y instanceof FloatStorage ys)) {
      SCALAR.scale(y, yo, factor, n);
    } else {
      SimdUpdateLoops.scale(ys.array(), yo, (float) factor, n);
    }
  }

  @Override
  public void add(Storage y, int yo, double factor, Storage x, int xo, int n) {
    if (!(y instanceof FloatStorage ys) || !(x instanceof FloatStorage xs)) {
      SCALAR.add(y, yo, factor, x, xo, n);
    } else {
      SimdUpdateLoops.add(ys.array(), yo, (float) factor, xs.array(), xo, n);
    }
  }

  @Override
  public void blend(Storage y, int yo, double a, Storage x, int xo, double b, int n) {
    if (!(y instanceof FloatStorage ys) || !(x instanceof FloatStorage xs)) {
      SCALAR.blend(y, yo, a, x, xo, b, n);
    } else {
      SimdUpdateLoops.blend(ys.array(), yo, (float) a, xs.array(), xo, (float) b, n);
    }
  }

  @Override
  public void weightedSum(Storage y, int yo, double a, Storage x, int xo, double b, int n) {
    if (!(y instanceof FloatStorage ys) || !(x instanceof FloatStorage xs)) {
      SCALAR.weightedSum(y, yo, a, x, xo, b, n);
    } else {
      SimdUpdateLoops.weightedSum(ys.array(), yo, (float) a, xs.array(), xo, (float) b, n);
    }
  }

  @Override
  public void blendSquares(Storage y, int yo, double a, Storage x, int xo, double b, int n) {
    if (!(y instanceof FloatStorage ys) || !(x instanceof FloatStorage xs)) {
      SCALAR.blendSquares(y, yo, a, x, xo, b, n);
    } else {
      SimdUpdateLoops.blendSquares(ys.array(), yo, (float) a, xs.array(), xo, (float) b, n);
    }
  }

  @Override
  public void maximum(Storage y, int yo, Storage x, int xo, int n) {
    if (!(y instanceof FloatStorage ys) || !(x instanceof FloatStorage xs)) {
      SCALAR.maximum(y, yo, x, xo, n);
    } else {
      SimdUpdateLoops.maximum(ys.array(), yo, xs.array(), xo, n);
    }
  }

  @Override
  public void decayingMaximum(
      Storage y, int yo, double a, Storage x, int xo, double epsilon, int n) {
    if (!(y instanceof FloatStorage ys) || !(x instanceof FloatStorage xs)) {
      SCALAR.decayingMaximum(y, yo, a, x, xo, epsilon, n);
    } else {
      SimdUpdateLoops.decayingMaximum(
          ys.array(), yo, (float) a, xs.array(), xo, (float) epsilon, n);
    }
  }

  @Override
  public void divideByRoot(
      Storage y, int yo, double a, Storage v, int vo, double root, double epsilon, int n) {
    if (!(y instanceof FloatStorage ys) || !(v instanceof FloatStorage vs)) {
      SCALAR.divideByRoot(y, yo, a, v, vo, root, epsilon, n);
    } else {
      SimdUpdateLoops.divideByRoot(
          ys.array(), yo, (float) a, vs.array(), vo, (float) root, (float) epsilon, n);
    }
  }

  @Override
  public void divideByRootOf(
      Storage y, int yo, double a, Storage v, int vo, double factor, double epsilon, int n) {
    if (!(y instanceof FloatStorage ys) || !(v instanceof FloatStorage vs)) {
      SCALAR.divideByRootOf(y, yo, a, v, vo, factor, epsilon, n);
    } else {
      SimdUpdateLoops.divideByRootOf(
          ys.array(), yo, (float) a, vs.array(), vo, (float) factor, (float) epsilon, n);
    }
  }

  @Override
  public void multiplyByRoot(Storage y, int yo, Storage v, int vo, double epsilon, int n) {
    if (!(y instanceof FloatStorage ys) || !(v instanceof FloatStorage vs)) {
      SCALAR.multiplyByRoot(y, yo, v, vo, epsilon, n);
    } else {
      SimdUpdateLoops.multiplyByRoot(ys.array(), yo, vs.array(), vo, (float) epsilon, n);
    }
  }

  @Override
  public void divide(Storage y, int yo, double a, Storage v, int vo, double epsilon, int n) {
    if (!(y instanceof FloatStorage ys) || !(v instanceof FloatStorage vs)) {
      SCALAR.divide(y, yo, a, v, vo, epsilon, n);
    } else {
      SimdUpdateLoops.divide(ys.array(), yo, (float) a, vs.array(), vo, (float) epsilon, n);
    }
  }

  @Override
  public void divideByFloored(Storage y, int yo, Storage v, int vo, double a, double floor, int n) {
    if (!(y instanceof FloatStorage ys) || !(v instanceof FloatStorage vs)) {
      SCALAR.divideByFloored(y, yo, v, vo, a, floor, n);
    } else {
      SimdUpdateLoops.divideByFloored(ys.array(), yo, vs.array(), vo, (float) a, (float) floor, n);
    }
  }

  @Override
  public void clip(Storage y, int yo, double bound, int n) {
    if (!(y instanceof FloatStorage ys)) {
      SCALAR.clip(y, yo, bound, n);
    } else {
      SimdUpdateLoops.clip(ys.array(), yo, (float) bound, n);
    }
  }

  @Override
  public void floor(Storage y, int yo, double least, int n) {
    if (!(y instanceof FloatStorage ys)) {
      SCALAR.floor(y, yo, least, n);
    } else {
      SimdUpdateLoops.floor(ys.array(), yo, (float) least, n);
    }
  }

  @Override
  public void shift(Storage y, int yo, double amount, int n) {
    if (!(y instanceof FloatStorage ys)) {
      SCALAR.shift(y, yo, amount, n);
    } else {
      SimdUpdateLoops.shift(ys.array(), yo, (float) amount, n);
    }
  }

  @Override
  public void sign(Storage y, int yo, int n) {
    if (!(y instanceof FloatStorage ys)) {
      SCALAR.sign(y, yo, n);
    } else {
      SimdUpdateLoops.sign(ys.array(), yo, n);
    }
  }

  @Override
  public void resilient(
      Storage g, int go, Storage previous, Storage size, int from, Resilience r, int n) {
    if (!(g instanceof FloatStorage gs)
        || !(previous instanceof FloatStorage ps)
        || !(size instanceof FloatStorage ss)) {
      SCALAR.resilient(g, go, previous, size, from, r, n);
    } else {
      SimdUpdateLoops.resilient(gs.array(), go, ps.array(), ss.array(), from, r, n);
    }
  }

  @Override
  public void momentumStep(View p, @Nullable View m, View g, int from, MomentumStep step, int n) {
    if (!areFloats(p, g) || (m != null && !areFloats(m))) {
      SCALAR.momentumStep(p, m, g, from, step, n);
    } else if (m == null) {
      SimdUpdateSteps.plain(p, g, from, step, n);
    } else {
      SimdUpdateSteps.momentum(p, m, g, from, step, n);
    }
  }

  @Override
  public void adamStep(View p, View m, View v, View g, int from, AdamStep step, int n) {
    if (areFloats(p, m, v, g)) {
      SimdUpdateSteps.adam(p, m, v, g, from, step, n);
    } else {
      SCALAR.adamStep(p, m, v, g, from, step, n);
    }
  }

  private static boolean areFloats(View... views) {
    for (View view : views) {
      if (!(view.storage() instanceof FloatStorage)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double sumOfSquares(Storage x, int from, int n) {
    return x instanceof FloatStorage xs
        ? SimdUpdateLoops.sumOfSquares(xs.array(), from, n)
        : SCALAR.sumOfSquares(x, from, n);
  }
}

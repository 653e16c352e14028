package octavo.kernel.elementwise;

import java.util.Arrays;

/// Loops of functions whose vector form serves only arguments up to [SimdTrigonometry#LIMIT]: they
/// compute the lanes beyond it again, one by one in double precision.
final class SimdLimited {
  private static final float LIMIT = SimdTrigonometry.LIMIT;

  private SimdLimited() {}

  /// `y = f(x)`.
  static final class Map extends MapLoop {
    private final UnaryFunction f;
    private final MapLoop moderate;

    Map(UnaryFunction f, MapLoop moderate) {
      this.f = f;
      this.moderate = moderate;
    }

    @Override
    void run(float[] x, int xo, float[] y, int yo, int n) {
      moderate.run(x, xo, y, yo, n);
      for (int i = next(x, xo, 0, n); i < n; i = next(x, xo, i + 1, n)) {
        y[yo + i] = (float) f.apply((double) x[xo + i]);
      }
    }
  }

  /// `dx = f'(x)·dy`.
  static final class Backward extends ZipLoop {
    private final UnaryFunction f;
    private final ZipLoop moderate;

    Backward(UnaryFunction f, ZipLoop moderate) {
      this.f = f;
      this.moderate = moderate;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same array, not one of the same numbers
    void both(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
      int first = next(x, xo, 0, n);
      boolean again = first < n; // dy is read again, when it may have been written over
      float[] from = again ? Arrays.copyOfRange(dy, dyo, dyo + n) : dy;
      int at = again ? 0 : dyo;
      moderate.both(x, xo, from, at, dx, dxo, n);
      for (int i = first; i < n; i = next(x, xo, i + 1, n)) {
        dx[dxo + i] = (float) (from[at + i] * Loops.slope(f, x[xo + i]));
      }
    }

    @Override
    void fixedLeft(float x, float[] dy, int dyo, float[] dx, int dxo, int n) {
      if (Math.abs(x) > LIMIT) {
        double slope = Loops.slope(f, x);
        for (int i = 0; i < n; i++) {
          dx[dxo + i] = (float) (dy[dyo + i] * slope);
        }
      } else {
        moderate.fixedLeft(x, dy, dyo, dx, dxo, n);
      }
    }

    @Override
    void fixedRight(float[] x, int xo, float dy, float[] dx, int dxo, int n) {
      moderate.fixedRight(x, xo, dy, dx, dxo, n);
      for (int i = next(x, xo, 0, n); i < n; i = next(x, xo, i + 1, n)) {
        dx[dxo + i] = (float) (dy * Loops.slope(f, x[xo + i]));
      }
    }
  }

  private static int next(float[] x, int xo, int from, int n) {
    return SimdLoops.nextAbove(LIMIT, x, xo, from, n);
  }
}

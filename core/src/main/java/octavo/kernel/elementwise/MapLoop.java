package octavo.kernel.elementwise;

/// A loop that applies one function to floats that lie one after the other.
abstract class MapLoop {
  /// `y[yo + i] = f(x[xo + i])` for `i < n`, a multiple of the vector length. `y` is another array.
  abstract void run(float[] x, int xo, float[] y, int yo, int n);

  /// One number at a time, in double precision: for functions without a vector form.
  static final class OneByOne extends MapLoop {
    private final UnaryFunction f;

    OneByOne(UnaryFunction f) {
      this.f = f;
    }

    @Override
    void run(float[] x, int xo, float[] y, int yo, int n) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = (float) f.apply((double) x[xo + i]);
      }
    }
  }
}

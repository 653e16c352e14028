package octavo.kernel.elementwise;

/// A loop that applies one function of two numbers to floats that lie one after the other. `n` is a
/// multiple of the vector length; `y` may be `a` or `b`, if the offsets are equal.
abstract class ZipLoop {
  /// `y[yo + i] = f(a[ao + i], b[bo + i])`.
  abstract void both(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);

  /// `y[yo + i] = f(a, b[bo + i])`.
  abstract void fixedLeft(float a, float[] b, int bo, float[] y, int yo, int n);

  /// `y[yo + i] = f(a[ao + i], b)`.
  abstract void fixedRight(float[] a, int ao, float b, float[] y, int yo, int n);

  /// What is computed one number at a time.
  interface Definition {
    /// The value, in double precision.
    double apply(double a, double b);
  }

  /// One number at a time, in double precision: for functions without a vector form.
  static final class OneByOne extends ZipLoop {
    private final Definition f;

    OneByOne(Definition f) {
      this.f = f;
    }

    @Override
    void both(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = (float) f.apply(a[ao + i], b[bo + i]);
      }
    }

    @Override
    void fixedLeft(float a, float[] b, int bo, float[] y, int yo, int n) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = (float) f.apply(a, b[bo + i]);
      }
    }

    @Override
    void fixedRight(float[] a, int ao, float b, float[] y, int yo, int n) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = (float) f.apply(a[ao + i], b);
      }
    }
  }
}

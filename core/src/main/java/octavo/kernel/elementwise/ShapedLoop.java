package octavo.kernel.elementwise;

/// A loop that applies one [ShapedFunction] to floats that lie one after the other. `n` is a
/// multiple of the vector length; `y` may be `x`, if the offsets are equal.
abstract class ShapedLoop {
  /// `y[yo + i] = f(x[xo + i])` with the parameters `a` and `b`.
  abstract void run(float[] x, int xo, float a, float b, float[] y, int yo, int n);

  /// This loop with fixed parameters, as one of a function without.
  final MapLoop with(float a, float b) {
    return new Fixed(this, a, b);
  }

  private static final class Fixed extends MapLoop {
    private final ShapedLoop loop;
    private final float a;
    private final float b;

    Fixed(ShapedLoop loop, float a, float b) {
      this.loop = loop;
      this.a = a;
      this.b = b;
    }

    @Override
    void run(float[] x, int xo, float[] y, int yo, int n) {
      loop.run(x, xo, a, b, y, yo, n);
    }
  }
}

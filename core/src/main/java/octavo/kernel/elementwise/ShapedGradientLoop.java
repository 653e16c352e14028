package octavo.kernel.elementwise;

/// A loop of `dx = f'(x)·dy` for one [ShapedFunction], over floats that lie one after the other.
/// `n` is a multiple of the vector length.
abstract class ShapedGradientLoop {
  /// Both operands are arrays.
  abstract void both(
      float[] x, int xo, float[] dy, int dyo, float a, float b, float[] dx, int dxo, int n);

  /// One argument for all elements.
  abstract void fixedLeft(
      float x, float[] dy, int dyo, float a, float b, float[] dx, int dxo, int n);

  /// One gradient for all elements.
  abstract void fixedRight(
      float[] x, int xo, float dy, float a, float b, float[] dx, int dxo, int n);

  /// This loop with fixed parameters, as one of two operands.
  final ZipLoop with(float a, float b) {
    return new Fixed(this, a, b);
  }

  private static final class Fixed extends ZipLoop {
    private final ShapedGradientLoop loop;
    private final float p;
    private final float q;

    Fixed(ShapedGradientLoop loop, float p, float q) {
      this.loop = loop;
      this.p = p;
      this.q = q;
    }

    @Override
    void both(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
      loop.both(a, ao, b, bo, p, q, y, yo, n);
    }

    @Override
    void fixedLeft(float a, float[] b, int bo, float[] y, int yo, int n) {
      loop.fixedLeft(a, b, bo, p, q, y, yo, n);
    }

    @Override
    void fixedRight(float[] a, int ao, float b, float[] y, int yo, int n) {
      loop.fixedRight(a, ao, b, p, q, y, yo, n);
    }
  }
}

package octavo.kernel.elementwise;

/// A loop that tests pairs of floats that lie one after the other and writes bytes of 0 or 1. `n`
/// is a multiple of [SimdLoops#TRUTH_STEP].
abstract class TruthLoop {
  /// `y[yo + i] = p(a[ao + i], b[bo + i])`.
  abstract void both(float[] a, int ao, float[] b, int bo, byte[] y, int yo, int n);

  /// `y[yo + i] = p(a, b[bo + i])`.
  abstract void fixedLeft(float a, float[] b, int bo, byte[] y, int yo, int n);

  /// `y[yo + i] = p(a[ao + i], b)`.
  abstract void fixedRight(float[] a, int ao, float b, byte[] y, int yo, int n);
}

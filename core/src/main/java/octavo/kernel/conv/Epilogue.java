package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Simd;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// What happens to every sum of a convolution or product before it is stored:
/// `y = min(max(y + residual, low), high)`; a NaN stays NaN.
///
/// @param residual whether a tensor of the result's shape is added
/// @param low the lower bound, may be -∞; 0 for ReLU and ReLU6
/// @param high the upper bound, may be +∞; 6 for ReLU6
public record Epilogue(boolean residual, double low, double high) {
  /// Nothing happens.
  public static final Epilogue NONE =
      new Epilogue(/* residual= */ false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /// Checks that the bounds are in order.
  public Epilogue {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "epilogue: low must not exceed high, but low is " + low + " and high is " + high + ".");
    }
  }

  /// Whether there is a bound.
  public boolean bounds() {
    return low > Double.NEGATIVE_INFINITY || high < Double.POSITIVE_INFINITY;
  }

  /// The same, with a residual.
  public Epilogue withResidual() {
    return new Epilogue(/* residual= */ true, low, high);
  }

  /// The same, followed by `min(max(y, lower), upper)`.
  public Epilogue then(double lower, double upper) {
    return new Epilogue(residual, Math.clamp(low, lower, upper), Math.clamp(high, lower, upper));
  }

  /// Applies it to all of `y`, in place, in one pass. Both views are contiguous, of one type and of
  /// the same number of elements.
  public void apply(@Nullable View added, View y) {
    if (added == null && !bounds()) {
      return;
    }
    boolean simd = Simd.available() && y.dtype() == DType.FLOAT32;
    Parallel.ranges(
        y.count(),
        Parallel.MINIMUM_WORK,
        (from, to) -> {
          if (simd) {
            SimdEpilogue.apply(this, added, y, from, to);
          } else {
            define(added, y, from, to);
          }
        });
  }

  /// The definition: the oracle.
  void define(@Nullable View added, View y, int from, int to) {
    for (int i = from; i < to; i++) {
      double sum = y.storage().getDouble(y.offset() + i);
      if (added != null) {
        sum += added.storage().getDouble(added.offset() + i);
      }
      y.storage().setDouble(y.offset() + i, Math.min(Math.max(sum, low), high));
    }
  }
}

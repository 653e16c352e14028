package octavo.kernel.gemm;

import octavo.kernel.conv.Epilogue;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// What a product does besides multiplying: `c = epilogue(c₀ + bias + a·b, residual)`, where `c₀` is the old
/// `c`. It happens block by block, while the numbers are in the cache.
///
/// @param accumulate whether the old `c` is added
/// @param bias added to each row, or null
/// @param epilogue bounds, and whether there is a residual
/// @param residual added behind the sums, of the size of `c`, its columns next to each other; or null
public record Addition(
    boolean accumulate, @Nullable View bias, Epilogue epilogue, @Nullable Matrix residual) {
  /// The product alone.
  public static final Addition NONE =
      new Addition(/* accumulate= */ false, null, Epilogue.NONE, null);

  /// The product plus the old `c` if `accumulate`, plus a bias if given.
  public static Addition of(boolean accumulate, @Nullable View bias) {
    return new Addition(accumulate, bias, Epilogue.NONE, null);
  }

  /// Bounds by the epilogue alone.
  public Addition bounded(Epilogue bounds) {
    return new Addition(accumulate, bias, bounds, residual);
  }

  /// Whether sums begin with something other than zero.
  boolean begins() {
    return accumulate || bias != null;
  }

  /// Whether something happens behind the sums.
  boolean ends() {
    return residual != null || epilogue.bounds();
  }
}

package octavo.tensor;

import java.util.Arrays;

/// The axes a reduction runs over, and whether they stay in the result with size 1.
///
/// `x.sum(Axes.keep(1))` keeps them, `x.sum(1)` drops them.
///
/// @param kept whether the axes stay with size 1
/// @param numbers the axes; none means all
public record Axes(boolean kept, int... numbers) {
  /// Whether `other` names the same axes in the same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof Axes axes && kept == axes.kept && Arrays.equals(numbers, axes.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(numbers) + Boolean.hashCode(kept);
  }

  /// Axes that are dropped from the result; none means all.
  public static Axes of(int... axes) {
    return new Axes(false, axes);
  }

  /// Axes that stay in the result with size 1; none means all.
  public static Axes keep(int... axes) {
    return new Axes(true, axes);
  }
}

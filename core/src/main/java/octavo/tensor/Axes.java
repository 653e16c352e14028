package octavo.tensor;

/// The axes a reduction runs over, and whether they stay in the result with size 1.
///
/// `x.sum(Axes.keep(1))` keeps them, `x.sum(1)` drops them.
///
/// @param kept whether the axes stay with size 1
/// @param numbers the axes; none means all
public record Axes(boolean kept, int... numbers) {
  /// Axes that are dropped from the result; none means all.
  public static Axes of(int... axes) {
    return new Axes(false, axes);
  }

  /// Axes that stay in the result with size 1; none means all.
  public static Axes keep(int... axes) {
    return new Axes(true, axes);
  }
}

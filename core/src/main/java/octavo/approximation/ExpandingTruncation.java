package octavo.approximation;

/// Truncations at bounds that expand: a step that would lead further from the restart point than the
/// present bound is not taken; the walk goes back to the restart point, and the bound grows. The step
/// lengths go on shrinking, so that in the end none leads outside, and no bound on the root need be known
/// in advance (Chen, *Stochastic Approximation and Its Applications*, 2002; Chen, Guo and Gao, 1988).
///
/// The bound after `σ` truncations is `first·growth^σ`, in the Euclidean norm.
///
/// @param restart where to go back to
/// @param first the first bound
/// @param growth by what a bound is multiplied at each truncation, above 1
public record ExpandingTruncation(double[] restart, double first, double growth) {
  /// Keeps its own copy.
  ///
  /// @throws IllegalArgumentException if a number makes no sense
  public ExpandingTruncation {
    restart = Vectors.requirePoint("ExpandingTruncation", "restart", restart);
    if (!(first > 0) || !(growth > 1) || Double.isInfinite(first * growth)) {
      throw new IllegalArgumentException(
          "ExpandingTruncation: first must be positive, growth above 1 and both finite, but first is %s and growth is %s."
              .formatted(first, growth));
    }
  }

  /// Back to 0 for one unknown, with bounds that double.
  ///
  /// @throws IllegalArgumentException if `first` is not positive
  public static ExpandingTruncation of(double first) {
    return new ExpandingTruncation(new double[1], first, 2);
  }

  /// The bound after so many truncations.
  public double bound(long truncations) {
    return first * Math.pow(growth, truncations);
  }
}

package octavo.approximation;

/// The mean of a stream, one observation at a time: `w_{k+1} = w_k − a_k·(w_k − x_k)`.
///
/// With `a_k = 1/k` it *is* the mean of what was seen, in exact arithmetic, and no observation is kept. With
/// any other steps it is the algorithm of Robbins and Monro for `g(w) = w − E[X]`, and follows a mean that
/// moves if they stay long enough. A value; [#add] gives the next one.
///
/// @param steps the `a_k`
/// @param count how many observations there were
/// @param value `w_{count+1}`
public record RunningMean(StepRule steps, long count, double value) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if `count` is negative or `value` is not finite
  public RunningMean {
    Observations.requireFinite("RunningMean", value);
    if (count < 0) {
      throw new IllegalArgumentException(
          "RunningMean: count must not be negative, but is " + count + ".");
    }
  }

  /// The exact mean, of nothing yet.
  public static RunningMean exact() {
    return new RunningMean(StepRule.harmonic(), 0, 0);
  }

  /// With other steps, from `start`.
  ///
  /// @throws IllegalArgumentException if `start` is not finite
  public static RunningMean of(StepRule steps, double start) {
    return new RunningMean(steps, 0, start);
  }

  /// With one observation more.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public RunningMean add(double x) {
    Observations.requireFinite("RunningMean", x);
    long k = count + 1;
    double step = steps.at(k);
    double away = value - x;
    // the distance of two large numbers may be none where a part of it is
    double moved = Double.isInfinite(away) ? step * value - step * x : step * away;
    return new RunningMean(steps, k, value - moved);
  }

  /// With more observations, in their order.
  ///
  /// @throws IllegalArgumentException if one is not finite
  public RunningMean addAll(double... xs) {
    RunningMean mean = this;
    for (double x : xs) {
      mean = mean.add(x);
    }
    return mean;
  }
}

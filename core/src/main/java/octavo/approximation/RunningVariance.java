package octavo.approximation;

/// Mean and variance of a stream, one observation at a time (Welford, 1962):
///
/// `m_k = m_{k−1} + (x_k − m_{k−1})/k`, `S_k = S_{k−1} + (x_k − m_{k−1})·(x_k − m_k)`
///
/// Unlike `Σx² − (Σx)²/n` nothing cancels where the mean is large. Parts of a stream are put together by
/// [#plus] (Chan, Golub and LeVeque, 1979). A value; [#add] gives the next one.
///
/// @param count how many observations there were
/// @param mean of them; 0 if there was none
/// @param squares `S`, the sum of the squared distances to the mean
public record RunningVariance(long count, double mean, double squares) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if `count` or `squares` is negative, or a number is not finite
  public RunningVariance {
    if (count < 0 || !(squares >= 0) || !Double.isFinite(mean + squares)) {
      throw new IllegalArgumentException(
          "RunningVariance: count and squares must not be negative and all be finite, but count is %d, mean is %s and squares are %s."
              .formatted(count, mean, squares));
    }
  }

  /// Of nothing yet.
  public static RunningVariance none() {
    return new RunningVariance(0, 0, 0);
  }

  /// Of these observations.
  ///
  /// @throws IllegalArgumentException if one is not finite
  public static RunningVariance of(double... xs) {
    RunningVariance all = none();
    for (double x : xs) {
      all = all.add(x);
    }
    return all;
  }

  /// With one observation more.
  ///
  /// @throws IllegalArgumentException if it is not finite, or too far from the others for its square
  public RunningVariance add(double x) {
    Observations.requireFinite("RunningVariance", x);
    long k = count + 1;
    double away = x - mean;
    double next = mean + away / k;
    return new RunningVariance(k, next, squares + away * (x - next));
  }

  /// Of the observations of both.
  ///
  /// @throws IllegalArgumentException if they are too far apart for the square of the distance
  public RunningVariance plus(RunningVariance other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long n = count + other.count;
    double away = other.mean - mean;
    double share = (double) other.count / n;
    return new RunningVariance(
        n, mean + away * share, squares + other.squares + away * away * share * count);
  }

  /// The variance of what was seen, `S/n`.
  ///
  /// @throws IllegalStateException if there was no observation
  public double variance() {
    Observations.requireSome("variance", count, 1);
    return squares / count;
  }

  /// The unbiased estimate of the variance of where it came from, `S/(n − 1)`.
  ///
  /// @throws IllegalStateException if there were fewer than 2 observations
  public double sampleVariance() {
    Observations.requireSome("sampleVariance", count, 2);
    return squares / (count - 1);
  }

  /// The standard error of the mean, `√(S/(n − 1)/n)`, if observations are independent.
  ///
  /// @throws IllegalStateException if there were fewer than 2 observations
  public double standardError() {
    return Math.sqrt(sampleVariance() / count);
  }
}

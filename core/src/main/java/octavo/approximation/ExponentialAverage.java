package octavo.approximation;

/// The exponential moving average of a stream, `r_k = β·r_{k−1} + (1 − β)·x_k` from `r_0 = 0`.
///
/// `r_k` is too small at first: its weights sum to `1 − β^k`. [#value] divides by that (as Adam does; Kingma
/// and Ba, 2015), so the first value is `x_1`. A value; [#add] gives the next one.
///
/// @param decay `β`: about `1/(1 − β)` observations count
/// @param count how many observations there were
/// @param raw `r_k`, with the bias
public record ExponentialAverage(double decay, long count, double raw) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if `decay` is not in `[0, 1)`, `count` is negative, or `raw` is not
  ///   finite
  public ExponentialAverage {
    if (!(decay >= 0 && decay < 1) || count < 0 || !Double.isFinite(raw)) {
      throw new IllegalArgumentException(
          "ExponentialAverage: decay must be in [0, 1), count not negative and raw finite, but decay is %s, count is %d and raw is %s."
              .formatted(decay, count, raw));
    }
  }

  /// Of nothing yet.
  ///
  /// @throws IllegalArgumentException if `decay` is not in `[0, 1)`
  public static ExponentialAverage of(double decay) {
    return new ExponentialAverage(decay, 0, 0);
  }

  /// With one observation more.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public ExponentialAverage add(double x) {
    Observations.requireFinite("ExponentialAverage", x);
    return new ExponentialAverage(decay, count + 1, decay * raw + (1 - decay) * x);
  }

  /// The average without the bias, `r_k/(1 − β^k)`.
  ///
  /// @throws IllegalStateException if there was no observation
  public double value() {
    Observations.requireSome("ExponentialAverage", count, 1);
    // 1 - β^k, which would lose the digits of a β next to 1
    return raw / (count == 1 ? 1 - decay : -Math.expm1(count * Math.log(decay)));
  }
}

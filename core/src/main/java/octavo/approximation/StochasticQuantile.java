package octavo.approximation;

/// A quantile of a stream by stochastic approximation: the root of `F(q) − p`, where of the distribution
/// function only `1{x ≤ q}` is seen:
///
/// `q_{k+1} = q_k + a_k·(p − 1{x_k ≤ q_k})`
///
/// One number is kept. Steps must fit the scale of the data: the best are `1/(f(q)·k)` with the density `f` at
/// the quantile; longer ones such as `a/k^(2/3)` with the [#average] of the `q_k` need no such knowledge
/// (Polyak and Juditsky, 1992). [PSquaredQuantile] has no steps to choose. A value; [#add] gives the next.
///
/// @param p the share of the stream below the quantile
/// @param steps the `a_k`, in the unit of the data
/// @param count how many observations there were
/// @param value `q`; it begins at the first observation
/// @param average of all `q_k` so far
public record StochasticQuantile(
    double p, StepRule steps, long count, double value, double average) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if `p` is not between 0 and 1, `count` is negative, or a number is
  ///   not finite
  public StochasticQuantile {
    Observations.requireShare("StochasticQuantile", "p", p);
    Observations.requireFinite("StochasticQuantile", value + average);
    if (count < 0) {
      throw new IllegalArgumentException(
          "StochasticQuantile: count must not be negative, but is " + count + ".");
    }
  }

  /// Of nothing yet.
  ///
  /// @throws IllegalArgumentException if `p` is not between 0 and 1
  public static StochasticQuantile of(double p, StepRule steps) {
    return new StochasticQuantile(p, steps, 0, 0, 0);
  }

  /// With one observation more.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public StochasticQuantile add(double x) {
    Observations.requireFinite("StochasticQuantile", x);
    if (count == 0) {
      return new StochasticQuantile(p, steps, 1, x, x);
    }
    double q = value + steps.at(count) * (x <= value ? p - 1 : p);
    long n = count + 1;
    return new StochasticQuantile(p, steps, n, q, average + (q - average) / n);
  }
}

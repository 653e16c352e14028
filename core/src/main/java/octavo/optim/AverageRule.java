package octavo.optim;

/// How much a new value counts in a running average: `average = average + share·(value - average)`.
/// The first value always is the average.
@FunctionalInterface
public interface AverageRule {
  /// The share of value number `n`, from 1. That of the first must be 1.
  double share(long n);

  /// The mean of all values, `share = 1/n`: Polyak and Ruppert's average of all steps, or stochastic
  /// weight averaging (SWA, Izmailov et al., 2018) of one value per epoch.
  static AverageRule equal() {
    return n -> 1.0 / n;
  }

  /// An exponential moving average that begins at the first value: `share = 1 - decay`.
  static AverageRule exponential(double decay) {
    requireDecay(decay);
    return n -> n == 1 ? 1 : 1 - decay;
  }

  /// An exponential moving average that begins at 0 and is divided by `1 - decayⁿ`, as the moments of
  /// Adam are: the first values count no more than others of their age.
  static AverageRule exponentialDebiased(double decay) {
    requireDecay(decay);
    return n -> n == 1 ? 1 : (1 - decay) / -Math.expm1(n * Math.log(decay));
  }

  /// An exponential moving average whose decay rises to `decay`, so that it forgets the first values
  /// fast: `min(decay, (1 + n)/(10 + n))`, with `n` from 0.
  static AverageRule exponentialWarm(double decay) {
    requireDecay(decay);
    return n -> n == 1 ? 1 : 1 - Math.min(decay, (double) n / (9 + n));
  }

  /// Polynomial-decay averaging (Shamir and Zhang, 2013): `share = (γ + 1)/(γ + n)`. With γ = 0 it
  /// is the mean; the larger γ, the more the last values count.
  static AverageRule polynomial(double gamma) {
    if (!(gamma >= 0) || Double.isInfinite(gamma)) {
      throw new IllegalArgumentException(
          "average: gamma must be finite and not negative, but is " + gamma + ".");
    }
    return n -> (gamma + 1) / (gamma + n);
  }

  private static void requireDecay(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "average: the decay must be in (0, 1), but is " + decay + ".");
    }
  }
}

package octavo.kernel.random;

import octavo.storage.DType;

/// The distributions whose numbers are drawn one by one, by rejection or by a sum, each with up to two
/// parameters. A distribution with one parameter ignores the second.
public enum Variate {
  /// Gamma with concentration `a` and rate 1.
  GAMMA("gamma"),
  /// The logarithm of a gamma number with concentration `a`, finite where the number underflows.
  LOG_GAMMA("logGamma"),
  /// Beta with concentrations `a` and `b`.
  BETA("beta"),
  /// Poisson with rate `a`.
  POISSON("poisson"),
  /// The successes in `a` trials with probability `b`.
  BINOMIAL("binomial"),
  /// The failures before the first success, each trial with probability `a`.
  GEOMETRIC("geometric"),
  /// The successes, each with probability `b`, before `a` failures; `a` need not be an integer.
  NEGATIVE_BINOMIAL("negativeBinomial");

  private final String label;

  Variate(String label) {
    this.label = label;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// The smallest number that is drawn in this type: smaller ones become it.
  public double least(DType dtype) {
    return switch (this) {
      case GAMMA, BETA -> dtype == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  /// The largest number that is drawn in this type: larger ones become it.
  public double most(DType dtype) {
    if (this != BETA) {
      return Double.POSITIVE_INFINITY;
    }
    return dtype == DType.FLOAT64 ? Math.nextDown(1.0) : Math.nextDown(1f);
  }

  /// One number. Parameters outside of the distribution's domain are the caller's to refuse.
  public double draw(Uniforms u, double a, double b) {
    return switch (this) {
      case GAMMA -> GammaSampler.gamma(u, a);
      case LOG_GAMMA -> GammaSampler.logGamma(u, a);
      case BETA -> GammaSampler.beta(u, a, b);
      case POISSON -> PoissonSampler.poisson(u, a);
      case BINOMIAL -> BinomialSampler.binomial(u, a, b);
      case GEOMETRIC -> a == 1 ? 0 : Math.floor(u.exponential() / -Math.log1p(-a));
      case NEGATIVE_BINOMIAL ->
          a == 0 || b == 0
              ? 0
              : PoissonSampler.poisson(u, GammaSampler.gamma(u, a) * (b / (1 - b)));
    };
  }
}

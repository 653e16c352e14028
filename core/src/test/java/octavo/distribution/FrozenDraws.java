package octavo.distribution;

import octavo.tensor.Tensor;

/// Draws whose noise is given, for tests of other packages.
public final class FrozenDraws {
  private FrozenDraws() {}

  /// What a distribution makes of this noise, in the place of what a generator would give.
  public static Tensor of(Distribution distribution, Tensor noise) {
    return switch (distribution) {
      case Normal d -> d.along(noise);
      case LogNormal d -> d.along(noise);
      case HalfNormal d -> d.along(noise);
      case Laplace d -> d.along(noise);
      case Gumbel d -> d.along(noise);
      case Logistic d -> d.along(noise);
      case Cauchy d -> d.along(noise);
      case HalfCauchy d -> d.along(noise);
      case Uniform d -> d.along(noise);
      case Exponential d -> d.along(noise);
      case Weibull d -> d.along(noise);
      case Pareto d -> d.along(noise);
      case RelaxedBernoulli d -> d.along(noise);
      case RelaxedOneHotCategorical d -> d.along(noise);
      case ExpRelaxedCategorical d -> d.along(noise);
      case MultivariateNormal d -> d.along(noise);
      default -> throw new IllegalArgumentException(distribution + " has no noise of its own");
    };
  }
}

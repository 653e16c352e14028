package octavo.estimator;

import octavo.distribution.Distribution;
import octavo.random.Rng;

/// The score function, REINFORCE, likelihood ratio: `∇θ E f(z) = E (f(z) - b)·∇θ ln pθ(z)` (Williams, 1992,
/// *Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning*; Glynn, 1990). Works for
/// every distribution, continuous or discrete, and `f` need not be differentiable. Unbiased with every
/// [Baseline] here.
///
/// Without a baseline the variance is large: it grows with the size of `f` itself, not only with how `f` varies. For
/// `f(z) = z²` and a normal with `μ = σ = 1` one sample has variance 30, the path's 4.
///
/// @param baseline what is subtracted from `f`
public record ScoreFunction(Baseline baseline) implements GradientEstimator<Distribution> {
  /// Without a baseline.
  public static ScoreFunction plain() {
    return new ScoreFunction(Baseline.none());
  }

  /// With the moving average of earlier values, decay 0.9. It remembers.
  public static ScoreFunction movingAverage() {
    return new ScoreFunction(MovingAverageBaseline.of(0.9));
  }

  /// With the mean of the other samples (RLOO); needs two samples.
  public static ScoreFunction leaveOneOut() {
    return new ScoreFunction(new LeaveOneOutBaseline());
  }

  /// With the objective at the most likely value.
  public static ScoreFunction selfCritical() {
    return new ScoreFunction(new SelfCriticalBaseline());
  }

  @Override
  public Estimate estimate(Distribution distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("ScoreFunction", samples, 1);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    return Estimate.of(
        Surrogates.scoreFunctionSurrogate(draw.values(), draw.logProb(), baseline.of(draw))
            .mean(0));
  }
}

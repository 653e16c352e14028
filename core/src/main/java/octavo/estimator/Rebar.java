package octavo.estimator;

import java.util.List;
import octavo.distribution.Distribution;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// REBAR: the score function with the relaxed objective as control variate, `c(z) = η·f(σ(z/τ))` (Tucker, Mnih, Maddison, Lawson and
/// Sohl-Dickstein, 2017, *REBAR: Low-Variance, Unbiased Gradient Estimates for Discrete Latent Variable Models*). Unbiased, where
/// Gumbel-softmax is not, and two evaluations for each sample. `η` and `τ` are learned through
/// [Estimate#learning()], so that the variance gets small.
///
/// `f` must be defined and differentiable for soft values, else take [Relax].
///
/// @param <D> the distribution
public final class Rebar<D extends Distribution> implements LearnedEstimator<D> {
  private final Relaxation<D> relaxation;
  private final Parameter eta;
  private final Parameter logTemperature;
  private final boolean learns;

  private Rebar(Relaxation<D> relaxation, Parameter eta, Parameter logTemperature, boolean learns) {
    this.relaxation = relaxation;
    this.eta = eta;
    this.logTemperature = logTemperature;
    this.learns = learns;
  }

  /// With `η = 1` and this temperature to begin with.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive and finite
  public static <D extends Distribution> Rebar<D> of(Relaxation<D> relaxation, double temperature) {
    Relaxation.requireTemperature("Rebar", temperature);
    return new Rebar<>(
        relaxation,
        Parameter.of(Tensor.scalar(1)),
        Parameter.of(Tensor.scalar(Math.log(temperature))),
        true);
  }

  /// The same `η` and `τ`, which are not learned from here on: cheaper, since the variance need not be differentiated.
  public GradientEstimator<D> frozen() {
    return new Rebar<>(relaxation, eta, logTemperature, false);
  }

  /// `η` now.
  public double eta() {
    return eta.tensor().item();
  }

  /// `τ` now.
  public double temperature() {
    return Math.exp(logTemperature.tensor().item());
  }

  @Override
  public List<Parameter> parameters() {
    return learns ? List.of(eta, logTemperature) : List.of();
  }

  /// The estimate.
  ///
  /// @throws IllegalArgumentException if there is no sample, or the objective's result is not `[samples, rows…]` or has no
  ///     gradient in the soft values
  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("Rebar", samples, 1);
    Tensor scale = learns ? eta.tracked() : eta.tensor();
    Tensor tau = (learns ? logTemperature.tracked() : logTemperature.tensor()).exp();
    return new ControlVariate<>(
            relaxation,
            (z, values) -> control(distribution, objective, z, tau).multiply(scale),
            parameters())
        .estimate(distribution, objective, samples, rng);
  }

  private Tensor control(D distribution, Objective objective, Tensor z, Tensor tau) {
    Tensor soft = relaxation.soft(z, tau);
    Tensor values = Draw.evaluate(objective, soft, distribution.batchShape());
    Relaxation.requireSlope("Rebar", z, values, "Use Relax, which looks at hard values only.");
    return values;
  }
}

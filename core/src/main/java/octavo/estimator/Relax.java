package octavo.estimator;

import java.util.List;
import octavo.distribution.Distribution;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// RELAX: the score function with a network as control variate, `c(z) = r(z)` (Grathwohl, Choi, Wu, Roeder and Duvenaud, 2018,
/// *Backpropagation through the Void*). The network is taught through [Estimate#learning()] to make the variance small. Unbiased
/// whatever it has learned; `f` is looked at for hard values only and need not be differentiable.
///
/// With [#withObjective(double)] the control variate is `f(σ(z/τ)) + r(z)`, as in the paper's experiments with objectives that can be
/// differentiated: REBAR plus what the network finds.
///
/// @param relaxation how hard values come of `z`
/// @param network `r`, from `[samples, …]` with the axes of the logits to `[samples, rows…]` or `[samples, rows…, 1]`
/// @param temperature of the relaxed objective; 0 if it is not used
/// @param learns whether the network is taught
/// @param <D> the distribution
public record Relax<D extends Distribution>(
    Relaxation<D> relaxation, Layer network, double temperature, boolean learns)
    implements LearnedEstimator<D> {
  /// Checks the temperature.
  ///
  /// @throws IllegalArgumentException if it is negative or not finite
  public Relax {
    if (temperature != 0) {
      Relaxation.requireTemperature("Relax", temperature);
    }
  }

  /// With a network alone.
  public static <D extends Distribution> Relax<D> of(Relaxation<D> relaxation, Layer network) {
    return new Relax<>(relaxation, network, 0, true);
  }

  /// With the relaxed objective besides the network.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive and finite
  public Relax<D> withObjective(double newTemperature) {
    Relaxation.requireTemperature("Relax", newTemperature);
    return new Relax<>(relaxation, network, newTemperature, learns);
  }

  /// The same network, not learned from here on: cheaper, since the variance need not be differentiated.
  public Relax<D> frozen() {
    return new Relax<>(relaxation, network, temperature, false);
  }

  @Override
  public List<Parameter> parameters() {
    return learns ? List.copyOf(network.parameters().values()) : List.of();
  }

  /// The estimate.
  ///
  /// @throws IllegalArgumentException if there is no sample, the objective's or the network's result is not `[samples, rows…]`, or
  ///     the relaxed objective is used and has no gradient in the soft values
  @Override
  public Estimate estimate(D distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("Relax", samples, 1);
    // of its own at each call, and without a change to what is drawn
    Mode mode =
        Mode.training(rng.copy().split().split("octavo.estimator.Relax")).withGradients(learns);
    return new ControlVariate<>(
            relaxation,
            (z, values) -> control(distribution, objective, z, values, mode),
            parameters())
        .estimate(distribution, objective, samples, rng);
  }

  private Tensor control(D distribution, Objective objective, Tensor z, Shape values, Mode mode) {
    Tensor r = network.forward(z, mode);
    if (r.shape().equals(values.with(values.rank(), 1))) {
      r = r.squeeze(-1);
    }
    if (!r.shape().equals(values)) {
      throw new IllegalArgumentException(
          "Relax: the network must give one number for each sample of a row, %s, but for z %s it gave %s."
              .formatted(values, z.shape(), r.shape()));
    }
    if (temperature == 0) {
      return r;
    }
    Tensor tau = Tensor.scalar(temperature).to(z.dtype());
    Tensor f = Draw.evaluate(objective, relaxation.soft(z, tau), distribution.batchShape());
    Relaxation.requireSlope("Relax", z, f, "Leave out withObjective: the network is enough.");
    return f.add(r);
  }
}

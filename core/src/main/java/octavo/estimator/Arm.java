package octavo.estimator;

import java.util.Arrays;
import octavo.distribution.Bernoulli;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// ARM, augment-reinforce-merge: for binary variables with logits `φ` and one uniform `u` for each,
/// `∇φ L = E (f(1[u > σ(-φ)]) - f(1[u < σ(φ)]))·(u - ½)` (Yin and Zhou, 2019, *ARM: Augment-REINFORCE-Merge Gradient for Stochastic Binary
/// Networks*). Unbiased, with two evaluations for each sample however many variables there are; `f` need not be differentiable and
/// nothing is learned. The gradient is exactly 0 where both vectors agree.
public record Arm() implements GradientEstimator<Bernoulli> {
  @Override
  public Estimate estimate(Bernoulli distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("Arm", samples, 1);
    Tensor logits = distribution.logits();
    Antithetic pair = Antithetic.draw(distribution, objective, samples, rng);
    Tensor gradient = pair.perVariable(pair.difference()).multiply(pair.u().subtract(0.5));
    return pair.estimate(logits, gradient);
  }

  /// Binary vectors from `u` and from `1 - u`, which tend to be opposite, and the objective at both.
  ///
  /// @param u the uniform numbers, `[samples, batch…]`
  /// @param first `1[u > σ(-φ)]` and the objective there
  /// @param second `1[u < σ(φ)]` and the objective there
  record Antithetic(Tensor u, Draw first, Draw second) {
    static Antithetic draw(Bernoulli distribution, Objective objective, int samples, Rng rng) {
      Tensor logits = distribution.logits().stopGradient();
      int[] shape = logits.shape().with(0, samples).toArray();
      Tensor u = RandomTensors.uniformOpen(logits.dtype(), rng, 0, 1, shape);
      Tensor one = u.greaterEqual(logits.negate().sigmoid()).to(logits.dtype());
      Tensor two = u.less(logits.sigmoid()).to(logits.dtype());
      return new Antithetic(
          u, Draw.of(distribution, objective, one), Draw.of(distribution, objective, two));
    }

    /// `f(first) - f(second)`, `[samples, rows…]`; 0 between equals, even if both are infinite.
    Tensor difference() {
      Tensor one = first.values().stopGradient();
      Tensor two = second.values().stopGradient();
      return one.subtract(two).maskedFill(one.equalTo(two), 0);
    }

    /// A number of each row with axes of size 1 for the variables.
    Tensor perVariable(Tensor perRow) {
      int[] sizes = perRow.shape().toArray();
      int[] aligned = Arrays.copyOf(sizes, u.rank());
      Arrays.fill(aligned, sizes.length, aligned.length, 1);
      return perRow.reshape(aligned);
    }

    /// The mean of both values, with this gradient of each sample in the logits.
    Estimate estimate(Tensor logits, Tensor gradient) {
      Tensor value = first.values().add(second.values()).multiply(0.5).mean(0);
      return Estimate.of(Surrogates.withGradient(value, logits, gradient.mean(0)));
    }
  }
}

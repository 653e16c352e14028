package octavo.estimator;

import octavo.distribution.Bernoulli;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// DisARM, also U2G: ARM with the uniform numbers averaged out given the two binary vectors `b` and `b̃`,
/// `∇φᵢ L = E ½·(f(b) - f(b̃))·(-1)^b̃ᵢ·1[bᵢ ≠ b̃ᵢ]·σ(|φᵢ|)` (Dong, Mnih and Tucker, 2020, *DisARM: An Antithetic Gradient Estimator for Binary
/// Latent Variables*; Yin, Ho, Yan, Qian and Zhou, 2020). Unbiased at the same cost of two evaluations, and its variance is never above that of
/// ARM, of which it is a conditional mean.
public record DisArm() implements GradientEstimator<Bernoulli> {
  @Override
  public Estimate estimate(Bernoulli distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("DisArm", samples, 1);
    Tensor logits = distribution.logits();
    Arm.Antithetic pair = Arm.Antithetic.draw(distribution, objective, samples, rng);
    // (-1)^b̃·1[b ≠ b̃] is b - b̃
    Tensor sign = pair.first().z().subtract(pair.second().z());
    Tensor weight = sign.multiply(logits.stopGradient().abs().sigmoid()).multiply(0.5);
    return pair.estimate(logits, pair.perVariable(pair.difference()).multiply(weight));
  }
}

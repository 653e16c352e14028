package octavo.estimator;

import java.util.Arrays;
import octavo.distribution.Distribution;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// VIMCO, for the multi-sample bound `L = E ln (1/K)·Σₖ exp f(zₖ)` over `K` samples (Mnih and Rezende, 2016, *Variational
/// Inference for Monte Carlo Objectives*), where `f` is a log weight `ln p(x, z) - ln q(z)`. The samples number is `K`; the
/// value is the bound, which is another one for each `K`.
///
/// `∇L = E Σₖ (L̂ - L̂₋ₖ)·∇ ln q(zₖ) + Σₖ wₖ·∇f(zₖ)`, with `w = softmax f`; in `L̂₋ₖ` the weight of sample `k` is replaced by
/// the geometric mean of the others. So each sample is judged by what it adds to the bound, and nothing is
/// learned. Unbiased; needs two samples.
public record Vimco() implements GradientEstimator<Distribution> {
  @Override
  public Estimate estimate(Distribution distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("Vimco", samples, 2);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    Tensor f = draw.values();
    Tensor bound = f.logSumExp(0).subtract(Math.log(samples));
    Tensor signal = bound.stopGradient().subtract(without(f.stopGradient()));
    Tensor logProb = draw.logProb();
    Tensor score = logProb.subtract(logProb.stopGradient());
    return Estimate.of(bound.add(signal.multiply(score).sum(0)));
  }

  /// The bound without the word of sample `k`, `[samples, rows…]`.
  private static Tensor without(Tensor f) {
    int n = f.size(0);
    Tensor others =
        f.sum(Axes.keep(0)).subtract(f).multiply(1.0 / (n - 1)); // geometric, as a logarithm
    int[] eye = new int[f.rank() + 1];
    Arrays.fill(eye, 1);
    eye[0] = n;
    eye[1] = n;
    Tensor own = Tensors.eye(n).reshape(eye).greater(0);
    return Tensors.where(own, others.unsqueeze(1), f.unsqueeze(0))
        .logSumExp(1)
        .subtract(Math.log(n));
  }
}

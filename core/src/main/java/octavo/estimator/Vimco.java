package octavo.estimator;

import java.util.Arrays;
import octavo.distribution.Distribution;
import octavo.random.Rng;
import octavo.storage.DType;
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
///
/// A sample whose `f` is -∞ has weight 0. Where all others have none, `L̂₋ₖ` would be -∞ and is 0. Where all have none the value
/// is -∞, and with it the expectation, which has no gradient: that row gives 0, and what is estimated is the gradient of the mean
/// of the finite bounds.
public record Vimco() implements GradientEstimator<Distribution> {
  @Override
  public Estimate estimate(Distribution distribution, Objective objective, int samples, Rng rng) {
    Draw.requireSamples("Vimco", samples, 2);
    Draw draw = Draw.of(distribution, objective, distribution.sample(rng, samples));
    Tensor f = draw.values();
    Tensor impossible = f.stopGradient().equalTo(Double.NEGATIVE_INFINITY);
    Tensor none = impossible.all(0);
    // a row of -∞ alone has no softmax: it is computed from other numbers and left out
    Tensor finite = f.maskedFill(none.unsqueeze(0).expandTo(f.shape()), 0);
    Tensor bound = finite.logSumExp(0).subtract(Math.log(samples));
    Tensor signal = bound.stopGradient().subtract(without(f.stopGradient(), impossible));
    Tensor logProb = draw.logProb();
    Tensor score = logProb.subtract(logProb.stopGradient());
    Tensor learned = signal.multiply(score).sum(0).maskedFill(none, 0);
    return Estimate.of(bound.maskedFill(none, Double.NEGATIVE_INFINITY).add(learned));
  }

  /// The bound without the word of sample `k`, `[samples, rows…]`; 0 where the others have no weight.
  private static Tensor without(Tensor f, Tensor impossible) {
    int n = f.size(0);
    Tensor count = impossible.to(f.dtype());
    // in float64, where one large value does not take the digits of the others
    Tensor sure = f.maskedFill(impossible, 0).to(DType.FLOAT64);
    // geometric, as a logarithm
    Tensor sums = sure.sum(Axes.keep(0)).subtract(sure);
    Tensor others = sums.multiply(1.0 / (n - 1)).to(f.dtype());
    Tensor anyZero = count.sum(Axes.keep(0)).subtract(count).greater(0);
    Tensor mean = others.maskedFill(anyZero, Double.NEGATIVE_INFINITY);
    int[] eye = new int[f.rank() + 1];
    Arrays.fill(eye, 1);
    eye[0] = n;
    eye[1] = n;
    Tensor own = Tensors.eye(n).reshape(eye).greater(0);
    Tensor bound =
        Tensors.where(own, mean.unsqueeze(1), f.unsqueeze(0)).logSumExp(1).subtract(Math.log(n));
    return bound.maskedFill(bound.equalTo(Double.NEGATIVE_INFINITY), 0);
  }
}

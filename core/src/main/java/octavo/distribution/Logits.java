package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Between probabilities and their logarithms, where some probabilities are 0.
final class Logits {
  private Logits() {}

  /// `ln p`, which is -∞ with gradient 0 where `p` is 0.
  static Tensor log(Tensor p) {
    Tensor zero = p.equalTo(0);
    Tensor logarithm = Tensors.where(zero, p.stopGradient().onesLike(), p).log();
    return logarithm.maskedFill(zero, Double.NEGATIVE_INFINITY);
  }

  /// `ln(p/(1 - p))`, infinite at both ends.
  static Tensor ofProbability(Tensor p) {
    return p.log().subtract(p.negate().log1p());
  }

  /// `factor·x` where `0·∞` is 0; the plain product where all of `x` is finite.
  static Tensor product(Tensor factor, Tensor x) {
    if (allFinite(x)) {
      return factor.multiply(x);
    }
    Tensor none = factor.equalTo(0).logicalAnd(x.stopGradient().isInfinite());
    return factor.multiply(x.expandTo(none.shape()).maskedFill(none, 0));
  }

  /// Whether no number is infinite or NaN; a traced tensor, which has no numbers yet, counts as finite.
  static boolean allFinite(Tensor x) {
    boolean traced = x.node() != null && !x.isTracked();
    return traced || x.stopGradient().isFinite().all().item() != 0;
  }

  /// `-Σ p·ln p` along the last axis, given `ln p`; a probability of 0 adds nothing.
  static Tensor entropy(Tensor logProbs) {
    double least = logProbs.dtype() == DType.FLOAT64 ? -Double.MAX_VALUE : -Float.MAX_VALUE;
    return logProbs.exp().multiply(logProbs.maximum(least)).sum(-1).negate();
  }
}

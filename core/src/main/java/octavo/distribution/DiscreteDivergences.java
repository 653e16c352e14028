package octavo.distribution;

import octavo.tensor.Tensor;

/// Closed forms between distributions of finitely many values.
final class DiscreteDivergences {
  static final DivergenceTable TABLE =
      new DivergenceTable()
          .with(Bernoulli.class, Bernoulli.class, DiscreteDivergences::bernoulli)
          .with(Categorical.class, Categorical.class, (p, q) -> classes(p.logits(), q.logits()))
          .with(
              OneHotCategorical.class,
              OneHotCategorical.class,
              (p, q) -> classes(p.logits(), q.logits()))
          .with(
              OneHotCategoricalStraightThrough.class,
              OneHotCategoricalStraightThrough.class,
              (p, q) -> classes(p.logits(), q.logits()))
          .with(
              OneHotCategoricalStraightThrough.class,
              OneHotCategorical.class,
              (p, q) -> classes(p.logits(), q.logits()))
          .with(
              OneHotCategorical.class,
              OneHotCategoricalStraightThrough.class,
              (p, q) -> classes(p.logits(), q.logits()));

  private DiscreteDivergences() {}

  /// `Σ p·(ln p - ln q)`: 0 where `p` is 0, infinite where `q` alone is.
  static Tensor classes(Tensor p, Tensor q) {
    if (p.size(-1) != q.size(-1)) {
      throw new IllegalArgumentException(
          "kl: both must have the same number of classes, but they have %d and %d."
              .formatted(p.size(-1), q.size(-1)));
    }
    Tensor probability = p.softmax(-1);
    Tensor difference = p.logSoftmax(-1).subtract(q.logSoftmax(-1));
    if (Logits.allFinite(difference)) {
      return probability.multiply(difference).sum(-1);
    }
    Tensor infinite = infinite(probability, difference).any(-1);
    return ContinuousDivergences.infiniteWhere(infinite, weighted(probability, difference).sum(-1));
  }

  private static Tensor bernoulli(Bernoulli p, Bernoulli q) {
    Tensor a = p.logits();
    Tensor b = q.logits();
    Tensor one = a.sigmoid();
    Tensor zero = a.negate().sigmoid();
    Tensor ofOne = a.logSigmoid().subtract(b.logSigmoid());
    Tensor ofZero = a.negate().logSigmoid().subtract(b.negate().logSigmoid());
    if (Logits.allFinite(ofOne) && Logits.allFinite(ofZero)) {
      return one.multiply(ofOne).add(zero.multiply(ofZero));
    }
    Tensor infinite = infinite(one, ofOne).logicalOr(infinite(zero, ofZero));
    return ContinuousDivergences.infiniteWhere(
        infinite, weighted(one, ofOne).add(weighted(zero, ofZero)));
  }

  /// Where `p` is possible and `ln p - ln q` infinite.
  private static Tensor infinite(Tensor p, Tensor difference) {
    return difference.stopGradient().isFinite().logicalNot().logicalAnd(p.greater(0));
  }

  /// `p·(ln p - ln q)`, and 0 where the difference is not finite.
  private static Tensor weighted(Tensor p, Tensor difference) {
    return p.multiply(difference.maskedFill(difference.stopGradient().isFinite().logicalNot(), 0));
  }
}

package octavo.distribution;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

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
    Tensor logP = p.logSoftmax(-1);
    return weighted(p.softmax(-1), logP, q.logSoftmax(-1)).sum(-1);
  }

  private static Tensor bernoulli(Bernoulli p, Bernoulli q) {
    Tensor a = p.logits();
    Tensor b = q.logits();
    return weighted(a.sigmoid(), a.logSigmoid(), b.logSigmoid())
        .add(weighted(a.negate().sigmoid(), a.negate().logSigmoid(), b.negate().logSigmoid()));
  }

  /// `p·(ln p - ln q)` where `p = 0` gives 0.
  private static Tensor weighted(Tensor p, Tensor logP, Tensor logQ) {
    Tensor difference = logP.subtract(logQ);
    Tensor none = p.expandTo(difference.shape()).equalTo(0);
    if (none.any().item() == 0) {
      return p.multiply(difference);
    }
    Tensor zero = difference.zerosLike();
    Tensor finite = Tensors.where(none, zero, difference);
    return p.multiply(finite);
  }
}

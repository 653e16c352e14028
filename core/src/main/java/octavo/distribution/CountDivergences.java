package octavo.distribution;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Closed forms between distributions of counts.
final class CountDivergences {
  static final DivergenceTable TABLE =
      new DivergenceTable()
          .with(Poisson.class, Poisson.class, CountDivergences::poissons)
          .with(NegativeBinomial.class, NegativeBinomial.class, CountDivergences::negativeBinomials)
          .with(Geometric.class, Geometric.class, CountDivergences::geometrics)
          .inFloat64()
          .with(Binomial.class, Binomial.class, CountDivergences::binomials)
          .infinite(Poisson.class, Bernoulli.class, Binomial.class)
          .infinite(Geometric.class, Bernoulli.class, Binomial.class)
          .infinite(NegativeBinomial.class, Bernoulli.class, Binomial.class);

  private CountDivergences() {}

  /// `r ln(r/s) - r + s`.
  private static Tensor poissons(Poisson p, Poisson q) {
    Tensor r = p.rate();
    return r.xlogy(r).subtract(r.xlogy(q.rate())).subtract(r).add(q.rate());
  }

  /// So many times the divergence of one trial; infinite where `p` has more trials.
  private static Tensor binomials(Binomial p, Binomial q) {
    requireNotFewer("trials", p.totalCount(), q.totalCount());
    Tensor more = p.totalCount().greater(q.totalCount());
    Tensor trial = Divergences.kl(new Bernoulli(p.logits()), new Bernoulli(q.logits()));
    Tensor all = Logits.product(p.totalCount(), trial);
    return ContinuousDivergences.infiniteWhere(more, all);
  }

  /// So many times the divergence of the trials up to the first failure.
  private static Tensor negativeBinomials(NegativeBinomial p, NegativeBinomial q) {
    requireNotFewer("failures", p.totalCount(), q.totalCount());
    requireNotFewer("failures", q.totalCount(), p.totalCount());
    return p.totalCount().multiply(untilFirst(p.logits().negate(), q.logits().negate()));
  }

  private static Tensor geometrics(Geometric p, Geometric q) {
    return untilFirst(p.logits(), q.logits());
  }

  /// The divergence of a trial, divided by `p`: `ln p - ln q + (1 - p)/p·(ln(1 - p) - ln(1 - q))`, with the logarithms of the factors, of
  /// which one may be 0 and the other infinite.
  private static Tensor untilFirst(Tensor a, Tensor b) {
    Tensor sure = a.stopGradient().equalTo(Double.POSITIVE_INFINITY);
    Tensor finite = a.maskedFill(sure, 0);
    Tensor own = logSoftplus(finite).subtract(finite).exp();
    Tensor other = ContinuousDivergences.exponential(logSoftplus(b).subtract(finite));
    Tensor failures = other.subtract(own);
    Tensor certain = sure.expandTo(failures.shape());
    Tensor first = a.logSigmoid().subtract(b.logSigmoid());
    return ContinuousDivergences.notNegative(first.add(failures.maskedFill(certain, 0)));
  }

  /// `ln ln(1 + eˡ)`, which is `l` where `eˡ` is below the last digit.
  private static Tensor logSoftplus(Tensor l) {
    Tensor rare = l.less(-40);
    return Tensors.where(rare, l, l.maskedFill(rare, 0).softplus().log());
  }

  private static void requireNotFewer(String what, Tensor p, Tensor q) {
    if (p.less(q).any().item() != 0) {
      throw new IllegalArgumentException(
          "kl: a closed form must be known for the pair, but there is none for different numbers of %s. Estimate it: Divergences.klMonteCarlo(p, q, samples, rng)."
              .formatted(what));
    }
  }
}

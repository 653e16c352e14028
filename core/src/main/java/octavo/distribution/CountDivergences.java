package octavo.distribution;

import octavo.tensor.Tensor;

/// Closed forms between distributions of counts.
final class CountDivergences {
  static final DivergenceTable TABLE =
      new DivergenceTable()
          .with(Poisson.class, Poisson.class, CountDivergences::poissons)
          .with(Binomial.class, Binomial.class, CountDivergences::binomials)
          .with(NegativeBinomial.class, NegativeBinomial.class, CountDivergences::negativeBinomials)
          .with(Geometric.class, Geometric.class, CountDivergences::geometrics)
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

  /// `r·(ln(1 - p) - ln(1 - q)) + E k·(ln p - ln q)`.
  private static Tensor negativeBinomials(NegativeBinomial p, NegativeBinomial q) {
    requireNotFewer("failures", p.totalCount(), q.totalCount());
    requireNotFewer("failures", q.totalCount(), p.totalCount());
    Tensor a = p.logits();
    Tensor b = q.logits();
    Tensor failure = a.negate().logSigmoid().subtract(b.negate().logSigmoid());
    Tensor success = a.logSigmoid().subtract(b.logSigmoid());
    return p.totalCount().multiply(failure).add(p.mean().multiply(success));
  }

  /// The divergence of a trial, divided by `p`.
  private static Tensor geometrics(Geometric p, Geometric q) {
    Tensor trial = Divergences.kl(new Bernoulli(p.logits()), new Bernoulli(q.logits()));
    return trial.divide(p.probs());
  }

  private static void requireNotFewer(String what, Tensor p, Tensor q) {
    if (p.less(q).any().item() != 0) {
      throw new IllegalArgumentException(
          "kl: a closed form must be known for the pair, but there is none for different numbers of %s. Estimate it: Divergences.klMonteCarlo(p, q, samples, rng)."
              .formatted(what));
    }
  }
}

package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Closed forms between gamma, beta and Dirichlet distributions, and from others to them: `-H(p) - E_p ln q(x)`, where
/// the second term needs `E x` and `E ln x`.
final class GammaDivergences {
  static final DivergenceTable TABLE =
      same(new DivergenceTable()).with(toGamma()).with(fromFamily()).inFloat64().with(infinite());

  private GammaDivergences() {}

  private static DivergenceTable same(DivergenceTable table) {
    return table
        .with(Gamma.class, Gamma.class, ToGamma::gamma)
        .with(Chi2.class, Chi2.class, (p, q) -> ToGamma.gamma(p.gamma(), q.gamma()))
        .with(Chi2.class, Gamma.class, (p, q) -> ToGamma.gamma(p.gamma(), q))
        .with(Gamma.class, Chi2.class, (p, q) -> ToGamma.gamma(p, q.gamma()))
        .with(Gamma.class, Exponential.class, (p, q) -> ToGamma.gamma(p, gamma(q)))
        .with(Chi2.class, Exponential.class, (p, q) -> ToGamma.gamma(p.gamma(), gamma(q)))
        // the reciprocal changes nothing
        .with(
            InverseGamma.class,
            InverseGamma.class,
            (p, q) -> ToGamma.gamma(reciprocal(p), reciprocal(q)))
        .with(Beta.class, Beta.class, GammaDivergences::betas)
        .with(Dirichlet.class, Dirichlet.class, GammaDivergences::dirichlets);
  }

  /// A beta number is the share of one gamma number in two. Their sum is independent of it, so that the divergence is that of the two
  /// less that of the sum, with rates that make the means of the sum agree. Each of them keeps its digits where logarithms of the beta
  /// function, of large concentrations, do not.
  private static Tensor betas(Beta p, Beta q) {
    Tensor a = p.concentration1();
    Tensor b = p.concentration0();
    Tensor c = q.concentration1();
    Tensor d = q.concentration0();
    Tensor sum = a.add(b);
    Tensor one = ToGamma.logOnePlusRatio(b, a).negate();
    Tensor oneShift = one.add(ToGamma.logOnePlusRatio(d, c));
    Tensor rest = ToGamma.logOnePlusRatio(a, b).negate();
    Tensor restShift = rest.add(ToGamma.logOnePlusRatio(c, d));
    Tensor both =
        ToGamma.share(a, c, sum, p.meanLog(), one, oneShift)
            .add(ToGamma.share(b, d, sum, swapped(p).meanLog(), rest, restShift));
    return ContinuousDivergences.notNegative(both.subtract(ToGamma.sums(sum, c.add(d))));
  }

  private static Gamma gamma(Exponential p) {
    return new Gamma(Tensors.full(DType.FLOAT64, Shape.SCALAR, 1), p.rate());
  }

  private static Gamma reciprocal(InverseGamma p) {
    return new Gamma(p.concentration(), p.rate());
  }

  private static Beta swapped(Beta p) {
    return new Beta(p.concentration0(), p.concentration1());
  }

  /// `-H(p) + ln B(a, b) - (a - 1)·E ln x - (b - 1)·E ln(1 - x)`.
  private static Tensor toBeta(HasEntropy p, Tensor meanLog, Tensor meanLogRest, Beta q) {
    Tensor a = q.concentration1();
    Tensor b = q.concentration0();
    return a.lbeta(b)
        .subtract(a.subtract(1).multiply(meanLog))
        .subtract(b.subtract(1).multiply(meanLogRest))
        .subtract(p.entropy());
  }

  /// As [#betas], of all shares.
  private static Tensor dirichlets(Dirichlet p, Dirichlet q) {
    Tensor a = p.concentration();
    Tensor b = q.concentration();
    if (a.size(-1) != b.size(-1)) {
      throw new IllegalArgumentException(
          "kl: both must have the same number of classes, but they have %d and %d."
              .formatted(a.size(-1), b.size(-1)));
    }
    Tensor sum = a.sum(Axes.keep(-1));
    Tensor other = b.sum(Axes.keep(-1));
    Tensor logMean = LogDensities.logRatio(a, sum);
    Tensor shift = logMean.subtract(LogDensities.logRatio(b, other));
    Tensor parts = ToGamma.share(a, b, sum, p.meanLog(), logMean, shift).sum(-1);
    return ContinuousDivergences.notNegative(parts.subtract(ToGamma.sums(sum, other).squeeze(-1)));
  }

  private static DivergenceTable toGamma() {
    return new DivergenceTable()
        .with(Exponential.class, Gamma.class, ToGamma::exponential)
        .with(LogNormal.class, Gamma.class, ToGamma::logNormal)
        .with(Weibull.class, Gamma.class, ToGamma::weibull)
        .with(Pareto.class, Gamma.class, ToGamma::pareto)
        .with(Beta.class, Gamma.class, ToGamma::beta)
        .with(Uniform.class, Gamma.class, GammaDivergences::uniformGamma)
        .with(Uniform.class, Beta.class, GammaDivergences::uniformBeta);
  }

  private static Tensor uniformGamma(Uniform p, Gamma q) {
    Tensor outside = p.low().less(0);
    Tensor low = p.low().maximum(0);
    Tensor high = Tensors.where(outside, low.stopGradient().add(1), p.high());
    return ContinuousDivergences.infiniteWhere(
        outside, ToGamma.uniform(low, high.subtract(low), q));
  }

  private static Tensor uniformBeta(Uniform p, Beta q) {
    Tensor outside = p.low().less(0).logicalOr(p.high().greater(1));
    Tensor zero = p.low().stopGradient().zerosLike();
    Tensor low = Tensors.where(outside, zero, p.low());
    Tensor high = Tensors.where(outside, zero.add(1), p.high());
    Tensor width = high.subtract(low);
    Tensor rest = UniformLogarithm.meanOfRest(low, width);
    Uniform inside = new Uniform(low, high);
    return ContinuousDivergences.infiniteWhere(
        outside, toBeta(inside, UniformLogarithm.mean(low, width), rest, q));
  }

  private static DivergenceTable fromFamily() {
    return new DivergenceTable()
        .with(Gamma.class, Normal.class, MixedDivergences::fromNormal)
        .with(Chi2.class, Normal.class, MixedDivergences::fromNormal)
        .with(Beta.class, Normal.class, MixedDivergences::fromNormal)
        .with(Beta.class, Exponential.class, MixedDivergences::fromExponential)
        .with(Gamma.class, HalfNormal.class, MixedDivergences::fromHalfNormal)
        .with(Chi2.class, HalfNormal.class, MixedDivergences::fromHalfNormal)
        .with(Beta.class, HalfNormal.class, MixedDivergences::fromHalfNormal)
        .with(Gamma.class, Gumbel.class, GammaDivergences::gammaGumbel)
        .with(Beta.class, Uniform.class, GammaDivergences::betaUniform);
  }

  /// `ln E exp(-x/β) = -a·ln(1 + 1/(rβ))`.
  private static Tensor gammaGumbel(Gamma p, Gumbel q) {
    Tensor base = p.rate().multiply(q.scale()).reciprocal().log1p();
    Tensor shift = q.loc().divide(q.scale());
    return MixedDivergences.fromGumbel(p, shift.subtract(base.multiply(p.concentration())), q);
  }

  private static Tensor betaUniform(Beta p, Uniform q) {
    Tensor outside = q.low().greater(0).logicalOr(q.high().less(1));
    Tensor width = q.high().subtract(q.low()).log();
    return ContinuousDivergences.infiniteWhere(outside, width.subtract(p.entropy()));
  }

  /// What can be drawn outside of another's values.
  @SuppressWarnings("unchecked")
  private static DivergenceTable infinite() {
    Class<? extends Distribution>[] family =
        (Class<? extends Distribution>[])
            new Class<?>[] {Gamma.class, Chi2.class, InverseGamma.class, Beta.class};
    return new DivergenceTable()
        .infinite(Normal.class, family)
        .infinite(Laplace.class, family)
        .infinite(Logistic.class, family)
        .infinite(Gumbel.class, family)
        .infinite(Cauchy.class, family)
        .infinite(StudentT.class, family)
        .infinite(StudentT.class, Exponential.class, HalfNormal.class, HalfCauchy.class)
        .infinite(StudentT.class, LogNormal.class, Weibull.class, Pareto.class, Uniform.class)
        .infinite(Gamma.class, Beta.class, Pareto.class, Uniform.class)
        .infinite(Chi2.class, Beta.class, Pareto.class, Uniform.class)
        .infinite(InverseGamma.class, Beta.class, Pareto.class, Uniform.class)
        .infinite(Beta.class, Pareto.class)
        .infinite(Exponential.class, Beta.class)
        .infinite(HalfNormal.class, Beta.class)
        .infinite(HalfCauchy.class, Beta.class, Gamma.class, Chi2.class)
        .infinite(LogNormal.class, Beta.class)
        .infinite(Weibull.class, Beta.class)
        .infinite(Pareto.class, Beta.class);
  }
}

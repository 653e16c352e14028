package octavo.distribution;

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
        .with(Gamma.class, Gamma.class, GammaDivergences::gammas)
        .with(Chi2.class, Chi2.class, (p, q) -> gammas(p.gamma(), q.gamma()))
        .with(Chi2.class, Gamma.class, (p, q) -> gammas(p.gamma(), q))
        .with(Gamma.class, Chi2.class, (p, q) -> gammas(p, q.gamma()))
        // the reciprocal changes nothing
        .with(
            InverseGamma.class, InverseGamma.class, (p, q) -> gammas(reciprocal(p), reciprocal(q)))
        .with(Beta.class, Beta.class, GammaDivergences::betas)
        .with(Dirichlet.class, Dirichlet.class, GammaDivergences::dirichlets);
  }

  /// `ln Γ(b) - ln Γ(a) - (b - a)·ψ(a) + a·(ρ - 1) - b·ln ρ` with `ρ = s/r`. For large concentrations the terms are far
  /// larger than their sum; each difference is 0 between equals.
  private static Tensor gammas(Gamma p, Gamma q) {
    Tensor a = p.concentration();
    Tensor b = q.concentration();
    Tensor r = p.rate();
    Tensor s = q.rate();
    Tensor shapes = b.lgamma().subtract(a.lgamma()).subtract(b.subtract(a).multiply(a.digamma()));
    Tensor rates = s.subtract(r).divide(r).multiply(a);
    Tensor whole = shapes.add(rates.subtract(LogDensities.logRatio(s, r).multiply(b)));
    return ContinuousDivergences.notNegative(whole);
  }

  /// `ln B(a₂, b₂) - ln B(a₁, b₁) + (a₁ - a₂)·E ln x + (b₁ - b₂)·E ln(1 - x)`.
  private static Tensor betas(Beta a, Beta b) {
    Tensor constants =
        b.concentration1()
            .lbeta(b.concentration0())
            .subtract(a.concentration1().lbeta(a.concentration0()));
    Tensor one = a.concentration1().subtract(b.concentration1()).multiply(a.meanLog());
    Tensor zero = a.concentration0().subtract(b.concentration0()).multiply(swapped(a).meanLog());
    return ContinuousDivergences.notNegative(constants.add(one.add(zero)));
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

  private static Tensor dirichlets(Dirichlet p, Dirichlet q) {
    Tensor a = p.concentration();
    Tensor b = q.concentration();
    if (a.size(-1) != b.size(-1)) {
      throw new IllegalArgumentException(
          "kl: both must have the same number of classes, but they have %d and %d."
              .formatted(a.size(-1), b.size(-1)));
    }
    Tensor constants = Dirichlet.logBeta(b).subtract(Dirichlet.logBeta(a));
    Tensor whole = a.subtract(b).multiply(p.meanLog()).sum(-1).add(constants);
    return ContinuousDivergences.notNegative(whole);
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
        .with(Gamma.class, Exponential.class, MixedDivergences::fromExponential)
        .with(Chi2.class, Exponential.class, MixedDivergences::fromExponential)
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

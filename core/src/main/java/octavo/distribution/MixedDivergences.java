package octavo.distribution;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Closed forms between continuous distributions of different families: `-H(p) - E_p ln q(x)`, where the second term
/// needs a few moments of `p`, and pairs whose divergence is infinite.
final class MixedDivergences {
  static final DivergenceTable TABLE =
      moments(new DivergenceTable())
          .with(Normal.class, Gumbel.class, MixedDivergences::normalGumbel)
          .with(Normal.class, Laplace.class, MixedDivergences::normalLaplace)
          .with(Exponential.class, Gumbel.class, MixedDivergences::exponentialGumbel)
          .with(Uniform.class, Gumbel.class, MixedDivergences::uniformGumbel)
          .with(Uniform.class, Exponential.class, MixedDivergences::uniformExponential)
          .with(Uniform.class, Pareto.class, MixedDivergences::uniformPareto)
          .inFloat64()
          .with(infinite());

  private MixedDivergences() {}

  private static DivergenceTable moments(DivergenceTable table) {
    return table
        .with(Laplace.class, Normal.class, MixedDivergences::fromNormal)
        .with(Logistic.class, Normal.class, MixedDivergences::fromNormal)
        .with(Gumbel.class, Normal.class, MixedDivergences::fromNormal)
        .with(Exponential.class, Normal.class, MixedDivergences::fromNormal)
        .with(HalfNormal.class, Normal.class, MixedDivergences::fromNormal)
        .with(LogNormal.class, Normal.class, MixedDivergences::fromNormal)
        .with(Weibull.class, Normal.class, MixedDivergences::fromNormal)
        .with(Uniform.class, Normal.class, MixedDivergences::fromNormal)
        .with(Pareto.class, Normal.class, MixedDivergences::paretoNormal)
        .with(HalfNormal.class, Exponential.class, MixedDivergences::fromExponential)
        .with(LogNormal.class, Exponential.class, MixedDivergences::fromExponential)
        .with(Weibull.class, Exponential.class, MixedDivergences::fromExponential)
        .with(Pareto.class, Exponential.class, MixedDivergences::fromExponential)
        .with(Exponential.class, HalfNormal.class, MixedDivergences::fromHalfNormal)
        .with(LogNormal.class, HalfNormal.class, MixedDivergences::fromHalfNormal)
        .with(Weibull.class, HalfNormal.class, MixedDivergences::fromHalfNormal);
  }

  /// What a distribution of the whole line, or with an infinite moment, can draw and another cannot.
  @SuppressWarnings("unchecked")
  private static DivergenceTable infinite() {
    Class<? extends Distribution>[] positive =
        (Class<? extends Distribution>[])
            new Class<?>[] {
              Exponential.class,
              HalfNormal.class,
              HalfCauchy.class,
              LogNormal.class,
              Weibull.class,
              Pareto.class,
              Uniform.class
            };
    return new DivergenceTable()
        .infinite(Normal.class, positive)
        .infinite(Laplace.class, positive)
        .infinite(Logistic.class, positive)
        .infinite(Gumbel.class, positive)
        .infinite(Cauchy.class, positive)
        .infinite(Exponential.class, Pareto.class, Uniform.class)
        .infinite(HalfNormal.class, Pareto.class, Uniform.class)
        .infinite(HalfCauchy.class, Pareto.class, Uniform.class)
        .infinite(LogNormal.class, Pareto.class, Uniform.class)
        .infinite(Weibull.class, Pareto.class, Uniform.class)
        .infinite(Pareto.class, Uniform.class)
        .infinite(Cauchy.class, Normal.class, Laplace.class, Gumbel.class, Logistic.class)
        .infinite(HalfCauchy.class, Normal.class, Laplace.class, Gumbel.class, Logistic.class)
        .infinite(HalfCauchy.class, Exponential.class, HalfNormal.class);
  }

  /// From any `p` with entropy, mean and variance:
  /// `-H(p) + ln σ√2π + ((E x - μ)² + Var x)/2σ²`.
  static <P extends HasEntropy> Tensor fromNormal(P p, Normal q) {
    Tensor mean = p.mean().subtract(q.loc()).divide(q.scale());
    return mean.square()
        .add(RelativeVariance.of(p, q.scale()))
        .multiply(0.5)
        .add(q.scale().log())
        .add(Normal.LOG_ROOT_TWO_PI)
        .subtract(p.entropy());
  }

  /// From any `p` of numbers that are not negative, with entropy and mean: `-H(p) - ln λ + λ·E x`.
  static <P extends HasEntropy> Tensor fromExponential(P p, Exponential q) {
    return q.rate().multiply(p.mean()).subtract(q.rate().log()).subtract(p.entropy());
  }

  /// From any `p` of numbers that are not negative, with entropy, mean and variance: as for a normal `q` around 0 with
  /// twice the density.
  static <P extends HasEntropy> Tensor fromHalfNormal(P p, HalfNormal q) {
    Tensor mean = p.mean().divide(q.scale());
    return mean.square()
        .add(RelativeVariance.of(p, q.scale()))
        .multiply(0.5)
        .add(q.scale().log())
        .add(Normal.LOG_ROOT_TWO_PI - Math.log(2))
        .subtract(p.entropy());
  }

  /// Infinite up to `α = 2`, where the mean and the variance may be infinite both.
  private static Tensor paretoNormal(Pareto p, Normal q) {
    Tensor heavy = p.alpha().lessEqual(2);
    Tensor alpha = p.alpha().maximum(2.5);
    Pareto light = new Pareto(p.scale(), Tensors.where(heavy, alpha, p.alpha()));
    return ContinuousDivergences.infiniteWhere(heavy, fromNormal(light, q));
  }

  /// From `E x` and `ln E exp(-z)`: `-H(p) + ln β + E z + E exp(-z)` with `z = (x - μ)/β`. Of the logarithm, since far from 0 both
  /// factors of `E exp(-x/β)·exp(μ/β)` are too small or too large for a number.
  static Tensor fromGumbel(HasEntropy p, Tensor logMeanExponential, Gumbel q) {
    // NaN of two infinite terms: then so is the first one below
    Tensor over =
        logMeanExponential.stopGradient().exp().less(Double.POSITIVE_INFINITY).logicalNot();
    Tensor value =
        p.mean()
            .subtract(q.loc())
            .divide(q.scale())
            .add(logMeanExponential.maskedFill(over, 0).exp())
            .add(q.scale().log())
            .subtract(p.entropy());
    return ContinuousDivergences.infiniteWhere(over, value); // whatever the first term is
  }

  private static Tensor normalGumbel(Normal p, Gumbel q) {
    Tensor half = p.scale().divide(q.scale()).square().multiply(0.5);
    return fromGumbel(p, half.add(distance(p.loc(), q)), q);
  }

  /// `(μ - x)/β`.
  static Tensor distance(Tensor x, Gumbel q) {
    return q.loc().subtract(x).divide(q.scale());
  }

  private static Tensor exponentialGumbel(Exponential p, Gumbel q) {
    Tensor base = p.rate().multiply(q.scale()).reciprocal().log1p();
    return fromGumbel(p, q.loc().divide(q.scale()).subtract(base), q);
  }

  private static Tensor uniformGumbel(Uniform p, Gumbel q) {
    Tensor width = p.width().divide(q.scale());
    Tensor logWidth = LogDensities.logRatio(p.width(), q.scale());
    Tensor narrow = width.less(1e-8);
    Tensor wide = width.maskedFill(narrow, 1).negate().expm1().negate().log().subtract(logWidth);
    Tensor share = Tensors.where(narrow, width.multiply(-0.5), wide);
    return fromGumbel(p, share.add(distance(p.low(), q)), q);
  }

  /// `-H(p) + ln 2b + E|x - m|/b` with `E|x - m| = σ√(2/π)·exp(-d²/2) + (μ - m)·erf(d/√2)`, `d = (μ - m)/σ`.
  private static Tensor normalLaplace(Normal p, Laplace q) {
    Tensor away = p.loc().subtract(q.loc());
    Tensor d = away.divide(p.scale()).clamp(-50, 50); // beyond, both functions are constant
    Tensor middle = d.square().multiply(-0.5).exp().multiply(Math.sqrt(2 / Math.PI));
    Tensor distance =
        middle
            .multiply(p.scale())
            .divide(q.scale())
            .add(d.multiply(Math.sqrt(0.5)).erf().multiply(away.divide(q.scale())));
    return distance
        .subtract(LogDensities.logRatio(p.scale(), q.scale()))
        .add(Math.log(2) - 0.5 - Normal.LOG_ROOT_TWO_PI);
  }

  private static Tensor uniformExponential(Uniform p, Exponential q) {
    return ContinuousDivergences.infiniteWhere(p.low().less(0), fromExponential(p, q));
  }

  /// `-ln(high - low) - ln α + α·E ln(x/m) + E ln x`; infinite where `low < m`.
  private static Tensor uniformPareto(Uniform p, Pareto q) {
    Tensor outside = p.low().less(q.scale());
    Tensor low = Tensors.where(outside, q.scale().stopGradient(), p.low());
    Tensor high = Tensors.where(outside, low.stopGradient().multiply(2), p.high());
    Tensor width = high.subtract(low);
    Tensor excess = UniformLogarithm.excess(low, width);
    Tensor ratio = LogDensities.logRatio(high, q.scale()).to(width.dtype()).add(excess);
    Tensor value =
        ratio
            .multiply(q.alpha())
            .add(high.log().add(excess))
            .subtract(width.log())
            .subtract(q.alpha().log());
    return ContinuousDivergences.infiniteWhere(outside, value);
  }
}

package octavo.distribution;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Closed forms between continuous distributions of one family.
final class ContinuousDivergences {
  static final DivergenceTable TABLE =
      new DivergenceTable()
          .with(HalfNormal.class, HalfNormal.class, ContinuousDivergences::halfNormals)
          .with(Exponential.class, Exponential.class, ContinuousDivergences::exponentials)
          .with(Laplace.class, Laplace.class, ContinuousDivergences::laplaces)
          .with(Gumbel.class, Gumbel.class, ContinuousDivergences::gumbels)
          .with(Cauchy.class, Cauchy.class, ContinuousDivergences::cauchys)
          .with(Weibull.class, Weibull.class, ContinuousDivergences::weibulls)
          .with(Pareto.class, Pareto.class, ContinuousDivergences::paretos)
          .with(Uniform.class, Uniform.class, ContinuousDivergences::uniforms)
          .with(
              MultivariateNormal.class,
              MultivariateNormal.class,
              ContinuousDivergences::multivariateNormals)
          .inFloat64()
          .with(Normal.class, Normal.class, ContinuousDivergences::normals)
          .with(
              LogNormal.class,
              LogNormal.class,
              (p, q) -> normals(p.ofLogarithm(), q.ofLogarithm()));

  private ContinuousDivergences() {}

  /// `½·(r² + ((μ₁ - μ₂)/σ₂)² - 1 - ln r²)` with `r = σ₁/σ₂`.
  private static Tensor normals(Normal p, Normal q) {
    Tensor distance = p.loc().subtract(q.loc()).divide(q.scale()).square();
    return scales(p.scale(), q.scale()).add(distance.multiply(0.5));
  }

  /// `½·(r² - 1) - ln r` with `r = σ₁/σ₂`.
  private static Tensor scales(Tensor p, Tensor q) {
    Tensor ratio = p.divide(q);
    Tensor r = ratio.stopGradient();
    // a quotient of two numbers, or the slope of its logarithm, may be none of their type
    boolean ordinary = Logits.allFinite(r.square().add(r.reciprocal()));
    Tensor log = ordinary ? ratio.log() : p.log().subtract(q.log());
    return ratio.square().affine(0.5, -0.5).subtract(log);
  }

  private static Tensor halfNormals(HalfNormal p, HalfNormal q) {
    return scales(p.scale(), q.scale());
  }

  /// `r - 1 - ln r` with `r = λ₂/λ₁`.
  private static Tensor exponentials(Exponential p, Exponential q) {
    Tensor ratio = q.rate().divide(p.rate());
    return ratio.subtract(1).subtract(LogDensities.logRatio(q.rate(), p.rate()));
  }

  /// `r·exp(-d/b₁) + d/b₂ - ln r - 1` with `r = b₁/b₂` and `d = |μ₁ - μ₂|`.
  private static Tensor laplaces(Laplace p, Laplace q) {
    Tensor logRatio = LogDensities.logRatio(p.scale(), q.scale());
    Tensor distance = p.loc().subtract(q.loc()).abs();
    return exponential(logRatio.subtract(distance.divide(p.scale())))
        .add(distance.divide(q.scale()))
        .subtract(logRatio)
        .subtract(1);
  }

  /// `r·γ + d + Γ(1 + r)·exp(-d) - ln r - 1 - γ` with `r = β₁/β₂` and `d = (μ₁ - μ₂)/β₂`.
  private static Tensor gumbels(Gumbel p, Gumbel q) {
    Tensor ratio = p.scale().divide(q.scale());
    Tensor distance = p.loc().subtract(q.loc()).divide(q.scale());
    Tensor exponent = ratio.add(1).lgamma().subtract(distance);
    // NaN where both terms are infinite
    Tensor over = exponent.stopGradient().exp().less(Double.POSITIVE_INFINITY).logicalNot();
    Tensor value =
        ratio
            .multiply(Gumbel.EULER)
            .add(distance)
            .add(exponent.maskedFill(over, 0).exp())
            .subtract(LogDensities.logRatio(p.scale(), q.scale()))
            .subtract(1 + Gumbel.EULER);
    return infiniteWhere(over, value);
  }

  /// `ln(((γ₁ + γ₂)² + (μ₁ - μ₂)²) / 4γ₁γ₂)` (Chyzak and Nielsen, 2019), of which no square is computed: with
  /// `t = ln(γ₁/γ₂)` it is `ln((1 + eᵗ)·(1 + e⁻ᵗ)/4) + ln(1 + ((μ₁ - μ₂)/(γ₁ + γ₂))²)`.
  private static Tensor cauchys(Cauchy p, Cauchy q) {
    Tensor t = LogDensities.logRatio(p.scale(), q.scale());
    Tensor scales = t.softplus().add(t.negate().softplus()).subtract(2 * Math.log(2));
    Tensor distance = p.loc().subtract(q.loc());
    return scales.add(StudentTail.logOnePlusSquare(distance, p.scale().add(q.scale())));
  }

  /// `ln(k₁/k₂) + k₂·ln(λ₂/λ₁) + (k₁ - k₂)·(-γ/k₁) + (λ₁/λ₂)^k₂·Γ(1 + k₂/k₁) - 1` (Bauckhage, 2013).
  private static Tensor weibulls(Weibull p, Weibull q) {
    Tensor logScale = LogDensities.logRatio(q.scale(), p.scale()).multiply(q.concentration());
    Tensor ratio = q.concentration().divide(p.concentration());
    Tensor exponent = ratio.add(1).lgamma().subtract(logScale);
    // NaN where both terms are infinite
    Tensor over = exponent.stopGradient().exp().less(Double.POSITIVE_INFINITY).logicalNot();
    Tensor value =
        logScale
            .subtract(LogDensities.logRatio(q.concentration(), p.concentration()))
            .subtract(ratio.negate().add(1).multiply(Gumbel.EULER))
            .add(exponent.maskedFill(over, 0).exp())
            .subtract(1);
    return infiniteWhere(over, value);
  }

  /// `α₂·ln(m₁/m₂) - ln r + r - 1` with `r = α₂/α₁`; infinite where `m₁ < m₂`.
  private static Tensor paretos(Pareto p, Pareto q) {
    Tensor scales = LogDensities.logRatio(p.scale(), q.scale());
    Tensor ratio = q.alpha().divide(p.alpha());
    Tensor logRatio = LogDensities.logRatio(q.alpha(), p.alpha());
    Tensor value = q.alpha().multiply(scales).subtract(logRatio).add(ratio).subtract(1);
    return infiniteWhere(p.scale().less(q.scale()), value);
  }

  /// The logarithm of the ratio of the widths; infinite unless the first interval lies in the second.
  private static Tensor uniforms(Uniform p, Uniform q) {
    Tensor outside = p.low().less(q.low()).logicalOr(p.high().greater(q.high()));
    return infiniteWhere(outside, LogDensities.logRatio(q.width(), p.width()));
  }

  /// `value`, and infinite with gradient 0 where `mask` says so.
  static Tensor infiniteWhere(Tensor mask, Tensor value) {
    Tensor infinity = Tensors.full(value.dtype(), Shape.SCALAR, Double.POSITIVE_INFINITY);
    return Tensors.where(mask, infinity, value);
  }

  /// `eˣ`, and infinite with gradient 0 where it is no number of its type: beside other terms that are infinite its slope would not be
  /// a number.
  static Tensor exponential(Tensor x) {
    Tensor over = x.stopGradient().exp().equalTo(Double.POSITIVE_INFINITY);
    return infiniteWhere(over, x.maskedFill(over, 0).exp());
  }

  /// `x`, and 0 where rounding leaves less than nothing.
  static Tensor notNegative(Tensor x) {
    return x.add(x.stopGradient().minimum(0).negate());
  }

  /// `½·(‖L₂⁻¹·L₁‖² + ‖L₂⁻¹·(μ₁ - μ₂)‖² - n) + ln det L₂ - ln det L₁`.
  private static Tensor multivariateNormals(MultivariateNormal p, MultivariateNormal q) {
    p.eventShape().requireEqual("kl", "the event of p", q.eventShape(), "the event of q");
    Tensor trace = q.scaleTril().solveLower(p.scaleTril()).sumOfSquares(-1, -2);
    Tensor distance = MultivariateNormal.distance(q.scaleTril(), p.loc().subtract(q.loc()));
    return trace
        .add(distance)
        .subtract(p.loc().size(-1))
        .multiply(0.5)
        .add(q.halfLogDeterminant())
        .subtract(p.halfLogDeterminant());
  }
}

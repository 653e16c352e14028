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
    return ratio.subtract(1).subtract(ratio.log());
  }

  /// `r·exp(-d/b₁) + d/b₂ - ln r - 1` with `r = b₁/b₂` and `d = |μ₁ - μ₂|`.
  private static Tensor laplaces(Laplace p, Laplace q) {
    Tensor ratio = p.scale().divide(q.scale());
    Tensor distance = p.loc().subtract(q.loc()).abs();
    return ratio
        .multiply(distance.divide(p.scale()).negate().exp())
        .add(distance.divide(q.scale()))
        .subtract(ratio.log())
        .subtract(1);
  }

  /// `r·γ + d + Γ(1 + r)·exp(-d) - ln r - 1 - γ` with `r = β₁/β₂` and `d = (μ₁ - μ₂)/β₂`.
  private static Tensor gumbels(Gumbel p, Gumbel q) {
    Tensor ratio = p.scale().divide(q.scale());
    Tensor distance = p.loc().subtract(q.loc()).divide(q.scale());
    return ratio
        .multiply(Gumbel.EULER)
        .add(distance)
        .add(exponential(ratio.add(1).lgamma().subtract(distance)))
        .subtract(ratio.log())
        .subtract(1 + Gumbel.EULER);
  }

  /// `ln(((γ₁ + γ₂)² + (μ₁ - μ₂)²) / 4γ₁γ₂)` (Chyzak and Nielsen, 2019).
  private static Tensor cauchys(Cauchy p, Cauchy q) {
    Tensor distance = p.loc().subtract(q.loc()).square();
    Tensor both = p.scale().add(q.scale()).square().add(distance);
    return both.divide(p.scale().multiply(q.scale())).multiply(0.25).log();
  }

  /// `ln(k₁/k₂) + k₂·ln(λ₂/λ₁) + (k₁ - k₂)·(-γ/k₁) + (λ₁/λ₂)^k₂·Γ(1 + k₂/k₁) - 1` (Bauckhage, 2013).
  private static Tensor weibulls(Weibull p, Weibull q) {
    Tensor logScale = q.scale().divide(p.scale()).log().multiply(q.concentration());
    Tensor ratio = q.concentration().divide(p.concentration());
    Tensor moment = exponential(ratio.add(1).lgamma().subtract(logScale));
    return logScale
        .subtract(ratio.log())
        .subtract(ratio.negate().add(1).multiply(Gumbel.EULER))
        .add(moment)
        .subtract(1);
  }

  /// `α₂·ln(m₁/m₂) - ln r + r - 1` with `r = α₂/α₁`; infinite where `m₁ < m₂`.
  private static Tensor paretos(Pareto p, Pareto q) {
    Tensor scales = p.scale().divide(q.scale());
    Tensor ratio = q.alpha().divide(p.alpha());
    Tensor value = q.alpha().multiply(scales.log()).subtract(ratio.log()).add(ratio).subtract(1);
    return infiniteWhere(p.scale().less(q.scale()), value);
  }

  /// The logarithm of the ratio of the widths; infinite unless the first interval lies in the second.
  private static Tensor uniforms(Uniform p, Uniform q) {
    Tensor ratio = q.high().subtract(q.low()).divide(p.high().subtract(p.low()));
    Tensor outside = p.low().less(q.low()).logicalOr(p.high().greater(q.high()));
    return infiniteWhere(outside, ratio.log());
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

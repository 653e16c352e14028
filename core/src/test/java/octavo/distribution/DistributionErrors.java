package octavo.distribution;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Parameters, values and shapes that do not fit.
final class DistributionErrors {
  private static final Tensor M = Tensor.of(new float[] {1, 2, 0, -1}, 2, 2);

  static final List<DistributionError> CASES =
      List.of(
          new DistributionError(
              "NegativeBinomial draws",
              () -> NegativeBinomial.ofLogits(Tensor.ones(2), Tensor.of(1, 100)).sample(Rng.of(1)),
              "NegativeBinomial: draws must be finite, but with logits up to 100.0 and totalCount up to 1.0 a rate is no number of float32. Take smaller logits, or parameters of float64."),
          new DistributionError(
              "NegativeBinomial draws of float64",
              () ->
                  NegativeBinomial.ofLogits(
                          Tensors.full(DType.FLOAT64, Shape.SCALAR, 3),
                          Tensors.full(DType.FLOAT64, Shape.SCALAR, 800))
                      .sample(Rng.of(1), 2),
              "NegativeBinomial: draws must be finite, but with logits up to 800.0 and totalCount up to 3.0 a rate is no number of float64. Take smaller logits."),
          new DistributionError(
              "Normal scale",
              () -> Normal.of(0, -1),
              "Normal: scale must be finite and positive, but is -1.0."),
          new DistributionError(
              "Normal scale of a batch",
              () -> Normal.of(Tensor.zeros(2, 2), M),
              "Normal: scale must be finite and positive, but at [1, 0] it is 0.0."),
          new DistributionError(
              "Normal loc",
              () -> Normal.of(Double.NaN, 1),
              "Normal: loc must be finite, but is NaN."),
          new DistributionError(
              "Normal shapes",
              () -> Normal.of(Tensor.zeros(2), Tensor.ones(3)),
              "Normal: shapes must be equal or broadcast, but left is [2] and right is [3] (axis -1: 2 ≠ 3). Sizes broadcast only from 1."),
          new DistributionError(
              "Normal storage type",
              () -> Normal.of(Tensor.zeros(2).to(DType.BFLOAT16), Tensor.ones(2)),
              "Normal: bfloat16 is for storage only. Convert first: x.to(DType.FLOAT32)."),
          new DistributionError(
              "LogNormal scale",
              () -> LogNormal.of(0, 0),
              "LogNormal: scale must be finite and positive, but is 0.0."),
          new DistributionError(
              "HalfNormal scale",
              () -> HalfNormal.of(-2),
              "HalfNormal: scale must be finite and positive, but is -2.0."),
          new DistributionError(
              "Uniform ends",
              () -> Uniform.of(2, 1),
              "Uniform: high - low must be finite and positive, but is -1.0."),
          new DistributionError(
              "Uniform low",
              () -> Uniform.of(Double.NEGATIVE_INFINITY, 1),
              "Uniform: low must be finite, but is -Infinity."),
          new DistributionError(
              "Exponential rate",
              () -> Exponential.of(0),
              "Exponential: rate must be finite and positive, but is 0.0."),
          new DistributionError(
              "Laplace scale",
              () -> Laplace.of(0, -1),
              "Laplace: scale must be finite and positive, but is -1.0."),
          new DistributionError(
              "Logistic scale",
              () -> Logistic.of(0, -1),
              "Logistic: scale must be finite and positive, but is -1.0."),
          new DistributionError(
              "Gumbel scale",
              () -> Gumbel.of(0, -1),
              "Gumbel: scale must be finite and positive, but is -1.0."),
          new DistributionError(
              "Cauchy scale",
              () -> Cauchy.of(0, -1),
              "Cauchy: scale must be finite and positive, but is -1.0."),
          new DistributionError(
              "HalfCauchy scale",
              () -> HalfCauchy.of(-1),
              "HalfCauchy: scale must be finite and positive, but is -1.0."),
          new DistributionError(
              "Weibull concentration",
              () -> Weibull.of(1, 0),
              "Weibull: concentration must be finite and positive, but is 0.0."),
          new DistributionError(
              "Pareto alpha",
              () -> Pareto.of(1, Double.POSITIVE_INFINITY),
              "Pareto: alpha must be finite and positive, but is Infinity."),
          new DistributionError(
              "Bernoulli probs",
              () -> Bernoulli.ofProbs(1.5),
              "Bernoulli: probs must be in [0.0, 1.0], but is 1.5."),
          new DistributionError(
              "Bernoulli logits",
              () -> Bernoulli.ofLogits(Tensor.of(0, Float.NaN)),
              "Bernoulli: logits must not be NaN, but at [1] it is NaN."),
          new DistributionError(
              "Categorical logits",
              () -> Categorical.ofLogits(Tensor.of(0, Float.NaN)),
              "Categorical: logits must be finite or -∞, at least one finite, but is [0.0, NaN]."),
          new DistributionError(
              "Categorical scalar",
              () -> Categorical.ofLogits(Tensor.scalar(1)),
              "Categorical: logits must have at least one axis, but its shape is []."),
          new DistributionError(
              "Categorical probs",
              () -> Categorical.ofProbs(Tensor.zeros(2, 2)),
              "Categorical: probs must be finite and not negative, at least one positive, but at [0] it is [0.0, 0.0]."),
          new DistributionError(
              "OneHotCategorical probs",
              () -> OneHotCategorical.ofProbs(Tensor.of(1, -1)),
              "OneHotCategorical: probs must be finite and not negative, at least one positive, but is [1.0, -1.0]."),
          new DistributionError(
              "OneHotCategoricalStraightThrough logits",
              () -> OneHotCategoricalStraightThrough.ofLogits(Tensor.of(Float.NaN)),
              "OneHotCategoricalStraightThrough: logits must be finite or -∞, at least one finite, but is [NaN]."),
          new DistributionError(
              "RelaxedBernoulli temperature",
              () -> RelaxedBernoulli.ofLogits(0, Tensor.zeros(2)),
              "RelaxedBernoulli: temperature must be finite and positive, but is 0.0."),
          new DistributionError(
              "RelaxedBernoulli probs",
              () -> RelaxedBernoulli.ofProbs(1, Tensor.of(0.5f, 1)),
              "RelaxedBernoulli: probs must be in (0.0, 1.0), but at [1] it is 1.0."),
          new DistributionError(
              "RelaxedOneHotCategorical probs",
              () -> RelaxedOneHotCategorical.ofProbs(1, Tensor.of(0.5f, 0)),
              "RelaxedOneHotCategorical: probs must be finite and positive, but at [1] it is 0.0."),
          new DistributionError(
              "RelaxedOneHotCategorical temperature",
              () -> RelaxedOneHotCategorical.ofLogits(-1, Tensor.zeros(2)),
              "RelaxedOneHotCategorical: temperature must be finite and positive, but is -1.0."),
          new DistributionError(
              "ExpRelaxedCategorical logits",
              () -> ExpRelaxedCategorical.ofLogits(1, Tensor.of(0, Float.NEGATIVE_INFINITY)),
              "ExpRelaxedCategorical: logits must be finite, but at [1] it is -Infinity."),
          new DistributionError(
              "MultivariateNormal factor",
              () -> MultivariateNormal.ofScaleTril(Tensor.zeros(2), Tensor.ones(2, 2)),
              "MultivariateNormal: scaleTril must be lower triangular with a positive diagonal, but is [1.0, 1.0, 1.0, 1.0]."),
          new DistributionError(
              "MultivariateNormal covariance",
              () -> MultivariateNormal.ofCovariance(Tensor.zeros(2), Tensor.ones(2, 2)),
              "MultivariateNormal: covariance must be symmetric and, beyond rounding, positive definite, but is [1.0, 1.0, 1.0, 1.0]. Add a small number to its diagonal, or give its Cholesky factor."),
          new DistributionError(
              "MultivariateNormal size",
              () -> MultivariateNormal.ofScaleTril(Tensor.zeros(3), Tensors.eye(2)),
              "MultivariateNormal: loc and scaleTril must have the same size, but they are [3] and [2, 2]."),
          new DistributionError(
              "Independent axes",
              () -> Independent.of(Normal.of(0, 1), 1),
              "Independent: the number of axes must be from 0 to that of the batch, but is 1 for the batch []."),
          new DistributionError(
              "Mixture components",
              () ->
                  Mixture.of(
                      Categorical.ofLogits(Tensor.zeros(3)),
                      Normal.of(Tensor.zeros(2), Tensor.ones(2))),
              "Mixture: the last axis of the components' batch must number them as the weights do, but the batch is [2] and there are 3 weights."),
          new DistributionError(
              "TransformedDistribution domain",
              () -> TransformedDistribution.of(Normal.of(-5, 0.1), Transform.power(2)),
              "TransformedDistribution: what the base draws must be finite and positive, but is -4.9439297."),
          new DistributionError(
              "TransformedDistribution domain, where a draw lies in it by chance",
              () -> TransformedDistribution.of(Normal.of(5, 0.1), Transform.power(2)),
              "TransformedDistribution: what the base draws must be finite and positive, but it goes from -Infinity to Infinity."),
          new DistributionError(
              "TransformedDistribution domain of a later transform",
              () ->
                  TransformedDistribution.of(
                      TransformedDistribution.of(Exponential.of(1), Transform.affine(1, -2)),
                      Transform.power(0.5)),
              "TransformedDistribution: what the base draws must be finite and positive, but it goes from -Infinity to 1.0."),
          new DistributionError(
              "TransformedDistribution none",
              () -> TransformedDistribution.of(Normal.of(0, 1)),
              "ComposedTransform: there must be at least one transform, but there is none."),
          new DistributionError(
              "AffineTransform scale",
              () -> Transform.affine(0, 0),
              "AffineTransform: |scale| must be finite and positive, but is 0.0."),
          new DistributionError(
              "PowerTransform exponent",
              () -> Transform.power(0),
              "PowerTransform: |exponent| must be finite and positive, but is 0.0."),
          new DistributionError(
              "expand",
              () -> Normal.of(Tensor.zeros(3), Tensor.ones(3)).expand(2),
              "expand: the batch of Normal must broadcast to the one asked for, but they are [3] and [2]."),
          new DistributionError(
              "sample",
              () -> Normal.of(0, 1).sample(Rng.of(1), -1),
              "Shape: sizes must not be negative, but are [-1]."),
          new DistributionError(
              "cdf NaN",
              () -> Normal.of(0, 1).cdf(Tensor.of(1, Float.NaN)),
              "cdf: the value must not be NaN, but at [1] it is NaN."),
          new DistributionError(
              "icdf",
              () -> Normal.of(0, 1).icdf(Tensor.of(0.5f, 2)),
              "icdf: p must be in [0.0, 1.0], but at [1] it is 2.0."),
          new DistributionError(
              "class out of range",
              () -> Categorical.ofLogits(Tensor.zeros(3)).logProb(Tensors.of(new long[] {0, 3}, 2)),
              "logProb: a value of Categorical must be an integer from 0 to 2, but at [1] it is 3."),
          new DistributionError(
              "value of a bound batch",
              () -> Uniform.of(Tensor.zeros(2), Tensor.of(1, 2)).logProb(Tensor.scalar(1.5)),
              "logProb: a value of Uniform must be in [0.0, 1.0], but at [0] it is 1.5."),
          new DistributionError(
              "value of another event",
              () ->
                  MultivariateNormal.ofScaleTril(Tensor.zeros(2), Tensors.eye(2))
                      .logProb(Tensor.zeros(3)),
              "logProb: the value must broadcast with the batch [] and end with the event [2] of MultivariateNormal, but is [3]."),
          new DistributionError(
              "long vectors are cut",
              () -> OneHotCategorical.ofLogits(Tensor.zeros(8)).logProb(Tensor.ones(8)),
              "logProb: a value of OneHotCategorical must be zeros with a single 1, but is [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, …]."),
          new DistributionError(
              "independent axes",
              () -> Support.REAL.independent(-1),
              "independent: the number of axes must not be negative, but is -1."),
          new DistributionError(
              "support of vectors",
              () -> Support.SIMPLEX.contains(Tensor.scalar(1)),
              "contains: the value must have at least one axis, but its shape is []."));

  private DistributionErrors() {}
}

package octavo.estimator;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;

import octavo.distribution.Bernoulli;
import octavo.distribution.Categorical;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Expectations whose gradients are known.
final class Problems {
  private Problems() {}

  /// `E z²` for a normal variable: `2μ` and `2σ`.
  static GradientProblem<Normal> square(double mu, double sigma) {
    return GradientProblem.of(
        "z²",
        Tensors.of(new double[] {mu, sigma}, 2),
        Problems::normal,
        Tensor::square,
        Tensors.of(new double[] {2 * mu, 2 * sigma}, 2));
  }

  /// `E z²` of which the mean alone is a parameter.
  static GradientProblem<Normal> squareOfMean(double mu) {
    return GradientProblem.of(
        "z²",
        Tensors.of(new double[] {mu}, 1),
        t -> Normal.of(t.at(all(), index(0)), Tensor.scalar(1)),
        Tensor::square,
        Tensors.of(new double[] {2 * mu}, 1));
  }

  /// `E sin kz` of which the mean is a parameter: `k·cos(kμ)·exp(-k²/2)`.
  static GradientProblem<Normal> sine(double k) {
    return GradientProblem.of(
        "sin %.0fz".formatted(k),
        Tensors.of(new double[] {1}, 1),
        t -> Normal.of(t.at(all(), index(0)), Tensor.scalar(1)),
        z -> z.multiply(k).sin(),
        Tensors.of(new double[] {k * Math.cos(k) * Math.exp(-k * k / 2)}, 1));
  }

  private static Normal normal(Tensor t) {
    return Normal.of(t.at(all(), index(0)), t.at(all(), index(1)));
  }

  /// `E (b - t)²` for one binary variable: the toy of REBAR and RELAX has `t = 0.499` and `0.45`.
  static GradientProblem<Bernoulli> toy(double target, double logit) {
    return GradientProblem.enumerated(
        "(b − %s)²".formatted(target),
        Tensors.of(new double[] {logit}, 1),
        t -> Bernoulli.ofLogits(t.at(all(), index(0))),
        b -> b.subtract(target).square());
  }

  /// A function of four binary variables that is not a sum of functions of one.
  static GradientProblem<Bernoulli> binary() {
    Tensor weights = Tensors.of(new double[] {1, -2, 0.5, 1.5}, 4);
    return GradientProblem.enumerated(
        "(w·b − 0.3)²",
        Tensors.of(new double[] {0.2, -1, 1.5, 0}, 4),
        Bernoulli::ofLogits,
        b -> b.multiply(weights).sum(-1).subtract(0.3).square());
  }

  /// A function of two one-hot vectors of three classes.
  static GradientProblem<OneHotCategorical> oneHot() {
    Tensor weights = Tensors.of(new double[] {1, -1, 2, 0.5, 0.3, -1}, 2, 3);
    return GradientProblem.enumerated(
        "(w·z − 0.3)²",
        Tensors.of(new double[] {0.2, -1, 0.5, 0, 0.3, 1}, 2, 3),
        OneHotCategorical::ofLogits,
        z -> z.multiply(weights).sum(-1, -2).subtract(0.3).square());
  }

  /// A function of two class numbers.
  static GradientProblem<Categorical> classes() {
    return GradientProblem.enumerated(
        "(z₁ + 2z₂ − 1)²",
        Tensors.of(new double[] {0.2, -1, 0.5, 0, 0.3, 1}, 2, 3),
        Categorical::ofLogits,
        z -> {
          Tensor x = z.to(DType.FLOAT64);
          return x.at(all(), all(), index(0))
              .add(x.at(all(), all(), index(1)).multiply(2))
              .subtract(1)
              .square();
        });
  }
}

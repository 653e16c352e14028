package octavo.cli.chapter;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;

import octavo.distribution.Bernoulli;
import octavo.distribution.Normal;
import octavo.estimator.Arm;
import octavo.estimator.DisArm;
import octavo.estimator.ExactEnumeration;
import octavo.estimator.FiniteDifference;
import octavo.estimator.GradientProblem;
import octavo.estimator.GradientStudy;
import octavo.estimator.GumbelSoftmax;
import octavo.estimator.GumbelStraightThrough;
import octavo.estimator.MeasureValued;
import octavo.estimator.Nvil;
import octavo.estimator.Pathwise;
import octavo.estimator.Rebar;
import octavo.estimator.Relax;
import octavo.estimator.Relaxation;
import octavo.estimator.ScoreFunction;
import octavo.estimator.StraightThrough;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 1 that measures the whole toolbox: estimators for a normal variable against the number of samples, and all
/// estimators for binary variables with their bias, variance and cost.
final class EstimatorStudies {
  private EstimatorStudies() {}

  static void run(Findings findings) {
    normal(findings);
    binary(findings);
    toy(findings);
  }

  /// `E z²` of a normal variable, both parameters.
  private static void normal(Findings findings) {
    // begin sweep
    GradientProblem<Normal> square =
        GradientProblem.of(
            "z²",
            Tensors.of(new double[] {1, 1}, 2), // μ and σ
            t -> Normal.of(t.at(all(), index(0)), t.at(all(), index(1))),
            Tensor::square,
            Tensors.of(new double[] {2, 2}, 2)); // the true gradient
    GradientStudy<Normal> study =
        GradientStudy.of(square)
            .with("score function", ScoreFunction::plain)
            .with("moving average", ScoreFunction::movingAverage)
            .with("leave one out", ScoreFunction::leaveOneOut)
            .with("pathwise", Pathwise::new)
            .with("measure-valued", MeasureValued::normal);
    // end sweep
    findings.figure(
        "variance",
        study
            .withReplicas(5000)
            .withWarmUp(20)
            .sweep(Rng.of(11), 2, 4, 8, 16, 32, 64)
            .varianceChart());
  }

  /// Four binary variables and a function that takes them together.
  private static GradientProblem<Bernoulli> together() {
    // begin binary
    Tensor weights = Tensors.of(new double[] {1, -2, 0.5, 1.5}, 4);
    GradientProblem<Bernoulli> together =
        GradientProblem.enumerated(
            "(w·b − 0.3)², four binary variables",
            Tensors.of(new double[] {0.2, -1, 1.5, 0}, 4), // the logits
            Bernoulli::ofLogits,
            b -> b.multiply(weights).sum(-1).subtract(0.3).square());
    // end binary
    return together;
  }

  private static void binary(Findings findings) {
    Relaxation<Bernoulli> binary = Relaxation.binary();
    GradientStudy<Bernoulli> study =
        GradientStudy.of(together())
            .with("exact enumeration", ExactEnumeration::create)
            .with("score function", ScoreFunction::plain)
            .with("score, moving average", ScoreFunction::movingAverage)
            .with("score, leave one out", ScoreFunction::leaveOneOut)
            .with("score, self-critical", ScoreFunction::selfCritical)
            .with("NVIL", () -> nvil().at(Tensor.ones(1)))
            .with("straight-through", () -> new StraightThrough<>(binary))
            .with("Gumbel-softmax, τ = 0.5", () -> new GumbelSoftmax<>(binary, 0.5))
            .with("Gumbel straight-through", () -> new GumbelStraightThrough<>(binary, 0.5))
            .with("REBAR", () -> Rebar.of(binary, 0.5))
            .with("RELAX", () -> Relax.of(binary, perceptron(4)))
            .with("ARM", Arm::new)
            .with("DisARM", DisArm::new)
            .with("measure-valued", MeasureValued::bernoulli)
            .with("finite difference, h = 0.2", () -> FiniteDifference.bernoulli(0.2));
    findings.text(
        "binary",
        study.withSamples(4).withReplicas(10_000).withWarmUp(100).run(Rng.of(12)).table());
    GradientStudy<Bernoulli> few =
        GradientStudy.of(together())
            .with("leave one out", ScoreFunction::leaveOneOut)
            .with("straight-through", () -> new StraightThrough<>(binary))
            .with("Gumbel-softmax", () -> new GumbelSoftmax<>(binary, 0.5))
            .with("REBAR", () -> Rebar.of(binary, 0.5).frozen())
            .with("DisARM", DisArm::new);
    findings.figure(
        "error",
        few.withReplicas(2000)
            .withWarmUp(0)
            .sweep(Rng.of(13), 2, 4, 8, 16, 32, 64, 128)
            .errorChart());
  }

  private static Nvil nvil() {
    return Nvil.of(Linear.of(1, 1).create(Rng.of(14)));
  }

  private static Sequential perceptron(int in) {
    Rng rng = Rng.of(15);
    return Sequential.of(Linear.of(in, 10).create(rng), new Tanh(), Linear.of(10, 1).create(rng));
  }

  /// A network of single numbers.
  private record Each(Layer inner) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return inner.forward(x.unsqueeze(-1), mode);
    }
  }

  /// One binary variable whose two values are nearly as good as one another.
  private static void toy(Findings findings) {
    // begin toy
    GradientProblem<Bernoulli> toy =
        GradientProblem.enumerated(
            "(b − 0.499)²",
            Tensors.of(new double[] {0}, 1),
            t -> Bernoulli.ofLogits(t.at(all(), index(0))),
            b -> b.subtract(0.499).square());
    GradientStudy<Bernoulli> study =
        GradientStudy.of(toy)
            .with("score function", ScoreFunction::plain)
            .with("REBAR", () -> Rebar.of(Relaxation.binary(), 0.5))
            .with("RELAX", () -> Relax.of(Relaxation.binary(), new Each(perceptron(1))));
    // end toy
    findings.text("toy", study.run(Rng.of(16)).table());
  }
}

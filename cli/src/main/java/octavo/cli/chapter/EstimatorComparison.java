package octavo.cli.chapter;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;

import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.estimator.ExactEnumeration;
import octavo.estimator.GradientProblem;
import octavo.estimator.GradientStudy;
import octavo.estimator.GumbelSoftmax;
import octavo.estimator.GumbelStraightThrough;
import octavo.estimator.Pathwise;
import octavo.estimator.Rebar;
import octavo.estimator.Relax;
import octavo.estimator.Relaxation;
import octavo.estimator.ScoreFunction;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 1 that holds estimators of gradients against the truth and against one another.
final class EstimatorComparison {
  private EstimatorComparison() {}

  static void run(Findings findings) {
    findings.text("square", fixture(square(), 1));
    findings.text("sine", fixture(sine(), 2));
    classes(findings);
  }

  private static GradientProblem<Normal> square() {
    // begin square
    GradientProblem<Normal> square =
        GradientProblem.of(
            "z²",
            Tensors.of(new double[] {1}, 1), // μ; σ is 1
            t -> Normal.of(t.at(all(), index(0)), Tensors.zeros(DType.FLOAT64).add(1)),
            Tensor::square,
            Tensors.of(new double[] {2}, 1)); // the true gradient
    // end square
    return square;
  }

  /// `E sin 10z`: the gradient `10·cos 10μ·exp(−50)` is nearly 0.
  private static GradientProblem<Normal> sine() {
    return GradientProblem.of(
        "sin 10z",
        Tensors.of(new double[] {1}, 1),
        t -> Normal.of(t.at(all(), index(0)), Tensors.zeros(DType.FLOAT64).add(1)),
        z -> z.multiply(10).sin(),
        Tensors.of(new double[] {10 * Math.cos(10) * Math.exp(-50)}, 1));
  }

  private static String fixture(GradientProblem<Normal> problem, int seed) {
    // begin study
    GradientStudy<Normal> study =
        GradientStudy.of(problem)
            .with("pathwise", Pathwise::new)
            .with("score function", ScoreFunction::plain)
            .withReplicas(200_000);
    String table = study.run(Rng.of(seed)).table();
    // end study
    return table;
  }

  /// A function of two one-hot vectors of three classes.
  private static GradientProblem<OneHotCategorical> oneHot() {
    Tensor weights = Tensors.of(new double[] {1, -1, 2, 0.5, 0.3, -1}, 2, 3);
    return GradientProblem.enumerated(
        "(w·z − 0.3)², two variables of three classes",
        Tensors.of(new double[] {0.2, -1, 0.5, 0, 0.3, 1}, 2, 3),
        OneHotCategorical::ofLogits,
        z -> z.multiply(weights).sum(-1, -2).subtract(0.3).square());
  }

  /// Learns what to subtract from the function: two vectors of three numbers to one.
  private static Layer network() {
    Rng rng = Rng.of(31);
    Layer inner =
        Sequential.of(
            Linear.of(6, 10).create(rng), new Tanh(), Linear.of(10, 1).create(rng));
    return new Joined(inner);
  }

  /// A network that takes the last two axes of its input together.
  private record Joined(Layer inner) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return inner.forward(x.flatten(-2), mode);
    }
  }

  private static void classes(Findings findings) {
    GradientStudy<OneHotCategorical> study =
        GradientStudy.of(oneHot())
            .with("exact enumeration", ExactEnumeration::create)
            .with("score function", ScoreFunction::plain)
            .with("score, leave one out", ScoreFunction::leaveOneOut)
            .with("Gumbel-softmax, τ = 0.5", () -> new GumbelSoftmax<>(Relaxation.oneHot(), 0.5))
            .with(
                "Gumbel straight-through",
                () -> new GumbelStraightThrough<>(Relaxation.oneHot(), 0.5))
            .with("REBAR", () -> Rebar.of(Relaxation.oneHot(), 0.5))
            .with("RELAX", () -> Relax.of(Relaxation.oneHot(), network()));
    findings.text("classes", study.withSamples(2).run(Rng.of(3)).table());
    findings.figure(
        "classes", study.withReplicas(2000).withWarmUp(50).sweep(Rng.of(4), 2, 8, 32).varianceChart());
  }
}

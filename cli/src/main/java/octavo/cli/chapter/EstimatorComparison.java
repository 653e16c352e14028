package octavo.cli.chapter;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.index;

import octavo.distribution.Normal;
import octavo.estimator.GradientProblem;
import octavo.estimator.GradientStudy;
import octavo.estimator.Pathwise;
import octavo.estimator.ScoreFunction;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 1 that holds the two ways to a gradient against one another; all others are in [EstimatorStudies].
final class EstimatorComparison {
  private EstimatorComparison() {}

  static void run(Findings findings) {
    findings.text("square", fixture(square(), 1));
    findings.text("sine", fixture(sine(), 2));
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
            .withReplicas(200_000)
            .withWarmUp(0); // neither remembers anything
    String table = study.run(Rng.of(seed)).table();
    // end study
    return table;
  }
}

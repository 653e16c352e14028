package octavo.analysis.lint;

import octavo.nn.loss.Loss;
import octavo.nn.loss.PerStep;
import octavo.tensor.Shape;

/// The loss of a training without what is put around it.
final class Criteria {
  private Criteria() {}

  static Loss inner(Training training) {
    Loss loss = training.loss();
    if (loss == null) {
      throw new IllegalStateException("Criteria: a rule asks for a loss that it did not need.");
    }
    while (loss instanceof PerStep steps) {
      loss = steps.loss();
    }
    return loss;
  }

  /// How many classes a loss of logits sees in an output of this shape.
  static int classes(Training training, Shape output) {
    int axis = isPerStep(training) ? -1 : Math.min(1, output.rank() - 1);
    return output.rank() == 0 ? 1 : output.size(axis);
  }

  private static boolean isPerStep(Training training) {
    return training.loss() instanceof PerStep;
  }
}

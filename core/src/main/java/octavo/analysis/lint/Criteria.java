package octavo.analysis.lint;

import octavo.nn.loss.Loss;
import octavo.nn.loss.PerStep;

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

  static boolean isPerStep(Training training) {
    return training.loss() instanceof PerStep;
  }
}

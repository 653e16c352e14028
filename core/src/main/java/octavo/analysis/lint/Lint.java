package octavo.analysis.lint;

import octavo.data.DataLoader;
import octavo.nn.Layer;
import octavo.nn.loss.Loss;
import octavo.optim.Optimizer;
import octavo.tensor.Tensor;

/// Looks for faults in a network before it is trained.
///
/// ```java
/// LintReport report = Lint.of(network, Tensor.zeros(1, 3, 224, 224));
/// if (!report.isClean()) {
///   System.out.println(report);
/// }
/// ```
///
/// [#training] also looks at the data, the loss and the optimizer, and at what the units do for a first
/// batch. A rule that does not fit is left out by its name,
/// `Lint.rules().without("useless-bias").check(network, sample)`; a finding that is meant, by
/// [octavo.nn.AcceptedFinding] on the layer.
public final class Lint {
  private Lint() {}

  /// All rules, whatever they need.
  public static LintRules rules() {
    return LintRules.ALL;
  }

  /// What can be seen of a network in one pass forward and one backward, for inputs like `sample`. Its
  /// parameters and buffers stay as they are.
  ///
  /// @param sample such as `[1, 3, 224, 224]`
  /// @throws IllegalStateException if the computation depends on the numbers of the sample
  public static LintReport of(Layer network, Tensor sample) {
    return rules().check(network, sample);
  }

  /// What can be seen of a training.
  ///
  /// @throws IllegalStateException if the network's computation depends on the numbers of a batch
  public static LintReport of(Training training) {
    return rules().check(training);
  }

  /// What can be seen of the training of a classifier or a regression.
  ///
  /// @throws IllegalStateException if the network's computation depends on the numbers of a batch
  public static LintReport training(
      Layer network, Loss loss, Optimizer optimizer, DataLoader batches) {
    return of(Training.of(network, batches).withLoss(loss).withOptimizer(optimizer));
  }
}

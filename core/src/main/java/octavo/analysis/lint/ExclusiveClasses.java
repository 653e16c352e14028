package octavo.analysis.lint;

import java.util.Set;
import octavo.nn.loss.BinaryCrossEntropy;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.Loss;
import octavo.nn.loss.SigmoidFocal;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Independent yes-or-no answers for classes of which each example has exactly one.
record ExclusiveClasses() implements Rule {
  /// Fewer examples with one label each may be an accident.
  private static final int ENOUGH = 16;

  @Override
  public String name() {
    return "sigmoid-for-exclusive-classes";
  }

  @Override
  public String says() {
    return "a loss of independent labels, but every example has exactly one";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES, Need.LOSS);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Loss loss = Criteria.inner(subject.training());
    boolean independent =
        loss instanceof BinaryCrossEntropyWithLogits
            || loss instanceof BinaryCrossEntropy
            || loss instanceof SigmoidFocal;
    Tensor targets = subject.batch().targets();
    if (!independent || targets.rank() != 2 || targets.size(1) < 3 || targets.size(0) < ENOUGH) {
      return;
    }
    Tensor t = targets.stopGradient().to(DType.FLOAT64);
    boolean oneHot =
        t.equalTo(0).logicalOr(t.equalTo(1)).all().item() != 0
            && t.sum(1).equalTo(1).all().item() != 0;
    if (oneHot) {
      findings.warning(
          "",
          "%s takes the %d classes as independent, but each of the %d examples has exactly one."
              .formatted(loss.getClass().getSimpleName(), t.size(1), t.size(0)),
          "The %d probabilities need not sum to 1, and %d of %d answers of each example are an easy no that outweighs the one that counts."
              .formatted(t.size(1), t.size(1) - 1, t.size(1)),
          "Take CrossEntropy with class numbers; if none may apply, add a class for that.");
    }
  }
}

package octavo.analysis.lint;

import java.util.Set;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.NegativeLogLikelihood;
import octavo.nn.loss.SoftmaxFocal;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Class numbers that the output has no logit for, such as classes counted from 1.
record LabelRange() implements Rule {
  @Override
  public String name() {
    return "label-range";
  }

  @Override
  public String says() {
    return "class numbers do not fit the network's output";
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.BATCHES, Need.LOSS);
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Loss loss = Criteria.inner(subject.training());
    Tensor targets = subject.batch().targets();
    Shape output = subject.graph().output().shape();
    boolean byNumber =
        loss instanceof CrossEntropy
            || loss instanceof NegativeLogLikelihood
            || loss instanceof SoftmaxFocal;
    if (!byNumber || targets.dtype() != DType.INT64 || output.rank() < 2) {
      return;
    }
    int classes = Criteria.classes(subject.training(), output);
    long ignored =
        switch (loss) {
          case CrossEntropy entropy -> entropy.options().ignoreIndex();
          case NegativeLogLikelihood likelihood -> likelihood.ignoreIndex();
          default -> Long.MIN_VALUE;
        };
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (long target : targets.reshape(-1).toLongArray()) {
      if (target != ignored) {
        least = Math.min(least, target);
        most = Math.max(most, target);
      }
    }
    if (least <= most && (least < 0 || most >= classes)) {
      findings.error(
          "",
          "class numbers go from %d to %d, but the output has %d logits, for 0 to %d."
              .formatted(least, most, classes, classes - 1),
          "The first step with such a label fails.",
          least == 1 && most == classes
              ? "The data count from 1: subtract 1 from the class numbers."
              : "Give the network's last layer as many outputs as there are classes.");
    }
  }
}

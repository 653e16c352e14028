package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// [BinaryCrossEntropyWithLogits] averaged over the last axis, the labels of one row: of logits
/// `[…, labels]` and targets in `[0, 1]`, `-mean(w·(t·ln σ(x) + (1-t)·ln σ(-x)))`, one a row.
///
/// @param reduction how the losses of the rows become one
/// @param weight a factor that broadcasts to the labels, or null for ones
public record MultiLabelSoftMargin(LossReduction reduction, @Nullable Tensor weight)
    implements Loss {
  /// The mean over all rows.
  public static MultiLabelSoftMargin mean() {
    return new MultiLabelSoftMargin(LossReduction.MEAN, null);
  }

  /// The same with a factor that broadcasts to the labels.
  public MultiLabelSoftMargin withWeight(Tensor perLabel) {
    return new MultiLabelSoftMargin(reduction, perLabel);
  }

  /// The same with another reduction.
  public MultiLabelSoftMargin withReduction(LossReduction other) {
    return new MultiLabelSoftMargin(other, weight);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor x = Tensors.real("MultiLabelSoftMargin", logits);
    Operands.requireSameShape("MultiLabelSoftMargin", x, targets);
    Operands.requireWeights("MultiLabelSoftMargin", weight, x);
    if (x.rank() == 0) {
      throw new IllegalArgumentException(
          "MultiLabelSoftMargin: logits must be […, labels], but are " + x.shape() + ".");
    }
    Tensor losses = x.softplus().subtract(targets.multiply(x));
    return reduction.of(Operands.weighted(losses, weight).mean(-1));
  }
}

package octavo.nn.loss;

import java.util.Arrays;
import octavo.kernel.index.Classes;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The hinge loss of labels that do not exclude one another: of scores `x [batch, classes]` and targets,
/// int64 of that shape, that name the right classes of each row first and end with -1,
/// `Σ_{j right} Σ_{i not right} max(0, 1 - xⱼ + xᵢ) / classes`, one a row. It makes a number for each
/// pair of classes.
///
/// @param reduction how the losses of the rows become one
public record MultiLabelMargin(LossReduction reduction) implements Loss {
  /// The mean over the batch.
  public static MultiLabelMargin mean() {
    return new MultiLabelMargin(LossReduction.MEAN);
  }

  /// The same with another reduction.
  public MultiLabelMargin withReduction(LossReduction other) {
    return new MultiLabelMargin(other);
  }

  @Override
  public Tensor of(Tensor scores, Tensor targets) {
    Tensor x = Tensors.real("MultiLabelMargin", scores);
    Operands.requireSameShape("MultiLabelMargin", x, targets);
    if (x.rank() != 2 || targets.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "MultiLabelMargin: scores [batch, classes] need targets of that shape and type int64, but scores are %s and targets %s."
              .formatted(x.shape(), targets.dtype()));
    }
    int classes = x.size(1);
    Classes.require("MultiLabelMargin", targets.contiguous().view(), classes, -1);
    long[] named = targets.toLongArray();
    double[] counts = new double[named.length];
    double[] wrong = new double[named.length];
    Arrays.fill(wrong, 1);
    for (int row = 0; row < x.size(0); row++) {
      for (int i = row * classes; i < (row + 1) * classes && named[i] >= 0; i++) {
        counts[i] = 1;
        wrong[row * classes + (int) named[i]] = 0;
      }
    }
    int[] shape = x.shape().toArray();
    Tensor right = x.gather(1, targets.maximum(0));
    Tensor behind = x.unsqueeze(1).subtract(right.unsqueeze(2)).add(1).relu();
    Tensor pairs =
        behind
            .multiply(Tensors.of(counts, shape).to(x.dtype()).unsqueeze(2))
            .multiply(Tensors.of(wrong, shape).to(x.dtype()).unsqueeze(1));
    return reduction.of(pairs.sum(1, 2).divide((double) classes));
  }
}

package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The hinge loss of exclusive classes (Crammer and Singer, 2001): of scores `x [batch, classes]` and
/// class indices `t`, int64 `[batch]`, `w_t·Σ_{j≠t} max(0, margin - xₜ + xⱼ)^p / classes`, one a row.
///
/// @param reduction how the losses of the rows become one; the mean divides by their number
/// @param power `p`, 1 or 2
/// @param margin by how much the right class is to lead
/// @param weight a factor for each class, `[classes]`, or null for ones
public record MultiMargin(
    LossReduction reduction, int power, double margin, @Nullable Tensor weight) implements Loss {
  /// Checks the power.
  public MultiMargin {
    if (power != 1 && power != 2) {
      throw new IllegalArgumentException(
          "MultiMargin: the power must be 1 or 2, but is " + power + ".");
    }
  }

  /// The mean over the batch, with power 1 and a margin of 1.
  public static MultiMargin mean() {
    return new MultiMargin(LossReduction.MEAN, 1, 1, null);
  }

  /// The same with another power, 1 or 2.
  public MultiMargin withPower(int other) {
    return new MultiMargin(reduction, other, margin, weight);
  }

  /// The same with another margin.
  public MultiMargin withMargin(double other) {
    return new MultiMargin(reduction, power, other, weight);
  }

  /// The same with a factor for each class, `[classes]`.
  public MultiMargin withWeight(Tensor perClass) {
    return new MultiMargin(reduction, power, margin, perClass);
  }

  /// The same with another reduction.
  public MultiMargin withReduction(LossReduction other) {
    return new MultiMargin(other, power, margin, weight);
  }

  @Override
  public Tensor of(Tensor scores, Tensor targets) {
    Tensor x = Tensors.real("MultiMargin", scores);
    Operands.requireClasses("MultiMargin", x, targets, Long.MIN_VALUE);
    Operands.requirePerClass("MultiMargin", weight, x.size(1));
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "MultiMargin: scores must be [batch, classes], but are " + x.shape() + ".");
    }
    Tensor own = x.gather(1, targets.unsqueeze(1));
    Tensor behind = x.subtract(own).add(margin).relu();
    Tensor others = Tensors.oneHot(targets, x.size(1)).affine(-1, 1).to(x.dtype());
    Tensor sum = (power == 1 ? behind : behind.square()).multiply(others).sum(1);
    Tensor losses = sum.divide((double) x.size(1));
    return reduction.of(
        weight == null
            ? losses
            : losses.multiply(Operands.rowWeights(targets, weight, Long.MIN_VALUE, x.dtype())));
  }
}

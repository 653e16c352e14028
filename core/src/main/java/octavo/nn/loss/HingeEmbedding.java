package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Of distances `x` and targets of 1 (together) or -1 (apart): `x` for 1, `max(0, margin - x)` for -1.
///
/// @param reduction how the losses of the elements become one
/// @param margin how far apart is far enough
public record HingeEmbedding(LossReduction reduction, double margin) implements Loss {
  /// The mean over all elements, with a margin of 1.
  public static HingeEmbedding mean() {
    return new HingeEmbedding(LossReduction.MEAN, 1);
  }

  /// The same with another margin.
  public HingeEmbedding withMargin(double other) {
    return new HingeEmbedding(reduction, other);
  }

  /// The same with another reduction.
  public HingeEmbedding withReduction(LossReduction other) {
    return new HingeEmbedding(other, margin);
  }

  @Override
  public Tensor of(Tensor distances, Tensor targets) {
    Operands.requireSameShape("HingeEmbedding", distances, targets);
    Tensor apart = distances.negate().add(margin).relu();
    return reduction.of(Tensors.where(targets.greater(0), distances, apart));
  }
}

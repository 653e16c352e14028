package octavo.nn.loss;

import octavo.tensor.Tensor;

/// How the losses of single elements become one number.
public enum LossReduction {
  /// Their mean.
  MEAN,
  /// Their sum.
  SUM,
  /// They stay as they are.
  NONE;

  Tensor of(Tensor losses) {
    return switch (this) {
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case NONE -> losses;
    };
  }
}

package octavo.nn.loss;

import octavo.tensor.Tensor;

/// How the losses of single elements become one number.
public enum LossReduction {
  /// Their mean.
  MEAN,
  /// Their sum.
  SUM,
  /// Their sum divided by the size of the first axis, the batch.
  BATCH_MEAN,
  /// They stay as they are.
  NONE;

  Tensor of(Tensor losses) {
    return switch (this) {
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case BATCH_MEAN ->
          losses.rank() == 0 ? losses.sum() : losses.sum().divide((double) losses.size(0));
      case NONE -> losses;
    };
  }

  /// As [#of], where the losses, one for each element of `x`, are summed up to `total` already.
  Tensor ofSum(Tensor total, Tensor x) {
    return switch (this) {
      case MEAN -> total.divide((double) x.shape().elements());
      case BATCH_MEAN -> x.rank() == 0 ? total : total.divide((double) x.size(0));
      case SUM, NONE -> total;
    };
  }

  /// As [#of], where the mean is weighted: losses are weighted already, and their weights sum up to
  /// `total`.
  Tensor of(Tensor losses, Tensor total) {
    return this == MEAN ? losses.sum().divide(total) : of(losses);
  }
}

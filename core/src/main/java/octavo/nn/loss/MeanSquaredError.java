package octavo.nn.loss;

import octavo.tensor.Tensor;

/// `(prediction - target)²`.
///
/// @param reduction how the losses of the elements become one
public record MeanSquaredError(LossReduction reduction) implements Loss {
  /// The mean over all elements.
  public static MeanSquaredError mean() {
    return new MeanSquaredError(LossReduction.MEAN);
  }

  @Override
  public Tensor of(Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new IllegalArgumentException(
          "meanSquaredError: shapes must be equal, but the prediction is %s and the target %s."
              .formatted(prediction.shape(), target.shape()));
    }
    return reduction.of(prediction.subtract(target).square());
  }
}

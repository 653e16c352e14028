package octavo.tensor;

/// What stands in for the derivative of a step, which is 0 wherever it exists and so teaches
/// nothing: two *straight-through* estimators besides the truth.
public enum StepGradient {
  /// The derivative itself: 0. Nothing passes.
  ZERO,
  /// `dx = dy`: the step is passed over as if it were the identity (Bengio, Léonard and Courville,
  /// "Estimating or Propagating Gradients Through Stochastic Neurons", 2013).
  IDENTITY,
  /// `dx = dy` within 1 of the step, else 0: as if it were a ramp of slope 1, so that saturated
  /// units stay as they are (Hubara et al., "Binarized Neural Networks", 2016).
  CLIPPED;

  /// The gradient that passes a step at `threshold`.
  Tensor pass(Tensor x, double threshold, Tensor dy) {
    return switch (this) {
      case ZERO -> dy.zerosLike();
      case IDENTITY -> dy;
      case CLIPPED -> dy.multiply(x.subtract(threshold).abs().lessEqual(1).to(dy.dtype()));
    };
  }
}

package octavo.nn.smooth;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The largest number along axes, as a constant that is subtracted before anything is scaled. The
/// functions here do not depend on it, so their derivatives stay right; but `K·(x - max)` is accurate
/// where `K·x - K·max` has lost the digits that matter.
final class Peak {
  private Peak() {}

  /// The maximum with the axes kept; 0 where it is not finite, so that infinities do not become NaN.
  static Tensor of(Tensor x, int... axes) {
    Tensor peak = x.stopGradient().max(Axes.keep(axes));
    return Tensors.where(peak.isFinite(), peak, peak.zerosLike());
  }

  /// `softmax(x/τ)` along an axis.
  static Tensor softmax(Tensor x, double temperature, int axis) {
    return x.elements() == 0
        ? x.softmax(axis)
        : x.subtract(of(x, axis)).multiply(1 / temperature).softmax(axis);
  }

  /// A sharpness, temperature or width.
  static double require(String operation, String what, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s: the %s must be positive and finite, but is %s.".formatted(operation, what, value));
    }
    return value;
  }
}

package octavo.distribution;

import java.util.function.UnaryOperator;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Functions that are constant outside of the support. What is inside is computed from numbers that are inside alone:
/// the derivative elsewhere could be infinite, and 0 times infinity is NaN.
final class Pieces {
  private Pieces() {}

  /// `function(x)` above `low`, else 0 with gradient 0.
  static Tensor above(Tensor x, double low, UnaryOperator<Tensor> function) {
    return inside(x.greater(low), x, Tensors.full(x.dtype(), Shape.SCALAR, low + 1), function);
  }

  /// `function(x)` above the positive `low`, which broadcasts with `x`; else 0 with gradient 0.
  static Tensor above(Tensor x, Tensor low, UnaryOperator<Tensor> function) {
    return inside(x.greater(low), x, low.stopGradient().multiply(2), function);
  }

  private static Tensor inside(
      Tensor mask, Tensor x, Tensor other, UnaryOperator<Tensor> function) {
    Tensor value = function.apply(Tensors.where(mask, x, other));
    return Tensors.where(mask, value, Tensors.zeros(value.dtype()));
  }
}

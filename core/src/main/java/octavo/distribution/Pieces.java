package octavo.distribution;

import java.util.function.UnaryOperator;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Distribution functions, which are constant outside of the support, and at infinity. What is inside is computed from numbers that are inside alone:
/// the derivative elsewhere could be infinite, and 0 times infinity is NaN.
final class Pieces {
  private Pieces() {}

  /// `function(x)` above `low`, else 0 with gradient 0; 1 at ∞.
  static Tensor above(Tensor x, double low, UnaryOperator<Tensor> function) {
    return inside(x.greater(low), x, number(x, low + 1), function);
  }

  /// `function(x)` above the positive `low`, which broadcasts with `x`; else 0 with gradient 0.
  static Tensor above(Tensor x, Tensor low, UnaryOperator<Tensor> function) {
    return inside(x.greater(low), x, low.stopGradient().multiply(2), function);
  }

  /// A distribution function of numbers of the whole line, given for the finite ones: 0 at -∞ and 1 at ∞.
  static Tensor everywhere(Tensor x, UnaryOperator<Tensor> function) {
    return inside(null, x, Tensors.zeros(x.dtype()), function);
  }

  /// A moment that is finite above `low` alone: `function(x)` there, else ∞ with gradient 0 in all that `function` reads.
  static Tensor momentAbove(Tensor x, double low, UnaryOperator<Tensor> function) {
    Tensor finite = x.greater(low);
    Tensor value = function.apply(Tensors.where(finite, x, number(x, low + 1)));
    return Tensors.where(finite, value, number(x, Double.POSITIVE_INFINITY));
  }

  private static Tensor number(Tensor like, double number) {
    return Tensors.full(like.dtype(), Shape.SCALAR, number);
  }

  private static Tensor inside(
      @Nullable Tensor mask, Tensor x, Tensor other, UnaryOperator<Tensor> function) {
    boolean finite = Logits.allFinite(x);
    if (mask == null && finite) {
      return function.apply(x);
    }
    Tensor within = mask == null ? x.stopGradient().isFinite() : mask;
    if (!finite) {
      within = within.logicalAnd(x.stopGradient().isFinite());
    }
    Tensor value = function.apply(Tensors.where(within, x, other));
    Tensor end = x.stopGradient().equalTo(Double.POSITIVE_INFINITY).to(value.dtype());
    return Tensors.where(within, value, end);
  }
}

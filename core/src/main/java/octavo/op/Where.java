package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// `y = condition ? a : b`, element by element after broadcasting all three. Each element's
/// gradient goes to the operand it was taken from.
public record Where() implements Operation {
  /// A tensor of truth values.
  ///
  /// @throws IllegalArgumentException if it is of another type; names `operation`
  public static Tensor condition(String operation, Tensor condition) {
    if (condition.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          operation
              + ": the condition must be bool, but is "
              + condition.dtype()
              + ". Compare first, for example x.greater(0).");
    }
    return condition;
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor condition = condition("where", inputs[0]);
    Tensor a = inputs[1].stopGradient();
    Tensor b = inputs[2].stopGradient();
    DType dtype = DType.promote(a.dtype(), b.dtype());
    Shape both = Shape.broadcast("where", a.shape(), b.shape());
    Shape shape = Shape.broadcast("where", condition.shape(), both);
    Tensor y = Tensor.allocate(dtype, shape);
    Kernels.ELEMENTWISE.select(
        condition.expandTo(shape).view(),
        a.to(dtype).expandTo(shape).view(),
        b.to(dtype).expandTo(shape).view(),
        y.view());
    return new Tensor[] {y};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor condition = at.x(0);
    Tensor zero = at.dy().stopGradient().zerosLike();
    return new @Nullable Tensor[] {
      null,
      at.needs(1) ? Engine.apply(this, condition, at.dy(), zero) : null,
      at.needs(2) ? Engine.apply(this, condition, zero, at.dy()) : null
    };
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

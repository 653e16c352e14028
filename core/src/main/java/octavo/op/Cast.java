package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The same numbers as another element type, rounded to it. The gradient is converted back by the
/// engine.
///
/// @param dtype the new type
public record Cast(DType dtype) implements UnaryOp {
  @Override
  public String name() {
    return "to";
  }

  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public DType outputType(DType x) {
    return dtype;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ELEMENTWISE.copy(x.view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return at.dy();
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

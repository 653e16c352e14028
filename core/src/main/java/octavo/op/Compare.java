package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.Comparison;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A comparison of two numbers, element by element after broadcasting: a bool tensor, which has no
/// gradient.
///
/// @param comparison which one
public record Compare(Comparison comparison) implements BinaryOp {
  @Override
  public String name() {
    return comparison.label();
  }

  @Override
  public Shape outputShape(Shape a, Shape b) {
    return Shape.broadcast(name(), a, b);
  }

  @Override
  public DType outputType(DType a, DType b) {
    return DType.BOOL;
  }

  @Override
  public void forward(Tensor a, Tensor b, Tensor y) {
    DType common = DType.promote(a.dtype(), b.dtype());
    Kernels.ELEMENTWISE.compare(
        comparison,
        a.to(common).expandTo(y.shape()).view(),
        b.to(common).expandTo(y.shape()).view(),
        y.view());
  }

  @Override
  public @Nullable Tensor leftGradient(Backward at) {
    return null;
  }

  @Override
  public @Nullable Tensor rightGradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

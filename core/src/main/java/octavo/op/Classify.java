package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.Predicate;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What kind of number each element is (NaN, infinite, finite): a bool tensor without a gradient.
///
/// @param predicate what is asked
public record Classify(Predicate predicate) implements UnaryOp {
  @Override
  public String name() {
    return predicate.label();
  }

  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public DType outputType(DType x) {
    return DType.BOOL;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ELEMENTWISE.test(predicate, x.view(), y.view());
  }

  @Override
  public @Nullable Tensor gradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

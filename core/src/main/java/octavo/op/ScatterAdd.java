package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.index.Indexing;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// `y[…, index[…, i, …], …] += x[…, i, …]` into zeros along one axis: the adjoint of [Gather].
///
/// @param axis the axis, from 0
/// @param size the size of the axis in the result
public record ScatterAdd(int axis, int size) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape index) {
    if (!index.equals(x)) {
      throw new IllegalArgumentException(
          "scatterAdd: one index per element is needed, but the indices are %s and the input is %s."
              .formatted(index, x));
    }
    return x.withSize(axis, size);
  }

  @Override
  public DType outputType(DType x, DType index) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor index, Tensor y) {
    Tensor at = Indices.checked("scatterAdd", index, size);
    Indexing.scatterAdd(Axis.rows(x, axis), at.view(), Axis.rows(y, axis));
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new Gather(axis).apply(at.dy(), at.x(1));
  }

  @Override
  public @Nullable Tensor rightGradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

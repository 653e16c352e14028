package octavo.op;

import octavo.kernel.index.Indexing;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// `y[…, index[…, i, …], …] += x[…, i, …]` into zeros along one axis: the adjoint of [Gather].
///
/// @param axis the axis, from 0
/// @param size the size of the axis in the result
public record ScatterAdd(int axis, int size) implements PlacedOp {
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
  public void forward(Tensor x, Tensor index, Tensor y) {
    Tensor at = Indices.checked("scatterAdd", index, size);
    Indexing.scatterAdd(Axis.rows(x, axis), at.view(), Axis.rows(y, axis));
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new Gather(axis);
  }
}

package octavo.op;

import octavo.kernel.index.Indexing;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// `y[…, i, …] = x[…, index[…, i, …], …]` along one axis: one index for each element of the result.
///
/// @param axis the axis, from 0
public record Gather(int axis) implements PlacedOp {
  @Override
  public Shape outputShape(Shape x, Shape index) {
    if (index.rank() != x.rank() || !index.withSize(axis, 0).equals(x.withSize(axis, 0))) {
      throw new IllegalArgumentException(
          "gather: the indices must have the input's shape except along axis %d, but the indices are %s and the input is %s."
              .formatted(axis, index, x));
    }
    return index;
  }

  @Override
  public void forward(Tensor x, Tensor index, Tensor y) {
    Tensor at = Indices.checked("gather", index, x.size(axis));
    Indexing.gather(Axis.rows(x, axis), at.view(), Axis.rows(y, axis));
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new ScatterAdd(axis, x.size(axis));
  }
}

package octavo.op;

import octavo.kernel.index.Indexing;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The slices of `x` along an axis that a vector of indices names, in its order: rows of an
/// embedding, for instance. The gradient of a slice that is named twice adds up.
///
/// @param axis the axis, from 0
public record IndexSelect(int axis) implements PlacedOp {
  @Override
  public Shape outputShape(Shape x, Shape index) {
    if (index.rank() != 1) {
      throw new IllegalArgumentException(
          "indexSelect: the indices must be a vector, but have shape " + index + ".");
    }
    return x.withSize(axis, index.size(0));
  }

  @Override
  public void forward(Tensor x, Tensor index, Tensor y) {
    Tensor at = Indices.checked("indexSelect", index, x.size(axis));
    Indexing.select(Axis.rows(x, axis), at.view(), Axis.rows(y, axis));
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new IndexAdd(axis, x.size(axis));
  }
}

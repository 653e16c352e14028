package octavo.op;

import octavo.kernel.index.Indexing;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Slices added into zeros at the places that a vector of indices names: the adjoint of
/// [IndexSelect].
///
/// @param axis the axis, from 0
/// @param size the size of the axis in the result
public record IndexAdd(int axis, int size) implements PlacedOp {
  @Override
  public Shape outputShape(Shape x, Shape index) {
    if (index.rank() != 1 || index.size(0) != x.size(axis)) {
      throw new IllegalArgumentException(
          "indexAdd: one index per slice is needed, but the indices are %s and axis %d of the input %s."
              .formatted(index, axis, x));
    }
    return x.withSize(axis, size);
  }

  @Override
  public void forward(Tensor x, Tensor index, Tensor y) {
    Tensor at = Indices.checked("indexAdd", index, size);
    Indexing.selectAdd(Axis.rows(x, axis), at.view(), Axis.rows(y, axis));
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new IndexSelect(axis);
  }
}

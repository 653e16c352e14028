package octavo.op;

import octavo.storage.Storage;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Zeros with each number of `x [batch, channels, numbers]` at the place that `indices` names (Zeiler
/// and Fergus, 2014). Where a place is named several times the last number stays, and the gradient
/// goes to all of them, as in PyTorch: `dx = dy[indices]`.
///
/// @param name the operation in messages
/// @param size the places of a plane
public record MaxUnpool(String name, int size) implements PlacedOp {
  @Override
  public Shape outputShape(Shape x, Shape indices) {
    if (!indices.equals(x)) {
      throw new IllegalArgumentException(
          "%s: one index for each number is needed, but the indices are %s and the input is %s."
              .formatted(name, indices, x));
    }
    return x.withSize(2, size);
  }

  @Override
  public void forward(Tensor x, Tensor indices, Tensor y) {
    long[] places = Indices.checked(name, indices, size).toLongArray();
    Tensor numbers = x.contiguous();
    Storage from = numbers.view().storage();
    int row = x.size(2);
    for (int i = 0; i < places.length; i++) {
      int to = y.view().offset() + i / row * size + (int) places[i];
      y.view().storage().copyFrom(from, numbers.view().offset() + i, to, 1);
    }
  }

  @Override
  public PlacedOp adjoint(Shape x) {
    return new Gather(2);
  }
}

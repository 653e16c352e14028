package octavo.op;

import octavo.autograd.Backward;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Broadcasts to a larger shape by repeating along axes of size 1, without a copy. The engine sums
/// the gradient over the repeated axes.
///
/// @param shape the shape to reach
public record Expand(Shape shape) implements ViewOp {
  @Override
  public View view(View x) {
    int[] sizes = shape.toArray();
    int[] strides = new int[sizes.length];
    for (int a = 1; a <= x.rank(); a++) {
      int from = x.rank() - a;
      strides[sizes.length - a] = x.size(from) == 1 ? 0 : x.stride(from);
    }
    return new View(x.storage(), x.offset(), sizes, strides);
  }

  @Override
  public Tensor gradient(Backward at) {
    return at.dy();
  }
}

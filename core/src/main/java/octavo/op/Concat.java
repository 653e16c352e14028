package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Tensors one after the other along an axis. Each gets its own part of the gradient.
///
/// @param axis the axis, from 0
public record Concat(int axis) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Shape first = inputs[0].shape();
    DType dtype = inputs[0].dtype();
    long total = 0;
    for (int i = 0; i < inputs.length; i++) {
      Shape shape = inputs[i].shape();
      if (shape.rank() != first.rank()
          || !shape.withSize(axis, 0).equals(first.withSize(axis, 0))) {
        throw new IllegalArgumentException(
            "concat: shapes must agree on every axis but "
                + axis
                + ", but the first is "
                + first
                + " and number "
                + i
                + " is "
                + shape
                + ".");
      }
      dtype = DType.promote(dtype, inputs[i].dtype());
      total += shape.size(axis);
    }
    Shape shape = first.withSize(axis, Shape.total("concat", total));
    Tensor y = Tensor.allocate(dtype, shape);
    int at = 0;
    for (Tensor x : inputs) {
      int size = x.size(axis);
      Kernels.ELEMENTWISE.copy(x.view(), new Slice(axis, at, 1, size).view(y.view()));
      at += size;
    }
    return new Tensor[] {y};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dy = at.dy();
    int n = at.inputs();
    @Nullable Tensor[] found = new @Nullable Tensor[n];
    int start = 0;
    for (int i = 0; i < n; i++) {
      int size = at.shape(i).size(axis);
      found[i] = at.needs(i) ? new Slice(axis, start, 1, size).apply(dy) : null;
      start += size;
    }
    return found;
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

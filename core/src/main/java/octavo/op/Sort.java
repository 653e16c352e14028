package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The elements along an axis in order, stably, with NaN as the largest; the extra output says
/// where each came from (int64). The gradient goes back there.
///
/// @param axis the axis, from 0
/// @param descending whether the largest comes first
public record Sort(int axis, boolean descending) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor values = Tensor.allocate(x.dtype(), x.shape());
    Tensor indices = Tensor.allocate(DType.INT64, x.shape());
    Kernels.ROW.sort(
        Axis.rows(x, axis), descending, Axis.rows(values, axis), Axis.rows(indices, axis));
    return new Tensor[] {values, indices};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    int size = at.shape(0).size(axis);
    return new @Nullable Tensor[] {new ScatterAdd(axis, size).apply(at.dy(), at.extra(0))};
  }

  @Override
  public Saves saves() {
    return Saves.OUTPUTS;
  }
}

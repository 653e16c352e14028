package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Running sums along an axis: `yᵢ = Σ_{j≤i} xⱼ`. The gradient runs from the other end.
///
/// @param axis the axis, from 0
/// @param reverse whether the sums start at the end
public record CumulativeSum(int axis, boolean reverse) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ROW.cumulativeSum(Axis.rows(x, axis), reverse, Axis.rows(y, axis));
  }

  @Override
  public Tensor gradient(Backward at) {
    return new CumulativeSum(axis, !reverse).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

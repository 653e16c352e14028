package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The index of the largest or smallest element along an axis: int64, without a gradient.
///
/// @param maximum whether the largest is meant
/// @param axis the axis, from 0
public record ArgExtremum(boolean maximum, int axis) implements UnaryOp {
  @Override
  public String name() {
    return maximum ? "argMax" : "argMin";
  }

  @Override
  public Shape outputShape(Shape x) {
    if (x.size(axis) == 0) {
      throw new IllegalArgumentException(
          name()
              + ": no elements have no extremum, but axis "
              + axis
              + " of shape "
              + x
              + " is empty.");
    }
    return x.without(axis);
  }

  @Override
  public DType outputType(DType x) {
    return DType.INT64;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.REDUCE.arg(maximum, Axis.rows(x, axis), y.view());
  }

  @Override
  public @Nullable Tensor gradient(Backward at) {
    return null;
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }

  /// The index along `axis`, which may be negative.
  public static Tensor of(boolean maximum, Tensor x, int axis) {
    String name = maximum ? "argMax" : "argMin";
    return new ArgExtremum(maximum, x.shape().axis(name, axis)).apply(Tensors.computable(name, x));
  }
}

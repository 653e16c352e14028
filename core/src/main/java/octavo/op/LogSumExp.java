package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// `y = ln Σ exp x` over axes, without overflow. Backward: `dx = dy·exp(x - y)`, the softmax.
///
/// @param axes ascending, from 0
/// @param keep whether the axes stay with size 1
public record LogSumExp(int[] axes, boolean keep) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return Axis.reduced(x, axes, keep);
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ROW.logSumExp(Axis.rows(x, axes), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    Shape kept = Axis.reduced(at.shape(0), axes, true);
    // -∞ alone has the slope 0, as in PyTorch
    double least = at.y().dtype() == DType.FLOAT64 ? -Double.MAX_VALUE : -Float.MAX_VALUE;
    Tensor y = at.y().maximum(least).reshape(kept);
    return at.dy().reshape(kept).multiply(at.x().subtract(y).exp());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }

  /// The value for `x` over `axes`.
  public static Tensor of(Tensor x, Axes over) {
    Tensor operand = Tensors.real("logSumExp", x);
    return new LogSumExp(x.shape().axes("logSumExp", over.numbers()), over.kept()).apply(operand);
  }
}

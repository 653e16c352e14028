package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The gradient of a convolution with respect to its input, as an operation on `dy` and `w`; it is
/// what the field calls a transposed convolution. Linear in both, so its own gradients are a
/// convolution and a weight gradient.
///
/// @param geometry the sizes of the convolution
/// @param choice how it is computed and how images lie
public record Conv2dInputGradient(ConvGeometry geometry, ConvChoice choice) implements BinaryOp {
  @Override
  public Shape outputShape(Shape dy, Shape w) {
    return Conv2d.inputShape(geometry, choice);
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor dy, Tensor w, Tensor dx) {
    Kernels.CONV.inputGradient(
        geometry, choice, dy.contiguous().view(), w.contiguous().view(), dx.view());
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new Conv2d(geometry, choice).apply(at.dy(), at.x(1));
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new Conv2dWeightGradient(geometry, choice).apply(at.dy(), at.x(0));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

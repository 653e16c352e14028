package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The gradient of a convolution with respect to its kernel, as an operation on `x` and `dy`.
/// Linear in both, so its own gradients are an input gradient and a convolution.
///
/// @param geometry the sizes of the convolution
/// @param choice how it is computed and how images lie
public record Conv2dWeightGradient(ConvGeometry geometry, ConvChoice choice) implements BinaryOp {
  @Override
  public Shape outputShape(Shape x, Shape dy) {
    return Conv2d.weightShape(geometry);
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor dy, Tensor dw) {
    Kernels.CONV.weightGradient(
        geometry, choice, x.contiguous().view(), dy.contiguous().view(), dw.view());
  }

  @Override
  public Tensor leftGradient(Backward at) {
    return new Conv2dInputGradient(geometry, choice).apply(at.x(1), at.dy());
  }

  @Override
  public Tensor rightGradient(Backward at) {
    return new Conv2d(geometry, choice).apply(at.x(0), at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

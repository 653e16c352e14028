package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Two-dimensional convolution of `x [batch, in, height, width]` with `w [out, in/groups, kh, kw]`
/// and, optionally, a bias `[out]`. Backward: [Conv2dInputGradient], [Conv2dWeightGradient], and
/// the sum of `dy` over all but the channels.
///
/// @param geometry all sizes
/// @param choice how it is computed and how images lie
public record Conv2d(ConvGeometry geometry, ConvChoice choice) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    DType dtype = DType.promote(inputs[0].dtype(), inputs[1].dtype());
    Tensor x = inputs[0].stopGradient().to(dtype).contiguous();
    Tensor w = inputs[1].stopGradient().to(dtype).contiguous();
    Tensor bias = inputs.length > 2 ? inputs[2].stopGradient().to(dtype).contiguous() : null;
    Tensor y = Tensor.toFill(dtype, outputShape(geometry, choice));
    View shift = bias == null ? null : bias.view();
    Kernels.CONV.forward(geometry, choice, x.view(), w.view(), shift, y.view());
    return new Tensor[] {y};
  }

  @Override
  public Tensor[] outline(Tensor[] inputs) {
    DType dtype = DType.promote(inputs[0].dtype(), inputs[1].dtype());
    return new Tensor[] {Tensors.zeros(dtype, outputShape(geometry, choice).toArray())};
  }

  static Shape outputShape(ConvGeometry g, ConvChoice choice) {
    return images(choice, g.batch(), g.outChannels(), g.outHeight(), g.outWidth());
  }

  static Shape inputShape(ConvGeometry g, ConvChoice choice) {
    return images(choice, g.batch(), g.inChannels(), g.inHeight(), g.inWidth());
  }

  private static Shape images(ConvChoice choice, int batch, int channels, int height, int width) {
    return choice.channelsLast()
        ? Shape.of(batch, height, width, channels)
        : Shape.of(batch, channels, height, width);
  }

  static Shape weightShape(ConvGeometry g) {
    return Shape.of(g.outChannels(), g.groupIn(), g.kernelHeight(), g.kernelWidth());
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dy = at.dy();
    @Nullable Tensor[] found = new @Nullable Tensor[at.inputs()];
    found[0] = at.needs(0) ? new Conv2dInputGradient(geometry, choice).apply(dy, at.x(1)) : null;
    found[1] = at.needs(1) ? new Conv2dWeightGradient(geometry, choice).apply(at.x(0), dy) : null;
    if (found.length > 2) {
      found[2] = at.needs(2) ? (choice.channelsLast() ? dy.sum(0, 1, 2) : dy.sum(0, 2, 3)) : null;
    }
    return found;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }

  /// The convolution of `x` with `w`, without a bias.
  public Tensor apply(Tensor x, Tensor w) {
    return Engine.apply(this, x, w);
  }
}

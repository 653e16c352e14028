package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Two-dimensional convolution of `x [batch, in, height, width]` with `w [out, in/groups, kh, kw]`
/// and, optionally, a bias `[out]`. Backward: [Conv2dInputGradient], [Conv2dWeightGradient], and
/// the sum of `dy` over all but the channels.
///
/// @param geometry all sizes
public record Conv2d(ConvGeometry geometry) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    DType dtype = DType.promote(inputs[0].dtype(), inputs[1].dtype());
    Tensor x = inputs[0].stopGradient().to(dtype).contiguous();
    Tensor w = inputs[1].stopGradient().to(dtype).contiguous();
    Tensor bias = inputs.length > 2 ? inputs[2].stopGradient().to(dtype).contiguous() : null;
    Tensor y = Tensor.allocate(dtype, outputShape(geometry));
    Kernels.CONV.forward(geometry, x.view(), w.view(), bias == null ? null : bias.view(), y.view());
    return new Tensor[] {y};
  }

  static Shape outputShape(ConvGeometry g) {
    return Shape.of(g.batch(), g.outChannels(), g.outHeight(), g.outWidth());
  }

  static Shape inputShape(ConvGeometry g) {
    return Shape.of(g.batch(), g.inChannels(), g.inHeight(), g.inWidth());
  }

  static Shape weightShape(ConvGeometry g) {
    return Shape.of(g.outChannels(), g.groupIn(), g.kernelHeight(), g.kernelWidth());
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dy = at.dy();
    @Nullable Tensor[] found = new @Nullable Tensor[at.inputs()];
    found[0] = at.needs(0) ? new Conv2dInputGradient(geometry).apply(dy, at.x(1)) : null;
    found[1] = at.needs(1) ? new Conv2dWeightGradient(geometry).apply(at.x(0), dy) : null;
    if (found.length > 2) {
      found[2] = at.needs(2) ? dy.sum(0, 2, 3) : null;
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

package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.VolumeGeometry;
import octavo.storage.DType;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Three-dimensional convolution of `x [batch, in, depth, height, width]` with `w [out, in/groups,
/// kd, kh, kw]` and, optionally, a bias `[out]`. Backward: [Conv3dInputGradient],
/// [Conv3dWeightGradient], and the sum of `dy` over all but the channels.
///
/// @param geometry all sizes
/// @param choice how it is computed
public record Conv3d(VolumeGeometry geometry, ConvChoice choice) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    DType dtype = DType.promote(inputs[0].dtype(), inputs[1].dtype());
    Tensor x = inputs[0].stopGradient().to(dtype).contiguous();
    Tensor w = inputs[1].stopGradient().to(dtype).contiguous();
    Tensor bias = inputs.length > 2 ? inputs[2].stopGradient().to(dtype).contiguous() : null;
    Tensor y = Tensor.allocate(dtype, outputShape(geometry));
    View shift = bias == null ? null : bias.view();
    Kernels.VOLUME_CONV.forward(geometry, choice, x.view(), w.view(), shift, y.view());
    return new Tensor[] {y};
  }

  private static Shape outputShape(VolumeGeometry v) {
    ConvGeometry g = v.plane();
    return Shape.of(g.batch(), g.outChannels(), v.outDepth(), g.outHeight(), g.outWidth());
  }

  static Shape inputShape(VolumeGeometry v) {
    ConvGeometry g = v.plane();
    return Shape.of(g.batch(), g.inChannels(), v.inDepth(), g.inHeight(), g.inWidth());
  }

  static Shape weightShape(VolumeGeometry v) {
    ConvGeometry g = v.plane();
    return Shape.of(
        g.outChannels(), g.groupIn(), v.kernelDepth(), g.kernelHeight(), g.kernelWidth());
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dy = at.dy();
    @Nullable Tensor[] found = new @Nullable Tensor[at.inputs()];
    found[0] = at.needs(0) ? new Conv3dInputGradient(geometry, choice).apply(dy, at.x(1)) : null;
    found[1] = at.needs(1) ? new Conv3dWeightGradient(geometry, choice).apply(at.x(0), dy) : null;
    if (found.length > 2) {
      found[2] = at.needs(2) ? dy.sum(0, 2, 3, 4) : null;
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

package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.norm.NormKernels.Channels;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// `y = x·scale + shift` with one pair of numbers for each channel of `x [batch, channels,
/// spatial]`: batch normalization by fixed statistics.
public record ChannelAffine() implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient().contiguous();
    Tensor y = Tensor.allocate(x.dtype(), x.shape());
    Kernels.NORM.channelAffine(
        new Channels(x.size(0), x.size(1), x.size(2)),
        x.view(),
        Inputs.view(inputs[1]),
        Inputs.view(inputs[2]),
        y.view());
    return new Tensor[] {y};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dy = at.dy();
    return new @Nullable Tensor[] {
      at.needs(0) ? dy.multiply(at.x(1).unsqueeze(1)) : null,
      at.needs(1) ? dy.multiply(at.x(0)).sum(0, 2) : null,
      at.needs(2) ? dy.sum(0, 2) : null
    };
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

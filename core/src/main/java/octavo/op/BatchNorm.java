package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.norm.NormKernels.Channels;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Batch normalization of `x [batch, channels, spatial]` by the statistics of the batch (Ioffe and
/// Szegedy, 2015): `y = (x - mean)/√(variance + epsilon)·weight + bias` for each channel; the
/// variance is biased, epsilon inside the root. Inputs: `x`, or `x, weight, bias`. Extra outputs:
/// mean and biased variance of each channel.
///
/// @param epsilon added to the variance
public record BatchNorm(double epsilon) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient().contiguous();
    Shape channels = Shape.of(x.size(1));
    Tensor y = Tensor.toFill(x.dtype(), x.shape());
    Tensor mean = Tensor.toFill(x.dtype(), channels);
    Tensor variance = Tensor.toFill(x.dtype(), channels);
    Kernels.NORM.batchNorm(
        channels(x.shape()),
        x.view(),
        Inputs.optional(inputs, 1),
        Inputs.optional(inputs, 2),
        epsilon,
        y.view(),
        mean.view(),
        variance.view());
    return new Tensor[] {y, mean, variance};
  }

  private static Channels channels(Shape x) {
    return new Channels(x.size(0), x.size(1), x.size(2));
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    boolean affine = at.inputs() > 1;
    if (at.recording()) {
      return rule(at, affine);
    }
    Tensor x = at.x(0).contiguous();
    Tensor dx = Tensor.toFill(x.dtype(), x.shape());
    Tensor dw = Tensor.toFill(x.dtype(), Shape.of(x.size(1)));
    Tensor db = Tensor.toFill(x.dtype(), Shape.of(x.size(1)));
    Kernels.NORM.batchNormBackward(
        channels(x.shape()),
        x.view(),
        at.extra(0).view(),
        at.extra(1).view(),
        epsilon,
        Inputs.optional(at, 1),
        at.dy().contiguous().view(),
        dx.view(),
        dw.view(),
        db.view());
    return affine ? new @Nullable Tensor[] {dx, dw, db} : new @Nullable Tensor[] {dx};
  }

  private @Nullable Tensor[] rule(Backward at, boolean affine) {
    Normalized n = Normalized.of(at.x(0), Axes.keep(0, 2), epsilon);
    Tensor dy = at.dy();
    Tensor dx = n.gradient(affine ? dy.multiply(at.x(1).unsqueeze(1)) : dy);
    return affine
        ? new @Nullable Tensor[] {dx, dy.multiply(n.numbers()).sum(0, 2), dy.sum(0, 2)}
        : new @Nullable Tensor[] {dx};
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.norm.NormKernels.Channels;
import octavo.storage.View;
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
    boolean affine = inputs.length > 1;
    Kernels.NORM.batchNorm(
        channels(x.shape()),
        x.view(),
        affine ? view(inputs[1]) : null,
        affine ? view(inputs[2]) : null,
        epsilon,
        y.view(),
        mean.view(),
        variance.view());
    return new Tensor[] {y, mean, variance};
  }

  private static View view(Tensor x) {
    return x.stopGradient().contiguous().view();
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
        affine ? view(at.x(1)) : null,
        at.dy().contiguous().view(),
        dx.view(),
        dw.view(),
        db.view());
    return affine ? new @Nullable Tensor[] {dx, dw, db} : new @Nullable Tensor[] {dx};
  }

  private @Nullable Tensor[] rule(Backward at, boolean affine) {
    Axes all = Axes.keep(0, 2);
    Tensor x = at.x(0);
    Tensor dy = at.dy();
    Tensor centered = x.subtract(x.mean(all));
    Tensor rstd = centered.square().mean(all).add(epsilon).rsqrt();
    Tensor normalized = centered.multiply(rstd);
    Tensor g = affine ? dy.multiply(at.x(1).unsqueeze(1)) : dy;
    Tensor dot = g.multiply(normalized).mean(all);
    Tensor dx = rstd.multiply(g.subtract(g.mean(all)).subtract(normalized.multiply(dot)));
    return affine
        ? new @Nullable Tensor[] {dx, dy.multiply(normalized).sum(0, 2), dy.sum(0, 2)}
        : new @Nullable Tensor[] {dx};
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

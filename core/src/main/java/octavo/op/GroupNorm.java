package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.norm.NormKernels.Groups;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Group normalization of `x [batch, channels, spatial]` (Wu and He, 2018): the channels are cut into
/// groups, and each group of each example is normalized by its own mean and biased variance, `y = (x
/// - mean)/√(variance + epsilon)·weight + bias` with a weight and a bias of each channel. Inputs: `x`,
/// `x, weight` or `x, weight, bias`. Extra outputs: mean and reciprocal deviation of each group.
///
/// @param groups how many groups there are; they divide the channels
/// @param epsilon added to the variance
public record GroupNorm(int groups, double epsilon) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient().contiguous();
    Shape rows = Shape.of(x.size(0) * groups);
    Tensor y = Tensor.toFill(x.dtype(), x.shape());
    Tensor mean = Tensor.toFill(x.dtype(), rows);
    Tensor rstd = Tensor.toFill(x.dtype(), rows);
    Kernels.NORM.groupNorm(
        cut(x.shape()),
        x.view(),
        Inputs.optional(inputs, 1),
        Inputs.optional(inputs, 2),
        epsilon,
        y.view(),
        mean.view(),
        rstd.view());
    return new Tensor[] {y, mean, rstd};
  }

  private Groups cut(Shape x) {
    return new Groups(x.size(0), groups, x.size(1) / groups, x.size(2));
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    int n = at.inputs();
    if (at.recording()) {
      return rule(at);
    }
    Tensor x = at.x(0).contiguous();
    Tensor dy = at.dy().contiguous();
    Tensor dx = Tensor.toFill(x.dtype(), x.shape());
    Tensor dw = n > 1 ? Tensor.toFill(x.dtype(), at.shape(1)) : null;
    Tensor db = n > 2 ? Tensor.toFill(x.dtype(), at.shape(2)) : null;
    Kernels.NORM.groupNormBackward(
        cut(x.shape()),
        x.view(),
        at.extra(0).view(),
        at.extra(1).view(),
        Inputs.optional(at, 1),
        dy.view(),
        dx.view(),
        dw == null ? null : dw.view(),
        db == null ? null : db.view());
    return Arrays.copyOf(new @Nullable Tensor[] {dx, dw, db}, n);
  }

  private @Nullable Tensor[] rule(Backward at) {
    Shape shape = at.shape(0);
    int rows = shape.size(0) * groups;
    Shape grouped = Shape.of(rows, rows == 0 ? 0 : shape.elements() / rows);
    Normalized n = Normalized.of(at.x(0).reshape(grouped), Axes.keep(1), epsilon);
    Tensor dy = at.dy();
    Tensor g = at.inputs() > 1 ? dy.multiply(at.x(1).unsqueeze(1)) : dy;
    @Nullable Tensor[] all = {
      n.gradient(g.reshape(grouped)).reshape(shape),
      dy.multiply(n.numbers().reshape(shape)).sum(0, 2),
      dy.sum(0, 2)
    };
    return Arrays.copyOf(all, at.inputs());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

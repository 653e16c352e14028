package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.row.Rows;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Layer normalization of each row of `x [rows, features]` (Ba, Kiros and Hinton, 2016): `y = (x -
/// mean)/√(variance + epsilon)·weight + bias`; the variance is biased, epsilon inside the root.
/// Inputs: `x`, `x, weight` or `x, weight, bias`. Extra outputs: mean and reciprocal deviation of
/// each row.
///
/// @param epsilon added to the variance
public record LayerNorm(double epsilon) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient().contiguous();
    int rows = x.size(0);
    Tensor y = Tensor.toFill(x.dtype(), x.shape());
    Tensor mean = Tensor.allocate(x.dtype(), Shape.of(rows));
    Tensor rstd = Tensor.allocate(x.dtype(), Shape.of(rows));
    Kernels.NORM.layerNorm(
        Rows.along(x.view(), 1),
        Inputs.optional(inputs, 1),
        Inputs.optional(inputs, 2),
        epsilon,
        Rows.along(y.view(), 1),
        mean.view(),
        rstd.view());
    return new Tensor[] {y, mean, rstd};
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
    Tensor dw = n > 1 ? Tensor.allocate(x.dtype(), at.shape(1)) : null;
    Tensor db = n > 2 ? Tensor.allocate(x.dtype(), at.shape(2)) : null;
    Kernels.NORM.layerNormBackward(
        Rows.along(x.view(), 1),
        at.extra(0).view(),
        at.extra(1).view(),
        Inputs.optional(at, 1),
        Rows.along(dy.view(), 1),
        Rows.along(dx.view(), 1),
        dw == null ? null : dw.view(),
        db == null ? null : db.view());
    return Arrays.copyOf(new @Nullable Tensor[] {dx, dw, db}, n);
  }

  private @Nullable Tensor[] rule(Backward at) {
    Normalized n = Normalized.of(at.x(0), Axes.keep(1), epsilon);
    Tensor dy = at.dy();
    Tensor dx = n.gradient(at.inputs() > 1 ? dy.multiply(at.x(1)) : dy);
    @Nullable Tensor[] all = {dx, dy.multiply(n.numbers()).sum(0), dy.sum(0)};
    return Arrays.copyOf(all, at.inputs());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

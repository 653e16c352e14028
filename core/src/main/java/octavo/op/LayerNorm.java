package octavo.op;

import java.util.Arrays;
import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.row.Rows;
import octavo.storage.View;
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
        inputs.length > 1 ? view(inputs[1]) : null,
        inputs.length > 2 ? view(inputs[2]) : null,
        epsilon,
        Rows.along(y.view(), 1),
        mean.view(),
        rstd.view());
    return new Tensor[] {y, mean, rstd};
  }

  private static View view(Tensor x) {
    return x.stopGradient().contiguous().view();
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
        n > 1 ? view(at.x(1)) : null,
        Rows.along(dy.view(), 1),
        Rows.along(dx.view(), 1),
        dw == null ? null : dw.view(),
        db == null ? null : db.view());
    return Arrays.copyOf(new @Nullable Tensor[] {dx, dw, db}, n);
  }

  private @Nullable Tensor[] rule(Backward at) {
    Tensor x = at.x(0);
    Tensor dy = at.dy();
    Tensor centered = x.subtract(x.mean(Axes.keep(1)));
    Tensor rstd = centered.square().mean(Axes.keep(1)).add(epsilon).rsqrt();
    Tensor normalized = centered.multiply(rstd);
    Tensor g = at.inputs() > 1 ? dy.multiply(at.x(1)) : dy;
    Tensor dot = g.multiply(normalized).mean(Axes.keep(1));
    Tensor dx = rstd.multiply(g.subtract(g.mean(Axes.keep(1))).subtract(normalized.multiply(dot)));
    @Nullable Tensor[] all = {dx, dy.multiply(normalized).sum(0), dy.sum(0)};
    return Arrays.copyOf(all, at.inputs());
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

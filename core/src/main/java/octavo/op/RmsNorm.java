package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.row.Rows;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Normalization of each row of `x [rows, features]` by its root mean square (Zhang and Sennrich,
/// 2019): `y = x/√(avg x² + epsilon)·weight`, epsilon inside the root. Inputs: `x`, or `x, weight`.
/// Extra output: the reciprocal root of each row.
///
/// @param epsilon added to the mean of the squares
public record RmsNorm(double epsilon) implements Operation {
  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient().contiguous();
    Tensor y = Tensor.toFill(x.dtype(), x.shape());
    Tensor rstd = Tensor.toFill(x.dtype(), Shape.of(x.size(0)));
    Kernels.NORM.rmsNorm(
        Rows.along(x.view(), 1),
        Inputs.optional(inputs, 1),
        epsilon,
        Rows.along(y.view(), 1),
        rstd.view());
    return new Tensor[] {y, rstd};
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    boolean weighted = at.inputs() > 1;
    if (at.recording()) {
      return rule(at, weighted);
    }
    Tensor x = at.x(0).contiguous();
    Tensor dy = at.dy().contiguous();
    Tensor dx = Tensor.toFill(x.dtype(), x.shape());
    Tensor dw = weighted ? Tensor.toFill(x.dtype(), at.shape(1)) : null;
    Kernels.NORM.rmsNormBackward(
        Rows.along(x.view(), 1),
        at.extra(0).view(),
        Inputs.optional(at, 1),
        Rows.along(dy.view(), 1),
        Rows.along(dx.view(), 1),
        dw == null ? null : dw.view());
    return weighted ? new @Nullable Tensor[] {dx, dw} : new @Nullable Tensor[] {dx};
  }

  private @Nullable Tensor[] rule(Backward at, boolean weighted) {
    Tensor x = at.x(0);
    Tensor dy = at.dy();
    Tensor rstd = x.square().mean(Axes.keep(1)).add(epsilon).rsqrt();
    Tensor normalized = x.multiply(rstd);
    Tensor g = weighted ? dy.multiply(at.x(1)) : dy;
    Tensor dot = g.multiply(normalized).mean(Axes.keep(1));
    Tensor dx = rstd.multiply(g.subtract(normalized.multiply(dot)));
    return weighted
        ? new @Nullable Tensor[] {dx, dy.multiply(normalized).sum(0)}
        : new @Nullable Tensor[] {dx};
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}

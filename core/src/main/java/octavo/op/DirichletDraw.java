package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.random.Variate;
import octavo.kernel.special.SpecialFunction;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Dirichlet numbers of shape `[sample…, batch…, classes]`: gamma numbers divided by their sum along
/// the last axis, computed in logarithms, so that small concentrations do not underflow to 0/0.
///
/// Backward (implicit reparameterization): `dαⱼ = gⱼ·(dyⱼ - Σᵢ yᵢdyᵢ)` with `gⱼ = (dx/da)/(1 - yⱼ)`,
/// where `dx/da` is how a beta number of concentrations `αⱼ` and `Σα - αⱼ` moves with the first. Numbers
/// at the ends of the range of the type, which stand for all nearer to 0 and 1, do not move.
///
/// @param key the random stream
/// @param counter where in the stream the numbers begin
/// @param sample the leading axes
public record DirichletDraw(long key, long counter, Shape sample) implements UnaryOp {
  @Override
  public String name() {
    return "dirichlet";
  }

  @Override
  public Shape outputShape(Shape x) {
    return Repeated.concatenated(sample, x);
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Tensor logs = Tensor.toFill(DType.FLOAT64, y.shape());
    Kernels.VARIATES.draw(
        Variate.LOG_GAMMA, key, counter, x.contiguous().view(), x.contiguous().view(), logs.view());
    Tensor shares = logs.softmax(-1);
    Variate kind = Variate.BETA;
    Tensor inside =
        x.size(-1) == 1 ? shares : shares.clamp(kind.least(y.dtype()), kind.most(y.dtype()));
    Kernels.ELEMENTWISE.copy(inside.view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    Tensor dy = at.dy().to(DType.FLOAT64);
    Tensor y = at.y().to(DType.FLOAT64);
    Tensor alpha = at.x().to(DType.FLOAT64);
    if (alpha.size(-1) == 1) {
      return at.x().zerosLike();
    }
    Tensor inner = dy.subtract(dy.multiply(y).sum(Axes.keep(-1)));
    Tensor slopes = Draw.unlessAtEnd(Variate.BETA, at.y(), slopes(alpha, y));
    return slopes.multiply(inner).to(at.dy().dtype());
  }

  /// `g`, what PyTorch calls `_dirichlet_grad`.
  private static Tensor slopes(Tensor alpha, Tensor y) {
    Tensor rest = alpha.sum(Axes.keep(-1)).subtract(alpha);
    Tensor logit = y.log().subtract(y.negate().log1p());
    return Special.of(SpecialFunction.BETA_LOGIT_SLOPE, alpha, rest, logit).multiply(y);
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }

  /// `g` for one sample and its concentrations, in the type of the sample.
  public static Tensor slope(Tensor sample, Tensor concentration) {
    Tensor wide = slopes(concentration.to(DType.FLOAT64), sample.to(DType.FLOAT64));
    return wide.to(Tensors.real("dirichlet", sample).dtype());
  }
}

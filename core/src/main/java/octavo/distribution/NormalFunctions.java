package octavo.distribution;

import octavo.op.CustomGradient;
import octavo.tensor.Tensor;

/// The standard normal distribution's functions.
final class NormalFunctions {
  private NormalFunctions() {}

  /// `Φ(z)`, accurate in the lower tail.
  static Tensor cumulative(Tensor z) {
    return z.multiply(-Math.sqrt(0.5)).erfc().multiply(0.5);
  }

  /// `Φ⁻¹(p)`.
  static Tensor quantile(Tensor p) {
    return erfinv(p.affine(2, -1)).multiply(Math.sqrt(2));
  }

  /// The inverse of the error function.
  static Tensor erfinv(Tensor y) {
    return CustomGradient.of(
            NormalFunctions::newton,
            (x, dy) ->
                erfinv(x).square().exp().multiply(Math.sqrt(Math.PI) / 2).multiply(dy))
        .apply(y);
  }

  private static Tensor newton(Tensor y) {
    Tensor l = y.square().negate().log1p();
    Tensor a = l.affine(0.5, 2 / (Math.PI * 0.147));
    Tensor x = a.square().subtract(l.multiply(1 / 0.147)).sqrt().subtract(a).sqrt();
    x = x.multiply(y.sign());
    for (int i = 0; i < 4; i++) {
      Tensor step = x.erf().subtract(y).multiply(x.square().exp()).multiply(Math.sqrt(Math.PI) / 2);
      x = x.subtract(octavo.tensor.Tensors.where(step.isFinite(), step, step.zerosLike()));
    }
    return octavo.tensor.Tensors.where(y.abs().less(1), x, y.divide(y.zerosLike()));
  }
}

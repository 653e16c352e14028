package octavo.op;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// What a norm makes of `x` before weight and bias: `n = (x - mean x)·r` with `r = 1/√(var x + ε)`, mean and biased
/// variance over `axes`. In tensor methods, so that derivatives of any order follow.
///
/// @param numbers `n`
/// @param rstd `r`
/// @param axes what is averaged over, kept with size 1
record Normalized(Tensor numbers, Tensor rstd, Axes axes) {
  static Normalized of(Tensor x, Axes axes, double epsilon) {
    Tensor centered = x.subtract(x.mean(axes));
    Tensor rstd = centered.square().mean(axes).add(epsilon).rsqrt();
    return new Normalized(centered.multiply(rstd), rstd, axes);
  }

  /// The gradient with respect to `x` where that with respect to `n` is `g`: `dx = r·(g - mean g - n·mean(g·n))`.
  Tensor gradient(Tensor g) {
    Tensor dot = g.multiply(numbers).mean(axes);
    return rstd.multiply(g.subtract(g.mean(axes)).subtract(numbers.multiply(dot)));
  }
}

package octavo.nn.smooth;

import octavo.tensor.Axes;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth forms of the maximum. Over axes (naming none means all; [Axes#keep] keeps them with size 1),
/// of `n` numbers, or of two tensors element by element. Numbers are finite, but [#logSumExp] takes
/// infinities too, so that masks may be -∞.
///
/// The hard forms are [Tensor#max(int...)] and [Tensor#maximum(Tensor)]; the larger the sharpness, the
/// nearer they are.
public final class SmoothMax {
  private SmoothMax() {}

  /// `(1/K)·ln Σ e^(K·x)`. Never below the maximum, and above it by at most `ln n / K`. The gradient is
  /// `softmax(K·x)`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor logSumExp(Tensor x, double sharpness, int... axes) {
    return logSumExp(x, sharpness, Axes.of(axes));
  }

  /// As [#logSumExp(Tensor, double, int...)].
  public static Tensor logSumExp(Tensor x, double sharpness, Axes axes) {
    return logSumExp("SmoothMax.logSumExp", x, sharpness, axes);
  }

  private static Tensor logSumExp(String operation, Tensor x, double sharpness, Axes axes) {
    Tensor v = checked(operation, x, sharpness, axes);
    Tensor peak = Peak.of(v, axes.numbers());
    Tensor y = v.subtract(peak).multiply(sharpness).logSumExp(axes).multiply(1 / sharpness);
    return y.add(peak.reshape(y.shape()));
  }

  private static Tensor checked(String operation, Tensor x, double sharpness, Axes axes) {
    Peak.require(operation, "sharpness", sharpness);
    x.shape().axes(operation, axes.numbers());
    return Tensors.real(operation, x);
  }

  /// `(1/K)·ln((1/n)·Σ e^(K·x))`, the mellowmax (Asadi and Littman, 2017): [#logSumExp] less `ln n / K`.
  /// Never above the maximum, and below it by at most `ln n / K`; a non-expansion, and the mean as `K →
  /// 0`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor mellowmax(Tensor x, double sharpness, int... axes) {
    return mellowmax(x, sharpness, Axes.of(axes));
  }

  /// As [#mellowmax(Tensor, double, int...)].
  public static Tensor mellowmax(Tensor x, double sharpness, Axes axes) {
    Tensor y = logSumExp("SmoothMax.mellowmax", x, sharpness, axes);
    double n = (double) x.elements() / Math.max(1, y.elements());
    return y.subtract(Math.log(Math.max(1, n)) / sharpness);
  }

  /// `Σ x·softmax(K·x)`, the Boltzmann operator. Never above the maximum, and below it by at most `ln n /
  /// K`: it is [#logSumExp] less the entropy of its softmax divided by `K`. Not monotonic: making a small
  /// number larger may make it smaller.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor boltzmann(Tensor x, double sharpness, int... axes) {
    return boltzmann(x, sharpness, Axes.of(axes));
  }

  /// As [#boltzmann(Tensor, double, int...)].
  public static Tensor boltzmann(Tensor x, double sharpness, Axes axes) {
    Tensor v = checked("SmoothMax.boltzmann", x, sharpness, axes);
    Tensor peak = Peak.of(v, axes.numbers());
    Tensor below = v.subtract(peak);
    Tensor z = below.multiply(sharpness);
    Tensor weights = z.subtract(z.logSumExp(Axes.keep(axes.numbers()))).exp();
    Tensor y = weights.multiply(below).sum(axes);
    return y.add(peak.reshape(y.shape()));
  }

  /// `(Σ |x|^p)^(1/p)`, the p-norm: a smooth maximum of absolute values. Never below the largest, and at
  /// most `n^(1/p)` times as large. It is computed from `|x|/max |x|`, so powers neither overflow nor
  /// vanish. The gradient of zeros is 0.
  ///
  /// @throws IllegalArgumentException if `p` is below 1 or not finite, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor pNorm(Tensor x, double p, int... axes) {
    return pNorm(x, p, Axes.of(axes));
  }

  /// As [#pNorm(Tensor, double, int...)].
  public static Tensor pNorm(Tensor x, double p, Axes axes) {
    requirePower("SmoothMax.pNorm", p);
    Tensor size = checked("SmoothMax.pNorm", x, p, axes).abs();
    Tensor peak = size.stopGradient().max(Axes.keep(axes.numbers()));
    Tensor none = peak.equalTo(0);
    // an infinite number or NaN is no scale; of it the norm is infinite or NaN
    Tensor scale =
        Tensors.where(peak.isFinite().logicalAnd(none.logicalNot()), peak, peak.onesLike());
    Tensor sum = size.divide(scale).power(p).sum(Axes.keep(axes.numbers()));
    // where all are 0 the root is taken of a constant: its slope there is infinite
    Tensor root = Tensors.where(none, scale, sum).power(1 / p).multiply(scale);
    Tensor y = Tensors.where(none, peak, root);
    return axes.kept() ? y : y.sum(axes);
  }

  static void requirePower(String operation, double p) {
    if (!(p >= 1 && Double.isFinite(p))) {
      throw new IllegalArgumentException(
          operation + ": p must be finite and at least 1, but is " + p + ".");
    }
  }

  /// `b + softplus(K·(a - b))/K`, the [#logSumExp] of two. Never below the larger one, and above it by at
  /// most `ln 2 / K`, which is reached where both are equal.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive or the shapes do not broadcast
  public static Tensor pair(Tensor a, Tensor b, double sharpness) {
    Peak.require("SmoothMax.pair", "sharpness", sharpness);
    Tensor d = difference("SmoothMax.pair", a, b);
    return d.multiply(sharpness).softplus().multiply(1 / sharpness).add(b);
  }

  /// `½(a + b + (a - b)·erf(μ(a - b)))`, from `max(a, b) = ½(a + b + |a - b|)`. Never above the larger one,
  /// and below it by at most `0.1203/μ`; exact where both are equal.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive or the shapes do not broadcast
  public static Tensor erfPair(Tensor a, Tensor b, double sharpness) {
    Peak.require("SmoothMax.erfPair", "sharpness", sharpness);
    Tensor d = difference("SmoothMax.erfPair", a, b);
    return d.multiply(sharpness).erf().add(1).multiply(0.5).multiply(d).add(b);
  }

  /// `(a - b)·σ(β(a - b)) + b`: with `b = 0` it is Swish, with `a = p₁x` and `b = p₂x` ACON-C (Ma et al.,
  /// 2021). Never above the larger one, and below it by at most `W(1/e)/β = 0.2785/β`; exact where both
  /// are equal.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive or the shapes do not broadcast
  public static Tensor swishPair(Tensor a, Tensor b, double sharpness) {
    Peak.require("SmoothMax.swishPair", "sharpness", sharpness);
    Tensor d = difference("SmoothMax.swishPair", a, b);
    return d.multiply(sharpness).sigmoid().multiply(d).add(b);
  }

  private static Tensor difference(String operation, Tensor a, Tensor b) {
    Shape.broadcast(operation, a.shape(), b.shape());
    return Tensors.real(operation, a).subtract(Tensors.real(operation, b));
  }
}

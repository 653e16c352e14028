package octavo.distribution;

import java.util.function.UnaryOperator;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Divergences from other families to gamma distributions, without the cancellation of large terms: for `q` with concentration
/// `a` and rate `r`, `-H(p) - E_p ln q(x)` is
///
/// `a·(J + eᵛ - 1 - v) + S(a) - ½·ln a + (E ln x - H(p))`
///
/// with the gap `J = ln E x - E ln x`, the shift `v = ln(r·E x/a)` and `S(a) = ln Γ(a) - (a - ½)·ln a + a`. Each part is computed such
/// that a small one keeps its digits, since a large `a` is multiplied with it. In float64.
final class ToGamma {
  private static final double EULER = 0.5772156649015329;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /// From here on Stirling's series has all digits.
  private static final double LARGE = 20;

  /// Beyond, an exponential is multiplied by way of its exponent.
  private static final double STEEP = 600;

  /// `ζ(j)/j` with alternating signs, from `j = 2` on: the series of `ln Γ(1 + z) + γz`, divided by `z²`.
  private static final double[] ZETA = {
    1.6449340668482264 / 2,
    -1.2020569031595942 / 3,
    1.0823232337111381 / 4,
    -1.03692775514337 / 5,
    1.017343061984449 / 6,
    -1.0083492773819227 / 7,
    1.0040773561979444 / 8,
    -1.0020083928260821 / 9,
    1.000994575127818 / 10
  };

  private ToGamma() {}

  private static Tensor divergence(Tensor shift, Tensor gap, Tensor rest, Tensor a) {
    Tensor large = a.multiply(gap).add(bend(shift, a));
    return ContinuousDivergences.notNegative(
        large.add(stirling(a).subtract(a.log().multiply(0.5)).add(rest)));
  }

  static Tensor gamma(Gamma p, Gamma q) {
    Tensor shift = logQuotient(q.rate(), p.concentration(), q.concentration(), p.rate());
    Tensor gap = logMinusDigamma(p.concentration());
    return ContinuousDivergences.notNegative(
        gammas(p.concentration(), q.concentration(), gap, shift));
  }

  /// From a gamma number of concentration `b`, of which `E ln x - H(p)` is `½·ln b - S(b) - b·J`: between equals each difference is 0.
  private static Tensor gammas(Tensor b, Tensor a, Tensor gap, Tensor shift) {
    Tensor gaps = a.subtract(b).multiply(gap).add(bend(shift, a));
    Tensor rest = LogDensities.logRatio(b, a).multiply(0.5);
    return gaps.add(stirling(a).subtract(stirling(b)).add(rest));
  }

  /// From one of several shares in `sum`, the sum of their concentrations `b`, with its mean logarithm and that of its mean: the gap is that
  /// of the share, and the shift that of the logarithm of its mean.
  static Tensor share(
      Tensor b, Tensor a, Tensor sum, Tensor meanLog, Tensor logMean, Tensor shift) {
    // the difference of logarithms has no digits of a small gap, and that of gaps none if both are
    // large
    Tensor apart = logMinusDigamma(b).subtract(logMinusDigamma(sum));
    Tensor gap = Tensors.where(sum.greater(LARGE), apart, logMean.subtract(meanLog));
    return gammas(b, a, gap, shift);
  }

  /// What the parts of [#share] have too much.
  static Tensor sums(Tensor b, Tensor a) {
    Tensor none = b.stopGradient().zerosLike();
    return gammas(b, a, none, none);
  }

  /// `ln(1 + x/y)` of positive numbers, whose quotient need be no number.
  static Tensor logOnePlusRatio(Tensor x, Tensor y) {
    Tensor ratio = x.divide(y);
    Tensor over = ratio.stopGradient().equalTo(Double.POSITIVE_INFINITY);
    Tensor one = number(1);
    Tensor near = Tensors.where(over, one, x).divide(Tensors.where(over, one, y)).log1p();
    return Tensors.where(over, x.log().subtract(y.log()), near);
  }

  static Tensor exponential(Exponential p, Gamma q) {
    Tensor shift = logQuotient(q.rate(), number(1), q.concentration(), p.rate());
    return divergence(shift, number(EULER), number(-1 - EULER), q.concentration());
  }

  static Tensor logNormal(LogNormal p, Gamma q) {
    Tensor gap = p.scale().square().multiply(0.5);
    Tensor ratio = LogDensities.logRatio(q.concentration(), q.rate());
    Tensor rest = p.scale().log().affine(-1, -0.5 - HALF_LOG_TWO_PI);
    return divergence(p.loc().subtract(ratio).add(gap), gap, rest, q.concentration());
  }

  static Tensor weibull(Weibull p, Gamma q) {
    Tensor z = p.concentration().reciprocal();
    Tensor gap =
        piecewise(
            z.less(0.02),
            z,
            0.01,
            near -> fromSquare(near, ZETA),
            1,
            far -> far.add(1).lgamma().add(far.multiply(EULER)));
    Tensor shift =
        logQuotient(p.scale(), q.rate(), q.concentration(), number(1))
            .add(gap.subtract(z.multiply(EULER)));
    return divergence(shift, gap, p.concentration().log().subtract(1 + EULER), q.concentration());
  }

  /// Infinite up to `α = 1`, as the mean.
  static Tensor pareto(Pareto p, Gamma q) {
    Tensor heavy = p.alpha().lessEqual(1);
    Tensor alpha = p.alpha().maskedFill(heavy, 2);
    Tensor z = alpha.reciprocal();
    Tensor gap =
        piecewise(
            z.less(0.02),
            z,
            0.01,
            near -> fromSquare(near, reciprocals()),
            0.5,
            far -> far.negate().log1p().add(far).negate());
    Tensor shift = logQuotient(p.scale(), q.rate(), q.concentration(), number(1)).add(gap.add(z));
    Tensor value = divergence(shift, gap, alpha.log().subtract(1), q.concentration());
    return ContinuousDivergences.infiniteWhere(heavy.expandTo(value.shape()), value);
  }

  static Tensor beta(Beta p, Gamma q) {
    Tensor one = p.concentration1();
    Tensor both = one.add(p.concentration0());
    Tensor gap = logMinusDigamma(one).subtract(logMinusDigamma(both));
    // its logarithm, with the digits of a small share
    Tensor mean = logOnePlusRatio(p.concentration0(), one).negate();
    Tensor shift = LogDensities.logRatio(q.rate(), q.concentration()).add(mean);
    Tensor rest =
        piecewise(
            one.less(1),
            one,
            0.5,
            small -> smallRest(new Beta(small, p.concentration0())),
            2,
            large -> {
              Beta other = new Beta(large, p.concentration0());
              return other.meanLog().subtract(other.entropy());
            });
    return divergence(shift, gap, rest, q.concentration());
  }

  /// `E ln x - H` of a small first concentration, for which each of both is as large as its reciprocal.
  private static Tensor smallRest(Beta p) {
    Beta swapped = new Beta(p.concentration0(), p.concentration1());
    return p.concentration1()
        .multiply(p.meanLog())
        .add(p.concentration0().subtract(1).multiply(swapped.meanLog()))
        .subtract(p.concentration1().lbeta(p.concentration0()));
  }

  /// From numbers between `low` and `low + width`, not below 0: with the share `d` of half the width in the mean the gap is
  /// `Σ d²ᵏ/2k(2k + 1)`.
  static Tensor uniform(Tensor low, Tensor width, Gamma q) {
    Tensor mean = low.add(width.multiply(0.5));
    Tensor share = width.divide(mean).multiply(0.5).square();
    Tensor narrow = share.less(0.05);
    Tensor near = series(share.maskedFill(narrow.logicalNot(), 0), squares());
    Tensor none = low.stopGradient().zerosLike();
    Tensor from = Tensors.where(narrow, none, low);
    Tensor over = Tensors.where(narrow, none.add(1), width);
    Tensor half =
        over.divide(from.add(over)).multiply(-0.5).log1p(); // ln of the mean over the high end
    Tensor far = half.subtract(UniformLogarithm.excess(from, over));
    Tensor gap =
        Tensors.where(narrow, near.multiply(share.maskedFill(narrow.logicalNot(), 0)), far);
    Tensor shift = logQuotient(mean, q.rate(), q.concentration(), number(1));
    Tensor rest = LogDensities.logRatio(mean, width).subtract(gap);
    return divergence(shift, gap, rest, q.concentration());
  }

  /// `ln(xy/zw)` of positive numbers, whose products need be no numbers.
  private static Tensor logQuotient(Tensor x, Tensor y, Tensor z, Tensor w) {
    Tensor ordinary = ordinary(x.multiply(y)).logicalAnd(ordinary(z.multiply(w)));
    Tensor one = number(1);
    Tensor over = Tensors.where(ordinary, x, one).multiply(Tensors.where(ordinary, y, one));
    Tensor under = Tensors.where(ordinary, z, one).multiply(Tensors.where(ordinary, w, one));
    Tensor apart = LogDensities.logRatio(x, z).add(LogDensities.logRatio(y, w));
    return Tensors.where(ordinary, LogDensities.logRatio(over, under), apart);
  }

  private static Tensor ordinary(Tensor x) {
    Tensor number = x.stopGradient();
    return number.greaterEqual(Double.MIN_NORMAL).logicalAnd(number.lessEqual(Double.MAX_VALUE));
  }

  /// `a·(eᵛ - 1 - v)`.
  private static Tensor bend(Tensor v, Tensor a) {
    Tensor far = v.stopGradient().greater(STEEP);
    Tensor near =
        piecewise(
            v.stopGradient().abs().less(0.1),
            v.maskedFill(far, 0),
            0.05,
            small -> fromSquare(small, factorials()),
            1,
            other -> other.exp().subtract(1).subtract(other));
    // the power alone may be no number
    Tensor exponent = v.maskedFill(far.logicalNot(), 0).add(a.log());
    Tensor power = ContinuousDivergences.exponential(exponent);
    Tensor over = power.stopGradient().equalTo(Double.POSITIVE_INFINITY);
    Tensor steep = power.subtract(v.add(1).multiply(a));
    Tensor whole = Tensors.where(far, steep, near.multiply(a));
    return ContinuousDivergences.infiniteWhere(far.logicalAnd(over), whole);
  }

  /// `ln Γ(a) - (a - ½)·ln a + a`.
  private static Tensor stirling(Tensor a) {
    return piecewise(
        a.greater(LARGE),
        a,
        2 * LARGE,
        large -> {
          Tensor z = large.reciprocal();
          double[] odd = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188};
          return series(z.square(), odd).multiply(z).add(HALF_LOG_TWO_PI);
        },
        1,
        small -> small.lgamma().subtract(small.subtract(0.5).multiply(small.log())).add(small));
  }

  /// `ln x - ψ(x)`.
  private static Tensor logMinusDigamma(Tensor x) {
    return piecewise(
        x.greater(LARGE),
        x,
        2 * LARGE,
        large -> {
          Tensor z = large.reciprocal();
          double[] even = {1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132};
          return series(z.square(), even).multiply(z).add(0.5).multiply(z);
        },
        1,
        small -> small.log().subtract(small.digamma()));
  }

  /// `first` where the mask is set, else `second`; what is not wanted of each is computed from a harmless number.
  private static Tensor piecewise(
      Tensor mask,
      Tensor x,
      double inFirst,
      UnaryOperator<Tensor> first,
      double inSecond,
      UnaryOperator<Tensor> second) {
    Tensor one = first.apply(x.maskedFill(mask.logicalNot(), inFirst));
    return Tensors.where(mask, one, second.apply(x.maskedFill(mask, inSecond)));
  }

  /// `c₀ + c₁x + c₂x² + …`.
  private static Tensor series(Tensor x, double... c) {
    Tensor sum = x.multiply(c[c.length - 1]);
    for (int j = c.length - 2; j > 0; j--) {
      sum = sum.add(c[j]).multiply(x);
    }
    return sum.add(c[0]);
  }

  /// `c₀x² + c₁x³ + …`.
  private static Tensor fromSquare(Tensor x, double... c) {
    return series(x, c).multiply(x.square());
  }

  /// `1/j!` for `j` from 2 on.
  private static double[] factorials() {
    double[] c = new double[10];
    double factorial = 1;
    for (int j = 0; j < c.length; j++) {
      factorial *= j + 2;
      c[j] = 1 / factorial;
    }
    return c;
  }

  /// `1/j` for `j` from 2 on.
  private static double[] reciprocals() {
    double[] c = new double[9];
    for (int j = 0; j < c.length; j++) {
      c[j] = 1.0 / (j + 2);
    }
    return c;
  }

  /// `1/2k(2k + 1)` for `k` from 1 on.
  private static double[] squares() {
    double[] c = new double[12];
    for (int k = 1; k <= c.length; k++) {
      c[k - 1] = 1.0 / (2 * k * (2 * k + 1));
    }
    return c;
  }

  private static Tensor number(double x) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, x);
  }
}

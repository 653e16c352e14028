package octavo.distribution;

import octavo.tensor.Tensor;

/// The variance of a distribution in units of a square, which may be a number where the variance is none: `Var(x)/u²`.
final class RelativeVariance {
  private RelativeVariance() {}

  static Tensor of(Distribution p, Tensor unit) {
    return switch (p) {
      case Laplace d -> square(d.scale(), unit).multiply(2);
      case Logistic d -> square(d.scale(), unit).multiply(Math.PI * Math.PI / 3);
      case Gumbel d -> square(d.scale(), unit).multiply(Math.PI * Math.PI / 6);
      case HalfNormal d -> square(d.scale(), unit).multiply(1 - 2 / Math.PI);
      case Uniform d -> square(d.width(), unit).multiply(1.0 / 12);
      case Exponential d -> d.rate().multiply(unit).reciprocal().square();
      case Gamma d -> {
        Tensor rate = d.rate().multiply(unit);
        yield d.concentration().divide(rate).divide(rate);
      }
      case Weibull d -> d.logVariance().subtract(unit.log().multiply(2)).exp();
      case Pareto d -> {
        Tensor more = d.alpha().subtract(2).reciprocal().affine(2, 1);
        yield square(d.scale().divide(d.alpha().subtract(1)), unit).multiply(more);
      }
      case LogNormal d -> new LogNormal(d.loc().subtract(unit.log()), d.scale()).variance();
      case Beta d -> {
        Tensor sum = d.concentration1().add(d.concentration0());
        Tensor first = d.mean().divide(unit).multiply(d.concentration0().divide(sum));
        yield first.divide(sum.add(1).multiply(unit));
      }
      default -> p.variance().divide(unit).divide(unit);
    };
  }

  private static Tensor square(Tensor x, Tensor unit) {
    return x.divide(unit).square();
  }
}

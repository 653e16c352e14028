package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Densities integrate to 1 and probabilities sum to 1. The integral runs over coordinates in which the support is the
/// whole line (or plane), where sums at equal distances converge fast: `sinh t` for the line, `a + eᵗ` for a half
/// line, `a + (b - a)·σ(t)` for an interval, a softmax of two numbers and 0 for a simplex.
class NormalizationTest {
  static List<DistributionCase> cases() {
    return DistributionCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void densitiesIntegrateToOne(DistributionCase c) {
    assumeThat(c.batch().support().isDiscrete()).isFalse();
    // where the density jumps, the sum converges slowly
    double tolerance = c.name().endsWith("of uniform") ? 2e-3 : 2e-5;
    for (int i = 0; i < c.count(); i++) {
      assertThat(total(c.single(i))).as(c.name() + " " + i).isBetween(1 - tolerance, 1 + tolerance);
    }
  }

  private static double total(Distribution d) {
    if (d instanceof RelaxedOneHotCategorical
        || d instanceof ExpRelaxedCategorical
        || d instanceof Dirichlet) {
      return overSimplex(d);
    }
    return d.eventShape().rank() == 0 ? overLine(d) : overPlane(d);
  }

  private static double overLine(Distribution d) {
    Tensor t = spaced(60, 24_001);
    Coordinates x = coordinates(d, t);
    return integrand(d, x.x(), x.logSlope()).sum().item() * 120 / 24_000;
  }

  private static double overPlane(Distribution d) {
    int n = 241;
    Tensor t = spaced(16, n);
    Coordinates one = coordinates(d, t);
    Tensor a = one.x().unsqueeze(1).expandTo(Shape.of(n, n)).reshape(n * n);
    Tensor b = one.x().unsqueeze(0).expandTo(Shape.of(n, n)).reshape(n * n);
    Tensor slope = one.logSlope().unsqueeze(1).add(one.logSlope().unsqueeze(0)).reshape(n * n);
    double area = Math.pow(32.0 / (n - 1), 2);
    Tensor x = d.eventShape().size(0) == 1 ? a.unsqueeze(1) : Tensors.stack(1, a, b);
    return d.eventShape().size(0) == 1
        ? integrand(d, one.x().unsqueeze(1), one.logSlope()).sum().item() * 32 / (n - 1)
        : integrand(d, x, slope).sum().item() * area;
  }

  /// `xᵢ` of `softmax(a, b, 0)`, whose Jacobian is the product of all `xᵢ`; the density of logarithms is that of
  /// the differences `a` and `b` themselves.
  private static double overSimplex(Distribution d) {
    int n = 401;
    Tensor t = spaced(50, n);
    Tensor a = t.unsqueeze(1).expandTo(Shape.of(n, n)).reshape(n * n);
    Tensor b = t.unsqueeze(0).expandTo(Shape.of(n, n)).reshape(n * n);
    Tensor y = Tensors.stack(1, a, b, a.zerosLike()).logSoftmax(1);
    double area = Math.pow(100.0 / (n - 1), 2);
    return d instanceof ExpRelaxedCategorical
        ? d.logProb(y).exp().sum().item() * area
        : integrand(d, y.exp(), y.sum(1)).sum().item() * area;
  }

  private static Tensor integrand(Distribution d, Tensor x, Tensor logSlope) {
    return Outside.logProb(d, x).add(logSlope).exp();
  }

  private static Tensor spaced(double end, int count) {
    return Tensors.arange(count).to(DType.FLOAT64).affine(2 * end / (count - 1), -end);
  }

  private record Coordinates(Tensor x, Tensor logSlope) {}

  private static Coordinates coordinates(Distribution d, Tensor t) {
    double inside = d.sample(Rng.of(3)).toDoubleArray()[0];
    double low = end(d, inside, -1e9);
    double high = end(d, inside, 1e9);
    if (low == -1e9) {
      assertThat(high).isEqualTo(1e9);
      return new Coordinates(t.sinh(), t.cosh().log());
    }
    if (high == 1e9) {
      return new Coordinates(t.exp().add(low), t);
    }
    Tensor slope = t.logSigmoid().add(t.negate().logSigmoid());
    Tensor x =
        t.sigmoid()
            .affine(high - low, low); // not rounded to an end, where a density may be infinite
    return new Coordinates(x.minimum(Math.nextDown(high)), slope.add(Math.log(high - low)));
  }

  /// The end of the support between a number inside and one far away, by bisection.
  private static double end(Distribution d, double inside, double far) {
    if (admits(d, far)) {
      return far;
    }
    double in = inside;
    double out = far;
    for (int i = 0; i < 200; i++) {
      double middle = in + (out - in) / 2;
      if (admits(d, middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private static boolean admits(Distribution d, double number) {
    Tensor x = Tensors.full(DType.FLOAT64, d.eventShape(), number);
    return d.support().contains(x).item() != 0;
  }
}

package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import octavo.autograd.Derivatives;
import octavo.kernel.special.SpecialFunction;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Index;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers that stay at their quantile while a parameter changes: the derivative by the operation against
/// the difference of two quantiles, which are found by Newton's method.
class ImplicitGradientTest {
  private static double gammaAt(double a, double p, double start) {
    double x = start;
    for (int i = 0; i < 50; i++) {
      double error = SpecialFunction.GAMMAINC.apply(a, x, 0) - p;
      x -= error / SpecialFunction.GAMMA_DENSITY.apply(a, x, 0);
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0.02",
    "0.3, 0.4",
    "0.9, 2",
    "1, 1",
    "1, 3",
    "2.5, 0.3",
    "2.5, 3",
    "2.5, 9",
    "40, 25",
    "40, 41",
    "40, 60"
  })
  void gammaNumbersMoveAsTheirQuantilesDo(double a, double x) {
    double p = SpecialFunction.GAMMAINC.apply(a, x, 0);
    double h = 1e-4 * a;
    double difference = (gammaAt(a + h, p, x) - gammaAt(a - h, p, x)) / (2 * h);
    double slope = SpecialFunction.GAMMA_SLOPE.apply(a, x, 0);
    assertThat(slope).isCloseTo(difference, within(1e-6 * slope));
    double logSlope = SpecialFunction.LOG_GAMMA_SLOPE.apply(a, Math.log(x), 0);
    assertThat(logSlope * x).isCloseTo(slope, within(1e-13 * slope));
    double curvature = SpecialFunction.GAMMA_CURVATURE.apply(a, x, 0);
    double step =
        (SpecialFunction.GAMMA_SLOPE.apply(a + h, x, 0)
                - SpecialFunction.GAMMA_SLOPE.apply(a - h, x, 0))
            / (2 * h);
    assertThat(curvature).isCloseTo(step, within(1e-5 * Math.abs(step) + 1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.7, 0.1",
    "0.4, 0.7, 0.9",
    "1, 1, 0.3",
    "2, 5, 0.2",
    "2, 5, 0.6",
    "30, 2, 0.95",
    "1, 60, 0.01",
    "80, 90, 0.5"
  })
  void betaNumbersMoveAsTheirQuantilesDo(double a, double b, double x) {
    double p = SpecialFunction.BETAINC.apply(a, b, x);
    double h = 1e-4 * a;
    double[] ends = new double[2];
    for (int side = 0; side < 2; side++) {
      double c = side == 0 ? a - h : a + h;
      double y = x;
      for (int i = 0; i < 50; i++) {
        double error = SpecialFunction.BETAINC.apply(c, b, y) - p;
        y -= error / SpecialFunction.BETA_DENSITY.apply(c, b, y);
      }
      ends[side] = y;
    }
    double slope = SpecialFunction.BETA_SLOPE.apply(a, b, x);
    assertThat(slope).isCloseTo((ends[1] - ends[0]) / (2 * h), within(1e-6 * slope));
  }

  /// For a concentration above its limit the expansion of Cornish and Fisher takes over.
  @Test
  void theFormsMeetWhereOneTakesOver() {
    for (double z : new double[] {-4, -1, 0, 0.5, 3}) {
      double below = 999_999.5;
      double above = 1_000_000.5;
      double x = 1e6 + z * 1e3;
      for (SpecialFunction f :
          new SpecialFunction[] {
            SpecialFunction.GAMMA_SLOPE, SpecialFunction.GAMMAINC, SpecialFunction.GAMMAINCC
          }) {
        double left = f.apply(below, x, 0);
        double right = f.apply(above, x, 0);
        assertThat(right).as(f + " " + z).isCloseTo(left, within(6e-3 * left));
      }
      double slope = SpecialFunction.GAMMA_SLOPE.apply(above, x, 0);
      double middle =
          0.5
              * (SpecialFunction.GAMMA_SLOPE.apply(below, x, 0)
                  + SpecialFunction.GAMMA_SLOPE.apply(1_000_001.5, x, 0));
      assertThat(slope).isCloseTo(middle, within(1e-9));
    }
  }

  /// What is drawn, and how a gradient flows through it.
  @Test
  void drawsHaveTheGradientOfTheirQuantiles() {
    Tensor a = Tensors.of(new double[] {0.4, 1.5, 8}, 3).tracked();
    Tensor b = Tensors.of(new double[] {2, 0.7, 3}, 3).tracked();
    Tensor x = RandomTensors.gamma(Rng.of(1), a, 5);
    Tensor slope = Special.of(SpecialFunction.GAMMA_SLOPE, a, x).stopGradient();
    assertThat(x.sum().gradients().of(a)).isEqualTo(slope.sum(0));
    Tensor p = a.gammainc(x).sum(); // constant at a constant quantile
    assertThat(p.gradients().of(a).allClose(a.stopGradient().zerosLike(), 0, 1e-13)).isTrue();
    Tensor logs = a.gammainc(RandomTensors.logGamma(Rng.of(1), a, 5).exp()).sum();
    assertThat(logs.gradients().of(a).allClose(a.stopGradient().zerosLike(), 0, 1e-13)).isTrue();
    Tensor y = RandomTensors.beta(Rng.of(1), a, b, 5).betainc(a, b).sum();
    assertThat(y.gradients().of(a).allClose(a.stopGradient().zerosLike(), 0, 1e-12)).isTrue();
    assertThat(y.gradients().of(b).allClose(a.stopGradient().zerosLike(), 0, 1e-12)).isTrue();
  }

  /// A pair of Dirichlet numbers is a beta number and its complement.
  @Test
  void aPairOfDirichletNumbersMovesAsBetaNumbersDo() {
    Tensor a = Tensors.of(new double[] {0.4, 1.5}, 2).tracked();
    Tensor x = RandomTensors.dirichlet(Rng.of(2), a, 6);
    Tensor first = x.at(Index.all(), Index.index(0));
    Tensor found = first.sum().gradients().of(a);
    double[] expected = new double[2];
    for (double v : first.stopGradient().toDoubleArray()) {
      expected[0] += SpecialFunction.BETA_SLOPE.apply(0.4, 1.5, v);
      expected[1] -= SpecialFunction.BETA_SLOPE.apply(1.5, 0.4, 1 - v);
    }
    assertThat(found.allClose(Tensors.of(expected, 2), 1e-10, 0)).isTrue();
    Tensor one = Tensors.of(new double[] {3}, 1).tracked();
    Tensor certain = RandomTensors.dirichlet(Rng.of(2), one, 4);
    assertThat(certain.toDoubleArray()).containsOnly(1);
    assertThat(certain.sum().gradients().of(one).item()).isZero();
  }

  @Test
  void derivativesThatAreNotProvidedSaySo() {
    Tensor a = Tensors.of(new double[] {0.4, 1.5}, 2).tracked();
    Tensor x = RandomTensors.beta(Rng.of(3), a, a.stopGradient(), 3);
    Tensor dx = Derivatives.gradientsOrNull(x, x.stopGradient().onesLike(), true, a)[0];
    assertThatThrownBy(() -> dx.sum().gradients())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "beta: derivatives with respect to the concentration end before this order, but a further"
                + " one is asked for.");
  }

  @Test
  void floatsAgreeWithDoubles() {
    Tensor a = Tensors.linspace(0.05, 60, 500);
    Tensor x = RandomTensors.gamma(Rng.of(4), a);
    Tensor slope = Special.of(SpecialFunction.GAMMA_SLOPE, a, x);
    Tensor exact =
        Special.of(SpecialFunction.GAMMA_SLOPE, a.to(DType.FLOAT64), x.to(DType.FLOAT64));
    assertThat(slope).isEqualTo(exact.to(DType.FLOAT32));
  }
}

package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.autograd.Gradients;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Divergences whose terms are far larger than their sum, or than a quotient of float32. Expected numbers are of mpmath with 120 digits.
class LargeDivergencesTest {
  private static Tensor w(double x) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, x);
  }

  private static void is(Distribution p, Distribution q, double expected, double tolerance) {
    assertThat(Divergences.kl(p, q).item())
        .as("%s from %s", p, q)
        .isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  @Test
  void toGammaOfLargeConcentration() {
    Gamma narrow = Gamma.of(w(1e30), w(1e30));
    is(Weibull.of(w(1), w(1e12)), narrow, 989048.4292946544, 1e-9);
    is(Weibull.of(w(1), w(1e30)), narrow, 33.88049926321383, 1e-12);
    is(Weibull.of(w(1e30), w(1e12)), Gamma.of(w(1e30), w(1)), 989048.4292946544, 1e-9);
    is(Pareto.of(w(1), w(1e12)), narrow, 999993.0111842542, 1e-9);
    is(Pareto.of(w(1), w(1e30)), narrow, 34.45771492811536, 1e-12);
    is(Pareto.of(w(1e12), w(1e6)), Gamma.of(w(1e12), w(1)), 0.918939533205756, 1e-9);
    is(Beta.of(w(1e30), w(1e12)), narrow, 20.223266336946743, 1e-12);
    is(Beta.of(w(1e-30), w(50)), Gamma.of(w(1e-30), w(50)), 0, 1);
    is(Uniform.of(w(1), w(1.00000001)), narrow, 16666666380735.771, 1e-7);
    is(Uniform.of(w(1e12), w(1.00000001e12)), Gamma.of(w(1e12), w(1)), 5.524125390859431, 1e-8);
    // a gamma number of that concentration is normal, and so is this one
    assertThat(Divergences.kl(LogNormal.of(w(0), w(1e-15)), narrow).item()).isLessThan(1e-9);
    Exponential exponential = Exponential.of(w(3));
    assertThat(Divergences.kl(exponential, Gamma.of(w(1), w(3))).item()).isLessThan(1e-15);
    assertThat(Divergences.kl(Pareto.of(w(2), w(1)), narrow).item())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  /// Their digits are those of a product of a concentration of 10³⁰ and a share of 10⁻³⁰.
  @Test
  void uniformToBetaNearZero() {
    Uniform near = Uniform.of(w(1e-30), w(3.0000000000000003e-30));
    is(near, Beta.of(w(2), w(1e30)), 0.6589343864378902, 1e-12);
    is(Uniform.of(w(1e-30), w(2e-30)), Beta.of(w(1), w(1e30)), 1.5, 1e-12);
    for (double high : new double[] {0.002999, 0.003001}) { // where both forms meet
      double a = 0.001;
      double mean = (-(1 - high) * Math.log1p(-high) + (1 - a) * Math.log1p(-a)) / (high - a) - 1;
      double found = UniformLogarithm.meanOfRest(w(a), w(high - a)).item();
      assertThat(found).isCloseTo(mean, within(1e-12));
    }
  }

  /// Numerical slopes of what [#toGammaOfLargeConcentration] compares, at sizes where they have digits.
  @Test
  void slopes() {
    Tensor a = w(30).tracked(); // on both sides of the border between series and functions
    Tensor b = w(15).tracked();
    Tensor one = w(0.7).tracked();
    Tensor two = w(60).tracked();
    for (Tensor concentration : List.of(a, b)) {
      for (Tensor shape : List.of(one, two)) {
        for (int kind = 0; kind < 4; kind++) {
          Tensor[] leaves = {concentration, shape};
          Gradients slopes = kl(kind, concentration, shape).gradients();
          for (int i = 0; i < 2; i++) {
            double h = 1e-5 * leaves[i].item();
            double[] sides = new double[2];
            for (int side = 0; side < 2; side++) {
              Tensor[] moved = {concentration.stopGradient(), shape.stopGradient()};
              moved[i] = moved[i].add(side == 0 ? -h : h);
              sides[side] = kl(kind, moved[0], moved[1]).item();
            }
            double expected = (sides[1] - sides[0]) / (2 * h);
            assertThat(slopes.of(leaves[i]).item())
                .as("kind %d, number %d", kind, i)
                .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
          }
        }
      }
    }
  }

  private static Tensor kl(int kind, Tensor concentration, Tensor shape) {
    Gamma q = Gamma.of(concentration, w(20));
    Distribution p =
        switch (kind) {
          case 0 -> Weibull.of(w(1.5), shape);
          case 1 -> Pareto.of(w(1.5), shape.add(1));
          case 2 -> Beta.of(shape, w(3));
          default -> Uniform.of(shape, shape.add(1));
        };
    return Divergences.kl(p, q);
  }

  /// `½r² - ½ - ln r` with `r = 10⁻⁶⁰`, which is 0 in float32.
  @Test
  void normalsOfUnequalScales() {
    Tensor small = Tensor.scalar(1e-30).tracked();
    Tensor large = Tensor.scalar(1e30).tracked();
    Tensor zero = Tensor.scalar(0);
    Tensor kl = Divergences.kl(Normal.of(zero, small), Normal.of(zero, large));
    assertThat(kl.item()).isCloseTo(60 * Math.log(10) - 0.5, within(1e-4));
    Gradients slopes = kl.gradients();
    assertThat(slopes.of(small).item()).isCloseTo(-1e30, within(1e24));
    assertThat(slopes.of(large).item()).isCloseTo(1e-30, within(1e-36));
    Tensor other = Divergences.kl(Normal.of(zero, large), Normal.of(zero, small));
    assertThat(other.item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(other.gradients().of(small).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(other.gradients().of(large).item()).isEqualTo(Double.POSITIVE_INFINITY);
  }
}

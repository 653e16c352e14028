package octavo.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The tests themselves: their p-values are uniform for a right sample and tiny for a wrong one.
class StatisticsTest {
  private static double[] uniform(Rng rng, int n) {
    double[] u = new double[n];
    Arrays.setAll(u, i -> rng.nextOpenDouble());
    return u;
  }

  @Test
  void pValuesOfRightSamplesAreUniform() {
    Rng rng = Rng.of(1);
    double[] ks = new double[400];
    double[] two = new double[400];
    double[] chi = new double[400];
    double[] z = new double[400];
    for (int i = 0; i < 400; i++) {
      double[] u = uniform(rng, 1000);
      ks[i] = Statistics.ksTest(u, x -> x);
      two[i] = Statistics.ksTest(u, uniform(rng, 700));
      chi[i] =
          Statistics.chiSquared(
              Arrays.stream(u).map(x -> Math.floor(8 * x)).toArray(), k -> 1 / 8.0);
      z[i] = Statistics.zTest(u, 0.5, 1 / 12.0);
    }
    for (double[] p : new double[][] {ks, two, chi, z}) {
      assertThat(Statistics.ksTest(p, x -> x)).isGreaterThan(Statistics.LEAST);
    }
  }

  @Test
  void wrongSamplesAreFound() {
    double[] u = uniform(Rng.of(2), 20_000);
    assertThat(Statistics.ksTest(u, x -> x * x)).isLessThan(1e-10);
    assertThat(Statistics.ksTest(u, Arrays.stream(u).map(Math::sqrt).toArray())).isLessThan(1e-10);
    assertThat(Statistics.zTest(u, 0.52)).isLessThan(1e-10);
    assertThat(Statistics.chiSquared(new long[] {1, 99}, new double[] {0.5, 0.5}))
        .isLessThan(1e-10);
    assertThat(Statistics.chiSquared(new long[] {50, 50, 1}, new double[] {0.5, 0.5, 0})).isZero();
  }

  @Test
  void tailsAreThoseOfTheTables() {
    assertThat(Statistics.chiSquaredTail(22.458, 6)).isCloseTo(0.001, within(1e-6));
    assertThat(Statistics.normalTails(1.959963984540054)).isCloseTo(0.05, within(1e-12));
  }
}

package octavo.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import octavo.kernel.elementwise.GammaFunctions;
import octavo.kernel.special.SpecialFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scalar samplers against the distribution functions.
class SamplersTest {
  private static final int N = 40_000;

  private static double[] draw(DoubleSupplier sampler) {
    double[] sample = new double[N];
    Arrays.setAll(sample, i -> sampler.getAsDouble());
    return sample;
  }

  private static void likely(double p) {
    assertThat(p).isGreaterThan(Statistics.LEAST);
  }

  private static double choose(double n, double k) {
    return -SpecialFunction.LBETA.apply(k + 1, n - k + 1, 0) - Math.log(n + 1);
  }

  @Test
  void exponentialAndOpenNumbers() {
    Rng rng = Rng.of(1);
    likely(Statistics.ksTest(draw(rng::nextExponential), x -> -Math.expm1(-x)));
    double[] u = draw(rng::nextOpenDouble);
    likely(Statistics.ksTest(u, x -> x));
    assertThat(Arrays.stream(u)).allMatch(v -> v > 0 && v < 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.4, 0.999, 1, 1.5, 7, 300, 1e5})
  void gammaNumbers(double a) {
    Rng rng = Rng.of(2);
    double[] x = draw(() -> rng.nextGamma(a));
    likely(Statistics.ksTest(x, v -> SpecialFunction.GAMMAINC.apply(a, v, 0)));
    likely(Statistics.zTest(x, a, a));
    double[] squares = Arrays.stream(x).map(v -> (v - a) * (v - a)).toArray();
    likely(Statistics.zTest(squares, a, 6 * a + 2 * a * a)); // its fourth moment is 3a² + 6a
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "0.02, 0.03", "3, 1.5", "1, 1", "200, 0.1", "400, 900"})
  void betaNumbers(double a, double b) {
    Rng rng = Rng.of(3);
    double[] x = draw(() -> rng.nextBeta(a, b));
    if (a > 0.1 && b > 0.1) { // else many numbers are rounded to 1
      likely(Statistics.ksTest(x, v -> SpecialFunction.BETAINC.apply(a, b, v)));
    }
    double n = a + b;
    likely(Statistics.zTest(x, a / n, a * b / (n * n * (n + 1))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-3, 0.7, 4, 9.99, 10, 15, 60, 1000, 1e6})
  void poissonNumbers(double rate) {
    Rng rng = Rng.of(4);
    double[] k = draw(() -> rng.nextPoisson(rate));
    if (rate == 0) {
      assertThat(k).containsOnly(0);
      return;
    }
    likely(Statistics.zTest(k, rate, rate));
    double[] squares = Arrays.stream(k).map(v -> (v - rate) * (v - rate)).toArray();
    likely(Statistics.zTest(squares, rate, rate + 2 * rate * rate));
    likely(
        Statistics.chiSquared(
            k, j -> Math.exp(j * Math.log(rate) - rate - GammaFunctions.lgamma(j + 1))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.3",
    "1, 0.3",
    "10, 0.5",
    "10, 0.97",
    "19, 0.5",
    "20, 0.5",
    "100, 0.05",
    "100, 0.2",
    "100, 0.9",
    "5000, 0.4",
    "1000000, 1e-6",
    "1000000, 0.37",
    "7, 0",
    "7, 1"
  })
  void binomialNumbers(long n, double p) {
    Rng rng = Rng.of(5);
    double[] k = draw(() -> rng.nextBinomial(n, p));
    assertThat(Arrays.stream(k)).allMatch(v -> v >= 0 && v <= n);
    if (n == 0 || p == 0 || p == 1) {
      assertThat(k).containsOnly(n * p);
      return;
    }
    likely(Statistics.zTest(k, n * p, n * p * (1 - p)));
    likely(
        Statistics.chiSquared(
            k, j -> Math.exp(choose(n, j) + j * Math.log(p) + (n - j) * Math.log1p(-p))));
  }

  /// Trials are counted as integers, where a double has no place for the last one.
  @Test
  void moreTrialsThanADoubleCounts() {
    Rng rng = Rng.of(5);
    for (long n : new long[] {(1L << 53) + 1, (1L << 53) + 3, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      assertThat(rng.nextBinomial(n, 1)).isEqualTo(n);
      assertThat(rng.nextBinomial(n, Math.nextDown(1.0))).isBetween(n - 10_000, n);
      assertThat(rng.nextBinomial(n, 0)).isZero();
    }
    assertThat(rng.nextPoisson(1e300)).isEqualTo(Long.MAX_VALUE);
    assertThat(rng.nextGeometric(1e-300)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.9, 0.5, 0.03})
  void geometricNumbers(double p) {
    Rng rng = Rng.of(6);
    double[] k = draw(() -> rng.nextGeometric(p));
    likely(Statistics.chiSquared(k, j -> p * Math.pow(1 - p, j)));
  }

  @Test
  void truthValues() {
    Rng rng = Rng.of(7);
    double[] k = draw(() -> rng.nextBernoulli(0.3) ? 1 : 0);
    likely(Statistics.zTest(k, 0.3, 0.21));
    assertThat(rng.nextBernoulli(1)).isTrue();
    assertThat(rng.nextBernoulli(0)).isFalse();
  }

  @Test
  void aliasTablesGiveTheirWeights() {
    double[][] tables = {
      {1},
      {1, 1},
      {0, 3, 0},
      {5, 1, 1, 1, 0, 2},
      {1e300, 1e300, 2e300},
      {1e-300, 2e-300},
      new double[1000]
    };
    Rng rng = Rng.of(8);
    Arrays.setAll(tables[6], i -> rng.nextExponential());
    for (double[] weights : tables) {
      AliasTable table = AliasTable.of(weights);
      assertThat(table.classes()).isEqualTo(weights.length);
      double largest = Arrays.stream(weights).max().orElse(0);
      double sum = Arrays.stream(weights).map(w -> w / largest).sum();
      long[] counts = new long[weights.length];
      for (int i = 0; i < N; i++) {
        counts[table.next(rng)]++;
      }
      likely(
          Statistics.chiSquared(
              counts, Arrays.stream(weights).map(w -> w / largest / sum).toArray()));
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i] > 0 || counts[i] == 0).isTrue();
      }
    }
  }

  @Test
  void theSamePlaceGivesTheSameNumbers() {
    Rng one = Rng.of(9);
    Rng two = Rng.of(9);
    for (int i = 0; i < 100; i++) {
      assertThat(one.nextGamma(0.3)).isEqualTo(two.nextGamma(0.3));
      assertThat(one.nextPoisson(30)).isEqualTo(two.nextPoisson(30));
    }
    assertThat(one.state()).isEqualTo(two.state());
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void wrongParametersAreRefused() {
    Rng rng = Rng.of(1);
    refused(
        () -> rng.nextGamma(0), "Rng: the concentration must be positive and finite, but is 0.0.");
    refused(
        () -> rng.nextBeta(1, Double.NaN),
        "Rng: the concentration must be positive and finite, but is NaN.");
    refused(
        () -> rng.nextPoisson(-1), "Rng: the rate must be finite and not negative, but is -1.0.");
    refused(
        () -> rng.nextBinomial(-1, 0.5),
        "Rng: the number of trials must not be negative, but is -1.");
    refused(() -> rng.nextBinomial(1, 1.5), "Rng: the probability must be in [0, 1], but is 1.5.");
    refused(() -> rng.nextGeometric(0), "Rng: the probability must be in (0, 1], but is 0.0.");
    refused(() -> rng.nextBernoulli(-0.1), "Rng: the probability must be in [0, 1], but is -0.1.");
    refused(() -> new Rng.State(1, 2, 5), "Rng.State: the words used must be 1 to 4, but are 5.");
    refused(
        () -> AliasTable.of(1, -1),
        "AliasTable: weights must be finite and not negative, but weight 1 is -1.0.");
    refused(() -> AliasTable.of(), "AliasTable: there must be a weight, but there are 0.");
    refused(() -> AliasTable.of(0, 0), "AliasTable: a weight must be positive, but all 2 are 0.");
  }
}

package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import octavo.kernel.AnyThreads;
import octavo.kernel.special.SpecialFunction;
import octavo.random.Rng;
import octavo.random.Statistics;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;

/// Tensors of random numbers have their distribution, and their bits depend on nothing but generator
/// and parameters.
class RandomTensorsTest {
  private static final int N = 30_000;

  private static Tensor doubles(double... values) {
    return Tensors.of(values, values.length);
  }

  private static Tensor floats(double... values) {
    return doubles(values).to(DType.FLOAT32);
  }

  private static void likely(double p) {
    assertThat(p).isGreaterThan(Statistics.LEAST);
  }

  /// Column `i` of `[samples, columns]`.
  private static double[] column(Tensor x, int i) {
    return x.to(DType.FLOAT64).at(Index.all(), Index.index(i)).toDoubleArray();
  }

  private static void follows(Tensor x, DoubleUnaryOperator cdf) {
    likely(Statistics.ksTest(x.to(DType.FLOAT64).flatten().toDoubleArray(), cdf));
  }

  @Test
  void openIntervalsHaveNoEnds() {
    double[][] bounds = {{0, 1}, {-1, 0}, {1, 1 + 0x1p-21}, {0.1, 0.3}, {-3e38, 3e37}, {0, 1e-44}};
    for (double[] b : bounds) {
      for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        Tensor u = RandomTensors.uniformOpen(dtype, Rng.of(1), b[0], b[1], 100_003);
        double low = dtype == DType.FLOAT32 ? (float) b[0] : b[0];
        double high = dtype == DType.FLOAT32 ? (float) b[1] : b[1];
        assertThat(Arrays.stream(u.toDoubleArray())).allMatch(v -> v > low && v < high);
      }
    }
    follows(RandomTensors.uniformOpen(DType.FLOAT32, Rng.of(2), 2, 5, N), x -> (x - 2) / 3);
    follows(RandomTensors.uniformOpen(DType.FLOAT64, Rng.of(2), 2, 5, N), x -> (x - 2) / 3);
  }

  @Test
  void numbersWithFixedParameters() {
    for (DType d : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Rng rng = Rng.of(3);
      follows(RandomTensors.exponential(d, rng, 2, 3, N / 3), x -> -Math.expm1(-2 * x));
      follows(
          RandomTensors.laplace(d, rng, 1, 2, N),
          x -> x < 1 ? 0.5 * Math.exp((x - 1) / 2) : 1 - 0.5 * Math.exp((1 - x) / 2));
      follows(RandomTensors.logistic(d, rng, 1, 2, N), x -> 1 / (1 + Math.exp((1 - x) / 2)));
      follows(RandomTensors.cauchy(d, rng, 1, 2, N), x -> 0.5 + Math.atan((x - 1) / 2) / Math.PI);
    }
    Tensor e = RandomTensors.exponential(Rng.of(4), 1 << 22);
    assertThat(e.min().item()).isPositive();
    assertThat(e.max().item()).isBetween(13.0, 22.2); // of 4 million, ln 4M = 15.2 or so
  }

  @Test
  void parametersBroadcastUnderTheSampleAxes() {
    Rng rng = Rng.of(5);
    double[] a = {0.2, 1, 30};
    Tensor gamma = RandomTensors.gamma(rng, floats(a), N);
    Tensor logs = RandomTensors.logGamma(rng, doubles(a), N);
    Tensor chi = RandomTensors.chi2(rng, doubles(a), N);
    Tensor beta =
        RandomTensors.beta(rng, doubles(a), Tensors.full(DType.FLOAT64, Shape.of(1), 2), N);
    for (int i = 0; i < 3; i++) {
      double c = a[i];
      DoubleUnaryOperator cdf = x -> SpecialFunction.GAMMAINC.apply(c, x, 0);
      likely(Statistics.ksTest(column(gamma, i), cdf));
      likely(Statistics.ksTest(column(logs.exp(), i), cdf));
      likely(
          Statistics.ksTest(column(chi, i), x -> SpecialFunction.GAMMAINC.apply(c / 2, x / 2, 0)));
      likely(Statistics.ksTest(column(beta, i), x -> SpecialFunction.BETAINC.apply(c, 2, x)));
    }
    assertThat(gamma.dtype()).isEqualTo(DType.FLOAT32);
    Tensor pair = RandomTensors.beta(rng, Tensor.ones(4, 1), Tensor.ones(3), 2, 5);
    assertThat(pair.shape()).isEqualTo(Shape.of(2, 5, 4, 3));
    assertThat(RandomTensors.gamma(rng, Tensor.scalar(1)).shape()).isEqualTo(Shape.SCALAR);
    assertThat(RandomTensors.gamma(rng, Tensor.ones(0, 2), 3).shape()).isEqualTo(Shape.of(3, 0, 2));
  }

  @Test
  void smallConcentrationsStayInside() {
    Rng rng = Rng.of(6);
    Tensor small = Tensors.full(Shape.of(4), 1e-4);
    assertThat(RandomTensors.gamma(rng, small, 1000).min().item()).isPositive();
    Tensor beta = RandomTensors.beta(rng, small, small, 1000);
    assertThat(beta.min().item()).isPositive();
    assertThat(beta.max().item()).isLessThan(1);
    Tensor dirichlet = RandomTensors.dirichlet(rng, small, 1000);
    assertThat(dirichlet.sum(-1).allClose(Tensor.ones(1000), 1e-6, 0)).isTrue();
    assertThat(dirichlet.min().item()).isPositive();
    assertThat(RandomTensors.logGamma(rng, small, 1000).min().item()).isBetween(-1e6, -100.0);
  }

  @Test
  void dirichletNumbersHaveBetaMargins() {
    double[] a = {0.5, 2, 7};
    Tensor x = RandomTensors.dirichlet(Rng.of(7), doubles(a), N);
    for (int i = 0; i < 3; i++) {
      double c = a[i];
      likely(Statistics.ksTest(column(x, i), v -> SpecialFunction.BETAINC.apply(c, 9.5 - c, v)));
    }
    double[] product = column(x, 0);
    double[] other = column(x, 1);
    Arrays.setAll(product, i -> product[i] * other[i]);
    likely(Statistics.zTest(product, 0.5 * 2 / (9.5 * 10.5)));
  }

  @Test
  void counts() {
    Rng rng = Rng.of(8);
    Tensor poisson = RandomTensors.poisson(rng, floats(0.5, 40), N);
    Tensor binomial = RandomTensors.binomial(rng, floats(3, 200), floats(0.4, 0.7), N);
    Tensor geometric = RandomTensors.geometric(rng, floats(0.2, 1), N);
    Tensor negative = RandomTensors.negativeBinomial(rng, floats(2.5, 0), floats(0.6, 0.6), N);
    likely(Statistics.zTest(column(poisson, 0), 0.5, 0.5));
    likely(Statistics.zTest(column(poisson, 1), 40, 40));
    likely(Statistics.zTest(column(binomial, 0), 1.2, 0.72));
    likely(Statistics.zTest(column(binomial, 1), 140, 42));
    likely(Statistics.zTest(column(geometric, 0), 4, 20));
    assertThat(column(geometric, 1)).containsOnly(0);
    likely(Statistics.zTest(column(negative, 0), 2.5 * 0.6 / 0.4, 2.5 * 0.6 / 0.16));
    // Γ(k + r)/(k! Γ(r)) pᵏ(1 - p)ʳ
    likely(
        Statistics.chiSquared(
            column(negative, 0),
            k ->
                Math.exp(
                    -SpecialFunction.LBETA.apply(k + 1, 2.5, 0)
                        - Math.log(k + 2.5)
                        + k * Math.log(0.6)
                        + 2.5 * Math.log(0.4))));
    assertThat(column(negative, 1)).containsOnly(0);
  }

  @Test
  void truthValuesHaveAProbabilityEach() {
    Tensor p = floats(0, 1, 0.25, 1e-3, 0.75);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor y = RandomTensors.bernoulli(Rng.of(9), p.to(dtype), N);
      assertThat(y.dtype()).isEqualTo(dtype);
      assertThat(column(y, 0)).containsOnly(0);
      assertThat(column(y, 1)).containsOnly(1);
      likely(Statistics.zTest(column(y, 2), 0.25, 0.1875));
      likely(Statistics.zTest(column(y, 3), 1e-3, 1e-3));
      likely(Statistics.zTest(column(y, 4), 0.75, 0.1875));
    }
    assertThat(RandomTensors.bernoulli(Rng.of(9), p, N))
        .isEqualTo(RandomTensors.bernoulli(Rng.of(9), p.to(DType.FLOAT64), N).to(DType.FLOAT32));
  }

  @Test
  void classes() {
    Tensor logits =
        Tensors.of(new double[] {0.3, -1, 2, Double.NEGATIVE_INFINITY, 5, 5, 5, 4}, 2, 4);
    Tensor table = RandomTensors.categorical(Rng.of(10), logits, N);
    Tensor largest = RandomTensors.gumbelMax(Rng.of(11), logits, N);
    Tensor weighed = RandomTensors.multinomial(Rng.of(12), logits.exp(), N).transpose();
    for (Tensor x : new Tensor[] {table, largest, weighed}) {
      assertThat(x.shape()).isEqualTo(Shape.of(N, 2));
      assertThat(x.dtype()).isEqualTo(DType.INT64);
      for (int row = 0; row < 2; row++) {
        double[] p = logits.softmax(-1).at(Index.index(row)).toDoubleArray();
        likely(Statistics.chiSquared(column(x, row), k -> p[k]));
      }
    }
    assertThat(RandomTensors.categorical(Rng.of(1), Tensor.ones(2, 3, 4), 5, 6).shape())
        .isEqualTo(Shape.of(5, 6, 2, 3));
    assertThat(RandomTensors.categorical(Rng.of(1), Tensor.ones(4)).shape())
        .isEqualTo(Shape.SCALAR);
  }

  @Test
  void drawingWithoutReplacement() {
    double[] w = {1, 2, 0, 5};
    Tensor rows = Tensors.of(w, 4).expand(N, 4);
    Tensor x = RandomTensors.multinomialWithoutReplacement(Rng.of(13), rows, 3);
    assertThat(x.shape()).isEqualTo(Shape.of(N, 3));
    likely(Statistics.chiSquared(column(x, 0), k -> w[k] / 8));
    // the second: Σ over the first of p(first)·p(second | first)
    double[] second = new double[4];
    for (int first = 0; first < 4; first++) {
      for (int k = 0; k < 4; k++) {
        second[k] += first == k ? 0 : w[first] / 8 * w[k] / (8 - w[first]);
      }
    }
    likely(Statistics.chiSquared(column(x, 1), k -> second[k]));
    assertThat(x.sum(1).toDoubleArray()).containsOnly(0 + 1 + 3);
  }

  @Test
  void everyOrderComes() {
    long[] counts = new long[24];
    Rng rng = Rng.of(14);
    for (int i = 0; i < 24_000; i++) {
      double[] p = RandomTensors.permutation(rng, 4).toDoubleArray();
      int code = 0;
      for (int j = 0; j < 3; j++) {
        int smaller = 0;
        for (int k = j + 1; k < 4; k++) {
          smaller += p[k] < p[j] ? 1 : 0;
        }
        code = code * (4 - j) + smaller;
      }
      counts[code]++;
    }
    double[] equal = new double[24];
    Arrays.fill(equal, 1 / 24.0);
    likely(Statistics.chiSquared(counts, equal));
    assertThat(RandomTensors.permutation(rng, 0).elements()).isZero();
  }

  private static Map<String, Function<Rng, Tensor>> all() {
    Tensor a = Tensors.linspace(0.1, 40, 71);
    Tensor p = Tensors.linspace(0.01, 0.99, 71);
    Map<String, Function<Rng, Tensor>> all = new LinkedHashMap<>();
    all.put("uniformOpen", r -> RandomTensors.uniformOpen(DType.FLOAT32, r, 0, 1, 170_001));
    all.put("exponential", r -> RandomTensors.exponential(r, 170_001));
    all.put("laplace", r -> RandomTensors.laplace(DType.FLOAT32, r, 0, 1, 70_001));
    all.put("logistic", r -> RandomTensors.logistic(DType.FLOAT64, r, 0, 1, 70_001));
    all.put("cauchy", r -> RandomTensors.cauchy(DType.FLOAT32, r, 0, 1, 70_001));
    all.put("gamma", r -> RandomTensors.gamma(r, a, 200));
    all.put("logGamma", r -> RandomTensors.logGamma(r, a, 200));
    all.put("chi2", r -> RandomTensors.chi2(r, a, 200));
    all.put("beta", r -> RandomTensors.beta(r, a, p, 200));
    all.put("dirichlet", r -> RandomTensors.dirichlet(r, a, 200));
    all.put("poisson", r -> RandomTensors.poisson(r, a, 200));
    all.put("binomial", r -> RandomTensors.binomial(r, a.round(), p, 200));
    all.put("geometric", r -> RandomTensors.geometric(r, p, 200));
    all.put("negativeBinomial", r -> RandomTensors.negativeBinomial(r, a, p, 200));
    all.put("bernoulli", r -> RandomTensors.bernoulli(r, p, 2000));
    all.put("categorical", r -> RandomTensors.categorical(r, p.expand(50, 71), 200));
    all.put("gumbelMax", r -> RandomTensors.gumbelMax(r, p.expand(50, 71), 20));
    all.put("multinomial", r -> RandomTensors.multinomial(r, p.expand(50, 71), 20));
    all.put(
        "withoutReplacement",
        r -> RandomTensors.multinomialWithoutReplacement(r, p.expand(50, 71), 20));
    return all;
  }

  @Test
  void bitsDependOnTheGeneratorAlone() {
    all()
        .forEach((name, draw) -> {
          Rng rng = Rng.of(15);
          Tensor first = draw.apply(rng);
          assertThat(draw.apply(rng)).as(name + " goes on").isNotEqualTo(first);
          Tensor found = AnyThreads.same(() -> draw.apply(Rng.of(15)));
          assertThat(found).as(name).isEqualTo(first);
        });
  }

  /// Gradients through samples against those of the expectations, which are known.
  @Test
  void gradientsOfMeansAreRight() {
    Tensor a = doubles(0.3, 1, 6).tracked();
    Tensor b = doubles(2, 0.5, 3).tracked();
    Tensor slopes = RandomTensors.gamma(Rng.of(16), a, N).mean(0).sum().gradients().of(a);
    assertThat(slopes.allClose(doubles(1, 1, 1), 0, 0.05)).isTrue(); // E x = a
    Tensor mean = RandomTensors.beta(Rng.of(17), a, b, N).mean(0).sum();
    Tensor n = a.add(b).square();
    assertThat(mean.gradients().of(a).allClose(b.divide(n).stopGradient(), 0.02, 0.01)).isTrue();
    assertThat(mean.gradients().of(b).allClose(a.divide(n).negate().stopGradient(), 0.02, 0.01))
        .isTrue();
    Tensor logs = RandomTensors.logGamma(Rng.of(18), a, N).mean(0).sum();
    assertThat(logs.gradients().of(a).allClose(a.stopGradient().polygamma(1), 0.03, 0)).isTrue();
    Tensor x = RandomTensors.dirichlet(Rng.of(19), a, N).mean(0);
    Tensor first = x.at(Index.index(0)).gradients().of(a); // (δᵢ₀ - a₀/Σ)/Σ
    assertThat(
            first.allClose(doubles(7 / 7.3 / 7.3, -0.3 / 7.3 / 7.3, -0.3 / 7.3 / 7.3), 0.05, 1e-3))
        .isTrue();
  }

  @Test
  void countsAreConstants() {
    Tensor a = doubles(0.5, 2).tracked();
    Tensor x = RandomTensors.beta(Rng.of(20), a, a.stopGradient(), 3).sum();
    assertThat(x.gradients().of(a).elements()).isEqualTo(2);
    Tensor counts = RandomTensors.poisson(Rng.of(20), a, 3);
    assertThat(counts.isTracked()).isFalse();
    assertThatThrownBy(() -> counts.sum().gradients()).isInstanceOf(IllegalStateException.class);
  }
}

package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import octavo.autograd.Gradients;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Classes and vectors with parameters from 10⁻³⁰ to 10³⁰: no result and no gradient is NaN, and float32 gives what float64 gives.
class ExtremeVectorsTest {
  private static Tensor of(DType type, double... numbers) {
    return Tensors.of(numbers.clone(), numbers.length).to(type);
  }

  private static Tensor scalar(DType type, double number) {
    return Tensors.full(type, Shape.SCALAR, number);
  }

  private static List<double[]> triples(double... numbers) {
    List<double[]> triples = new ArrayList<>();
    for (double a : numbers) {
      for (double b : numbers) {
        for (double c : numbers) {
          triples.add(new double[] {a, b, c});
        }
      }
    }
    return triples;
  }

  private static void isNumber(String what, Tensor y, Tensor... leaves) {
    assertThat(y.stopGradient().isNaN().any().item()).as("%s: %s", what, y).isZero();
    if (y.isTracked()) {
      Gradients slopes = y.sum().gradients();
      for (int i = 0; i < leaves.length; i++) {
        Tensor slope = slopes.find(leaves[i]);
        assertThat(slope == null ? 0 : slope.isNaN().any().item())
            .as("%s: %s, slope %d is %s", what, y, i, slope)
            .isZero();
      }
    }
  }

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void classes(DType type) {
    List<Function<Tensor, HasEntropy>> makers =
        List.of(
            Categorical::ofLogits,
            OneHotCategorical::ofLogits,
            OneHotCategoricalStraightThrough::ofLogits);
    double[][] others = {{0, 0, 0}, {1, 2, NEVER}, {1e30, 0, -1e30}, {NEVER, 0, 1}};
    for (double[] given : triples(-1e30, -100, 0, 1e10, 1e30, NEVER)) {
      if (Arrays.stream(given).max().orElseThrow() == NEVER) {
        continue;
      }
      String what = Arrays.toString(given);
      for (Function<Tensor, HasEntropy> maker : makers) {
        Tensor logits = of(type, given).tracked();
        HasEntropy p = maker.apply(logits);
        isNumber(what, p.logProb(((Enumerable) p).enumerateSupport()), logits);
        isNumber(what, p.entropy(), logits);
        for (double[] other : others) {
          Tensor second = of(type, other).tracked();
          HasEntropy q = maker.apply(second);
          isNumber(what, Divergences.kl(p, q), logits, second);
          isNumber(what, Divergences.kl(q, p), logits, second);
        }
        if (p instanceof Reparameterized smooth) {
          Tensor draws = smooth.rsample(Rng.of(1), 5).multiply(of(type, 1, 2, 3));
          isNumber(what, draws, logits);
        }
      }
    }
  }

  /// Infinite where one can draw what the other cannot, and a constant there.
  @Test
  void infiniteDivergencesOfClasses() {
    Tensor p = Tensor.of(new float[] {0, 0, 1, 1, 2, Float.NEGATIVE_INFINITY}, 2, 3).tracked();
    Tensor q = Tensor.of(1, 2, Float.NEGATIVE_INFINITY).tracked();
    Tensor kl = Divergences.kl(Categorical.ofLogits(p), Categorical.ofLogits(q));
    assertThat(kl.get(0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(kl.get(1)).isZero();
    Gradients slopes = kl.sum().gradients();
    assertThat(slopes.of(p).abs().max().item()).isLessThan(1e-7);
    assertThat(slopes.of(q).abs().max().item()).isLessThan(1e-7);
    for (double sure : new double[] {NEVER, -NEVER}) {
      Tensor a = Tensor.scalar(0.3).tracked();
      Tensor b = Tensor.scalar(sure).tracked();
      Tensor infinite = Divergences.kl(Bernoulli.ofLogits(a), Bernoulli.ofLogits(b));
      assertThat(infinite.item()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(infinite.sum().gradients().of(a).item()).isZero();
      Tensor finite = Divergences.kl(Bernoulli.ofLogits(b), Bernoulli.ofLogits(a));
      double rest = 1 / (1 + Math.exp(sure < 0 ? -0.3 : 0.3));
      assertThat(finite.item()).isCloseTo(-Math.log(1 - rest), within(1e-6));
      double slope = sure < 0 ? rest : -rest;
      assertThat(finite.sum().gradients().of(a).item()).isCloseTo(slope, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void relaxedClasses(DType type) {
    double[][] points = {{0.2, 0.3, 0.5}, {1, 0, 0}, {1e-30, 1, 1e-30}};
    for (double temperature : new double[] {1e-38, 1e-30, 1e-19, 1e-5, 1, 1e5, 1e30, 1e38}) {
      for (double[] given : triples(-1e30, -100, 0, 1e10)) {
        String what = temperature + " " + Arrays.toString(given);
        Tensor logits = of(type, given).tracked();
        Tensor tau = scalar(type, temperature).tracked();
        RelaxedOneHotCategorical p = new RelaxedOneHotCategorical(tau, logits);
        ExpRelaxedCategorical log = p.logarithm();
        isNumber(what, p.rsample(Rng.of(1), 3).multiply(of(type, 1, 2, 3)), logits, tau);
        isNumber(what, p.logProb(p.sample(Rng.of(1), 3)), logits, tau);
        isNumber(what, log.logProb(log.sample(Rng.of(1), 3)), logits, tau);
        for (double[] point : points) {
          Tensor x = of(type, point).tracked();
          isNumber(what, p.logProb(x), logits, tau, x);
        }
        if (temperature < 1e30) {
          isNumber(what, p.logProb(p.rsample(Rng.of(1), 3)), logits, tau);
          isNumber(what, log.logProb(log.rsample(Rng.of(1), 3)), logits, tau);
        }
        Tensor logit = scalar(type, given[0]).tracked();
        RelaxedBernoulli binary = new RelaxedBernoulli(tau, logit);
        isNumber(what, binary.rsample(Rng.of(1), 3), logit, tau);
        isNumber(what, binary.logProb(binary.rsample(Rng.of(1), 3)), logit, tau);
      }
    }
  }

  /// In float32 the product of this temperature and the logarithm is infinite, and of these logits the draw.
  @Test
  void relaxedDensities() {
    Tensor center = Tensors.full(Shape.of(3), 1.0 / 3);
    Tensor two = Tensor.scalar(1e38);
    double flat = new RelaxedOneHotCategorical(two, Tensor.zeros(3)).logProb(center).item();
    // Γ(3)·τ²·3⁻³ over the product of the shares, 3⁻³
    assertThat(flat).isCloseTo(Math.log(2) + 2 * Math.log(1e38), within(1e-4));
    Tensor cold = Tensor.scalar(1e-38).tracked();
    Tensor y = Tensor.of(0, Float.NEGATIVE_INFINITY, -5).tracked();
    Tensor density = new ExpRelaxedCategorical(cold, Tensor.zeros(3)).density(y);
    assertThat(density.item()).isEqualTo(Double.NEGATIVE_INFINITY);
    isNumber("cold", density, cold, y);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void normalVectors(DType type) {
    double[] sizes = {1e-30, 1e-10, 1, 1e10, 1e30};
    for (double a : sizes) {
      for (double b : sizes) {
        for (double off : new double[] {0, 1e-30, 1}) {
          String what = "%s, %s and %s".formatted(a, b, off);
          Tensor factor = of(type, a, 0, off, b).reshape(2, 2).tracked();
          Tensor loc = of(type, 1e30, 1).tracked();
          MultivariateNormal p = MultivariateNormal.ofScaleTril(loc, factor);
          isNumber(what, p.entropy(), factor);
          isNumber(what, p.rsample(Rng.of(1), 3), factor, loc);
          for (double x : new double[] {-1e30, 0, 1e-30, 1}) {
            Tensor at = of(type, 1e30 + x, x).tracked();
            isNumber(what + " at " + x, p.logProb(at), factor, loc, at);
          }
          for (double other : sizes) {
            Tensor second = of(type, other, 0, 1, 1).reshape(2, 2).tracked();
            MultivariateNormal q = MultivariateNormal.ofScaleTril(of(type, 0, 0), second);
            isNumber(what, Divergences.kl(p, q), factor, loc, second);
            isNumber(what, Divergences.kl(q, p), factor, loc, second);
          }
          assertThat(Divergences.kl(p, p).item()).isCloseTo(0, within(1e-6));
        }
      }
    }
  }

  /// Squares of these distances are no numbers of float32; and a density that is 0 has no slope.
  @Test
  void normalVectorsInFloat32() {
    Tensor factor = Tensor.of(new float[] {1e-30f, 0, 0, 1e30f}, 2, 2).tracked();
    MultivariateNormal p = MultivariateNormal.ofScaleTril(Tensor.zeros(2), factor);
    Tensor density = p.logProb(Tensor.of(new float[] {2e-30f, 3e30f, 1, 0}, 2, 2));
    assertThat(density.get(0)).isCloseTo(-6.5 - Math.log(2 * Math.PI), within(1e-6));
    assertThat(density.get(1)).isEqualTo(Double.NEGATIVE_INFINITY);
    Tensor slope = density.sum().gradients().of(factor);
    assertThat(slope.get(0, 0)).isCloseTo(2e30, within(1e25)); // (z² - 1)/σ twice, and -1/σ
    assertThat(slope.get(1, 1)).isCloseTo(7e-30, within(1e-35));
    Tensor wide = Tensor.of(new float[] {1e10f, 0, 0, 1e-10f}, 2, 2);
    MultivariateNormal q = MultivariateNormal.ofScaleTril(Tensor.zeros(2), wide.multiply(2));
    Tensor kl = Divergences.kl(MultivariateNormal.ofScaleTril(Tensor.zeros(2), wide), q);
    assertThat(kl.item()).isCloseTo(-0.75 + 2 * Math.log(2), within(1e-6));
  }

  /// Symmetric is what is so beside its own size.
  @Test
  void covariancesOfAnySize() {
    for (double size : new double[] {1e-20, 1, 1e20}) {
      Tensor loc = Tensors.zeros(DType.FLOAT64, 2);
      double noise = 1e-12 * size;
      Tensor near = of(DType.FLOAT64, size, noise, 0, size).reshape(2, 2);
      assertThat(MultivariateNormal.ofCovariance(loc, near).variance().get(0))
          .isCloseTo(size, within(1e-9 * size));
      Tensor skew = of(DType.FLOAT64, size, 0.5 * size, 0.1 * size, size).reshape(2, 2);
      assertThat(Support.POSITIVE_DEFINITE.contains(skew).item()).isZero();
    }
  }

  private static Tensor hilbert(int n) {
    double[] numbers = new double[n * n];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 1.0 / (i / n + i % n + 1);
    }
    return of(DType.FLOAT64, numbers).reshape(n, n);
  }

  /// Hilbert's matrices of 4, 8 and 13 rows have condition numbers of 10⁴, 10¹⁰ and 10¹⁸. The pivots of the last are positive, by
  /// rounding.
  @Test
  void covariancesThatAreSingularToRoundingAreRefused() {
    assertThat(hilbert(13).cholesky().isFinite().all().item()).isOne();
    Tensor loc = Tensors.zeros(DType.FLOAT64, 13);
    assertThatThrownBy(() -> MultivariateNormal.ofCovariance(loc, hilbert(13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be symmetric and, beyond rounding, positive definite")
        .hasMessageEndingWith("Add a small number to its diagonal, or give its Cholesky factor.");
    // the determinants are known: 1/det is an integer (1/6048000 for 4 rows)
    MultivariateNormal four =
        MultivariateNormal.ofCovariance(Tensors.zeros(DType.FLOAT64, 4), hilbert(4));
    assertThat(2 * four.halfLogDeterminant().item()).isCloseTo(-Math.log(6_048_000), within(1e-10));
    assertThat(Support.POSITIVE_DEFINITE.contains(hilbert(8)).item()).isOne();
  }

  /// A condition number of 10²⁰ and more is no matter if it is that of the sizes.
  @Test
  void covariancesOfUnlikeSizes() {
    Tensor loc = Tensors.zeros(DType.FLOAT64, 2);
    Tensor covariance = of(DType.FLOAT64, 1e20, 5e-1, 5e-1, 1e-20).reshape(2, 2);
    MultivariateNormal d = MultivariateNormal.ofCovariance(loc, covariance);
    // half a deviation of each: the correlation is ½
    double expected =
        -0.5 * 0.25 * (1 + 1 - 1) / 0.75 - 0.5 * Math.log(0.75) - Math.log(2 * Math.PI);
    assertThat(d.logProb(of(DType.FLOAT64, 5e9, 5e-11)).item()).isCloseTo(expected, within(1e-12));
    Tensor factor = of(DType.FLOAT64, 1, 0, 1, 1e-20).reshape(2, 2);
    MultivariateNormal thin = MultivariateNormal.ofScaleTril(loc, factor);
    assertThat(thin.logProb(of(DType.FLOAT64, 0, 1e-20)).item())
        .isCloseTo(-0.5 + 20 * Math.log(10) - Math.log(2 * Math.PI), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void dirichlet(DType type) {
    double[][] points = {{0.2, 0.3, 0.5}, {1, 0, 0}, {0, 0.5, 0.5}, {1e-30, 1, 1e-30}};
    for (double[] given : triples(1e-30, 1e-5, 1, 3, 1e10, 1e30)) {
      String what = Arrays.toString(given);
      Tensor a = of(type, given).tracked();
      Dirichlet p = Dirichlet.of(a);
      for (double[] point : points) {
        Tensor x = of(type, point).tracked();
        isNumber(what + " at " + Arrays.toString(point), p.logProb(x), a, x);
      }
      isNumber(what, p.entropy(), a);
      isNumber(what, p.variance(), a);
      isNumber(what, p.rsample(Rng.of(1), 3).multiply(of(type, 1, 2, 3)), a);
      isNumber(what, p.logProb(p.rsample(Rng.of(1), 3)), a);
      for (double other : new double[] {1e-30, 1, 1e30}) {
        Tensor b = of(type, 1, other, 0.3).tracked();
        isNumber(what, Divergences.kl(p, Dirichlet.of(b)), a, b);
        isNumber(what, Divergences.kl(Dirichlet.of(b), p), a, b);
      }
    }
  }

  /// `a(s - a)/(s²(s + 1))`, where the difference is the sum of the others.
  @Test
  void variancesOfUnequalConcentrations() {
    Tensor variance = Dirichlet.of(Tensor.of(0.5f, 1e-5f, 1e-30f)).variance();
    double expected = 0.5 * (double) 1e-5f / Math.pow(0.50001, 2) / 1.50001;
    assertThat(variance.get(0)).isCloseTo(expected, within(1e-6 * expected));
    assertThat(variance.get(1)).isCloseTo(expected, within(1e-6 * expected));
    assertThat(Dirichlet.of(of(DType.FLOAT64, 1, 1e-30)).variance().get(0))
        .isCloseTo(5e-31, within(1e-44));
    // one share's density rises to the corner where that of another falls
    Tensor corner = Dirichlet.of(Tensor.of(0.5f, 0.5f, 3)).logProb(Tensor.of(1, 0, 0));
    assertThat(corner.item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}

package octavo.nn.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Smoothing by samples against closed forms. Tolerances are five standard errors or more, with seeds.
class SampledTest {
  private static final int SAMPLES = 20_000;

  /// A standard error of a mean of numbers with deviation 1, five times.
  private static final double FIVE_ERRORS = 5 / Math.sqrt(SAMPLES);

  private static Tensor doubles(double... values) {
    return Tensors.of(values, values.length);
  }

  private static double phi(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double cumulative(double x) {
    return (1 + Tensors.of(new double[] {x / Math.sqrt(2)}, 1).erf().item()) / 2;
  }

  private static Tensor step(Tensor points) {
    return points.greater(0).to(points.dtype()).sum(1);
  }

  @Test
  void aStepBecomesTheNormalDistribution() {
    double sigma = 0.7;
    double at = 0.4 / sigma;
    for (GaussianSmoothing smoothing :
        new GaussianSmoothing[] {
          GaussianSmoothing.of(sigma).withSamples(SAMPLES),
          GaussianSmoothing.of(sigma).withSamples(SAMPLES).withAntithetic()
        }) {
      Tensor x = doubles(0.4).tracked();
      Tensor y = smoothing.value(SampledTest::step, x, Rng.of(1));
      Tensor dx = Derivatives.gradients(y, x)[0];
      Tensor second = Derivatives.gradients(dx.sum(), x)[0];
      assertThat(y.item()).isCloseTo(cumulative(at), within(FIVE_ERRORS));
      // values are within ½ of the baseline: the deviation of z is 1, that of z² - 1 is √2
      assertThat(dx.item()).isCloseTo(phi(at) / sigma, within(FIVE_ERRORS / sigma));
      assertThat(second.item())
          .isCloseTo(
              -at * phi(at) / (sigma * sigma),
              within(FIVE_ERRORS * Math.sqrt(2) / (sigma * sigma)));
    }
  }

  @Test
  void reluAndAbsoluteHaveClosedForms() {
    double sigma = 0.5;
    GaussianSmoothing smoothing = GaussianSmoothing.of(sigma).withSamples(SAMPLES);
    for (double at : new double[] {-0.3, 0, 0.6}) {
      Tensor x = doubles(at);
      double u = at / sigma;
      double relu = at * cumulative(u) + sigma * phi(u);
      double abs = 2 * relu - at;
      UnaryOperator<Tensor> f = p -> p.relu().sum(1);
      Tensor variable = x.tracked();
      Tensor y = smoothing.pathwise(f, variable, Rng.of(2));
      assertThat(y.item()).isCloseTo(relu, within(FIVE_ERRORS));
      assertThat(y.gradients().of(variable).item()).isCloseTo(cumulative(u), within(FIVE_ERRORS));
      assertThat(smoothing.value(p -> p.abs().sum(1), x, Rng.of(3)).item())
          .isCloseTo(abs, within(FIVE_ERRORS));
      // |f_σ - f| ≤ L·σ·√d
      assertThat(Math.abs(relu - Math.max(0, at))).isLessThanOrEqualTo(sigma);
    }
  }

  @Test
  void severalNumbersAreSmoothedTogether() {
    Tensor x = Tensors.of(new double[] {1, -2, 0.5, 0}, 2, 2).tracked();
    Tensor y =
        GaussianSmoothing.of(0.3)
            .withSamples(SAMPLES)
            .withAntithetic()
            .value(p -> p.square().sum(1, 2), x, Rng.of(4));
    assertThat(y.item()).isCloseTo(5.25 + 4 * 0.09, within(FIVE_ERRORS));
    // the estimate of 2xᵢ is a mean of zᵢ·Σⱼ 2xⱼzⱼ, whose deviation is below √(2·Σ(2xⱼ)²) = 6.5
    assertThat(y.gradients().of(x).allClose(x.stopGradient().multiply(2), 0, 6.5 * FIVE_ERRORS))
        .isTrue();
    Tensor scalar = Tensors.of(new double[] {2}, 1).reshape().tracked();
    Tensor z = GaussianSmoothing.of(0.1).withSamples(SAMPLES).value(p -> p, scalar, Rng.of(5));
    assertThat(z.gradients().of(scalar).item()).isCloseTo(1, within(1.5 * FIVE_ERRORS));
  }

  private static double variance(GaussianSmoothing smoothing) {
    double[] found = new double[200];
    for (int i = 0; i < found.length; i++) {
      Tensor x = doubles(1).tracked();
      Tensor y = smoothing.value(p -> p.square().sum(1), x, Rng.of(100 + i));
      found[i] = y.gradients().of(x).item();
    }
    return doubles(found).sampleVariance().item();
  }

  @Test
  void antitheticSamplesTakeAwayTheVarianceOfTheEvenPart() {
    // of x² at 1 with σ = 3 one sample has variance 8·x² + 15·σ² = 143, a pair 8
    GaussianSmoothing plain = GaussianSmoothing.of(3).withSamples(10);
    assertThat(variance(plain.withAntithetic())).isLessThan(variance(plain) / 5);
  }

  @Test
  void oneSampleIsAllowedAndTheSameSeedGivesTheSameBits() {
    GaussianSmoothing one = GaussianSmoothing.of(1).withSamples(1);
    Tensor x = Tensor.of(0.5f, 1).tracked();
    Tensor y = one.value(p -> p.sum(1), x, Rng.of(6));
    assertThat(y).isEqualTo(one.value(p -> p.sum(1), x, Rng.of(6)));
    assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(y.gradients().of(x).isFinite().all().item()).isOne();
    // truth values are numbers
    assertThat(one.value(p -> p.greater(0).any(1), x, Rng.of(6)).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void gumbelNoiseMakesArgmaxSoftmax() {
    double epsilon = 0.8;
    PerturbedMaximizer argmax =
        PerturbedMaximizer.argmax(epsilon)
            .withNoise(PerturbedMaximizer.Noise.GUMBEL)
            .withSamples(SAMPLES);
    Tensor theta = doubles(0.5, -0.2, 1, 0);
    Tensor v = doubles(1, -2, 0.5, 3);
    UnaryOperator<Tensor> soft = x -> x.softmax(0, epsilon);
    UnaryOperator<Tensor> perturbed = x -> argmax.of(x, Rng.of(7));
    close(perturbed.apply(theta), soft.apply(theta), FIVE_ERRORS);
    // ∇ν of a Gumbel number has variance 1, its second derivative's estimate about 3 times the
    // deviation
    double size = v.norm().item() / epsilon;
    Tensor first = Derivatives.gradient(x -> perturbed.apply(x).dot(v), theta);
    close(first, Derivatives.gradient(x -> soft.apply(x).dot(v), theta), size * FIVE_ERRORS);
    Tensor hessian = Derivatives.hessian(x -> perturbed.apply(x).dot(v), theta);
    close(
        hessian,
        Derivatives.hessian(x -> soft.apply(x).dot(v), theta),
        3 * size / epsilon * FIVE_ERRORS);
  }

  @Test
  void gaussianNoiseOfTwoIsTheNormalDistribution() {
    double epsilon = 0.5;
    PerturbedMaximizer argmax = PerturbedMaximizer.argmax(epsilon).withSamples(SAMPLES);
    Tensor theta = doubles(0.3, 0).tracked();
    double u = 0.3 / (epsilon * Math.sqrt(2));
    Tensor y = argmax.of(theta, Rng.of(8));
    assertThat(y.get(0)).isCloseTo(cumulative(u), within(FIVE_ERRORS));
    Tensor dx = y.narrow(0, 0, 1).sum().gradients().of(theta);
    double slope = phi(u) / (epsilon * Math.sqrt(2));
    close(dx, doubles(slope, -slope), FIVE_ERRORS / epsilon);
  }

  @Test
  void withLittleNoiseTheSolverIsLeft() {
    Tensor theta = Tensors.of(new double[] {3, 1, 2, -1, 0, -2}, 2, 3);
    close(
        PerturbedMaximizer.argmax(1e-6).of(theta, Rng.of(9)),
        Tensors.of(new double[] {1, 0, 0, 0, 1, 0}, 2, 3),
        1e-12);
    close(
        PerturbedMaximizer.rank(1e-6).of(theta, Rng.of(10)),
        Tensors.of(new double[] {2, 0, 1, 1, 2, 0}, 2, 3),
        1e-12);
    Tensor ranks = PerturbedMaximizer.rank(1).of(theta, Rng.of(11));
    close(ranks.sum(1), doubles(3, 3), 1e-12);
    assertThat(PerturbedMaximizer.argmax(1).of(theta.to(DType.FLOAT32), Rng.of(1)).dtype())
        .isEqualTo(DType.FLOAT32);
  }

  private static void close(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.allClose(expected, 0, tolerance)).as("%s%n%s", found, expected).isTrue();
  }
}

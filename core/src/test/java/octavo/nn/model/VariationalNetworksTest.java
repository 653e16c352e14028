package octavo.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import octavo.autograd.GradientCheck;
import octavo.nn.Layer;
import octavo.nn.LayersIn;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariationalNetworksTest {
  private static final Mode SEEN = Mode.training(Rng.of(4)).withGradients(false);

  private static GumbelVaeOptions small() {
    return GumbelVae.of(8, 4).withLatents(3, 4).withChannels(2).withHidden(5);
  }

  private static Tensor pictures(int count, int height, int width) {
    return RandomTensors.uniform(Rng.of(2), 0, 1, count, 1, height, width);
  }

  @Test
  void theRecipeHasItsShapes() {
    GumbelVae vae = GumbelVae.of(28, 28).create(Rng.of(1));
    Tensor x = pictures(2, 28, 28);
    assertThat(vae.encode(x, SEEN).shape()).isEqualTo(Shape.of(2, 32, 10));
    assertThat(vae.forward(x).shape()).isEqualTo(Shape.of(2, 1, 28, 28));
    assertThat(vae.generate(3, Rng.of(1)).shape()).isEqualTo(Shape.of(3, 1, 28, 28));
    assertThat(vae.elbo(x, 0.5, SEEN).each().shape()).isEqualTo(Shape.of(2));
    // convolutions 9·(1·32 + 32·64), linear maps 3136·32 twice and 32·320 twice, transposed
    // convolutions 9·(64·64 + 64·32 + 32), biases 32 + 64 + 32 + 320 + 32 + 3136 + 64 + 32 + 1
    assertThat(vae.parameterCount()).isEqualTo(18_720 + 200_704 + 20_480 + 55_584 + 3713);
    assertThat(vae.parameters())
        .containsKeys("conv1.weight", "logits.bias", "grid.weight", "up2.weight", "pixels.bias");
  }

  @Test
  void theLinearNetworkHasItsShapes() {
    GaussianVae vae = GaussianVae.of(784).create(Rng.of(1));
    Tensor x = pictures(2, 28, 28);
    assertThat(vae.encode(x, SEEN).mean().shape()).isEqualTo(Shape.of(2, 20));
    assertThat(vae.forward(x).shape()).isEqualTo(Shape.of(2, 784));
    assertThat(vae.generate(3, Rng.of(1)).shape()).isEqualTo(Shape.of(3, 784));
    assertThat(vae.parameterCount()).isEqualTo(785 * 400 + 2 * 401 * 20 + 21 * 400 + 401 * 784);
    assertThat(vae.parameters()).containsKeys("log_variance.weight", "output.bias");
  }

  /// The sum over pixels of `-t·ln p - (1 - t)·ln(1 - p)`.
  private static double crossEntropy(Tensor logits, Tensor pixels) {
    double[] x = logits.toDoubleArray();
    double[] t = pixels.toDoubleArray();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double p = 1 / (1 + Math.exp(-x[i]));
      sum -= t[i] * Math.log(p) + (1 - t[i]) * Math.log(1 - p);
    }
    return sum;
  }

  @Test
  void theDiscreteBoundHasItsDefinition() {
    GumbelVae vae = LayersIn.of(DType.FLOAT64, small().create(Rng.of(1)));
    Tensor x = pictures(1, 8, 4).to(DType.FLOAT64);
    Tensor noise = RandomTensors.gumbel(DType.FLOAT64, Rng.of(3), 0, 1, 1, 3, 4);
    Elbo elbo = vae.elbo(x, 0.7, noise, SEEN);
    Tensor scores = vae.encode(x, SEEN);
    Tensor z = scores.add(noise).multiply(1 / 0.7).softmax(2);
    assertThat(elbo.reconstruction().item())
        .isCloseTo(crossEntropy(vae.decode(z, SEEN), x), within(1e-9));
    double divergence = 0;
    for (double p : scores.softmax(2).toDoubleArray()) {
      divergence += p * Math.log(p / 0.25);
    }
    assertThat(elbo.divergence().item()).isCloseTo(divergence, within(1e-9));
    assertThat(elbo.mean())
        .isCloseTo(-elbo.reconstruction().item() - divergence, within(1e-9))
        .isCloseTo(elbo.each().item(), within(1e-12))
        .isCloseTo(-elbo.loss().item(), within(1e-12));
  }

  @Test
  void theNormalBoundHasItsDefinition() {
    GaussianVae vae =
        LayersIn.of(
            DType.FLOAT64, GaussianVae.of(12).withHidden(5).withLatent(2).create(Rng.of(1)));
    Tensor x = pictures(1, 3, 4).to(DType.FLOAT64);
    Tensor noise = Tensors.of(new double[] {0.3, -1.2}, 1, 2);
    GaussianVae.Posterior q = vae.encode(x, SEEN);
    double[] mean = q.mean().toDoubleArray();
    double[] variance = q.logVariance().exp().toDoubleArray();
    double divergence = 0;
    double[] z = new double[2];
    for (int i = 0; i < 2; i++) {
      divergence += (variance[i] + mean[i] * mean[i] - 1 - Math.log(variance[i])) / 2;
      z[i] = mean[i] + Math.sqrt(variance[i]) * noise.toDoubleArray()[i];
    }
    Elbo elbo = vae.elbo(x, noise, SEEN);
    assertThat(elbo.divergence().item()).isCloseTo(divergence, within(1e-12));
    assertThat(elbo.reconstruction().item())
        .isCloseTo(crossEntropy(vae.decode(Tensors.of(z, 1, 2), SEEN), x.flatten(1)), within(1e-9));
  }

  /// The integral `∫ q·(ln q - ln p)` by its sum over a fine grid.
  @Test
  void theNormalDivergenceIsTheIntegral() {
    double mean = 0.7;
    double deviation = 1.6;
    double sum = 0;
    double step = 1e-3;
    for (double z = -15; z < 15; z += step) {
      double u = (z - mean) / deviation;
      double density = Math.exp(-u * u / 2) / (deviation * Math.sqrt(2 * Math.PI));
      sum += step * density * (z * z / 2 - u * u / 2 - Math.log(deviation));
    }
    Tensor mu = Tensors.of(new double[] {mean}, 1, 1);
    Tensor logVariance = Tensors.of(new double[] {2 * Math.log(deviation)}, 1, 1);
    assertThat(new GaussianVae.Posterior(mu, logVariance).divergence().item())
        .isCloseTo(sum, within(1e-6));
  }

  @Test
  void divergencesVanishAtThePrior() {
    assertThat(GumbelVae.divergence(Tensor.ones(2, 3, 4)).abs().max().item())
        .isCloseTo(0, within(1e-6));
    Tensor zero = Tensor.zeros(2, 3);
    assertThat(new GaussianVae.Posterior(zero, zero).divergence().toDoubleArray()).containsOnly(0);
    // a class that is certain tells ln 4 nats each
    Tensor certain = Tensors.oneHot(Tensor.zeros(1, 3).to(DType.INT64), 4).multiply(100);
    assertThat(GumbelVae.divergence(certain).item()).isCloseTo(3 * Math.log(4), within(1e-5));
  }

  @Test
  void theTemperatureFallsFromOne() {
    assertThat(GumbelVae.temperature(0)).isEqualTo(1);
    assertThat(GumbelVae.temperature(1)).isCloseTo(0.01 + 0.99 * 0.999, within(1e-15));
    assertThat(GumbelVae.temperature(1_000_000)).isCloseTo(0.01, within(1e-15));
  }

  /// Over many draws the one-hot of each class comes as often as softmax says, whatever the temperature.
  @Test
  void straightThroughSamplesAreExact() {
    Tensor logits = Tensor.of(1, 0, -1, 0.5f).tracked();
    int count = 40_000;
    Tensor rows = logits.expand(count, 4);
    Tensor p = logits.stopGradient().softmax(0);
    for (double temperature : new double[] {0.1, 1, 10}) {
      Tensor noise = RandomTensors.gumbel(Rng.of(5), count, 4);
      Tensor hard = GumbelDraw.STRAIGHT_THROUGH.sample(rows, noise, temperature);
      assertThat(hard.stopGradient().multiply(hard.stopGradient().subtract(1)).abs().max().item())
          .isZero();
      double chi = 0;
      double[] counts = hard.stopGradient().sum(0).toDoubleArray();
      for (int i = 0; i < 4; i++) {
        double expected = count * p.toDoubleArray()[i];
        chi += (counts[i] - expected) * (counts[i] - expected) / expected;
      }
      assertThat(chi).isLessThan(16.27); // 0.999 quantile of χ² with 3 degrees of freedom
      Tensor weights = Tensor.of(1, 2, 3, 4);
      Tensor soft = GumbelDraw.SOFT.sample(rows, noise, temperature);
      assertThat(hard.multiply(weights).sum().gradients().of(logits).toFloatArray())
          .isEqualTo(soft.multiply(weights).sum().gradients().of(logits).toFloatArray());
    }
  }

  /// Gradients of all parameters, with frozen noise, against differences.
  private static void check(Layer network, Function<Mode, Elbo> bound) {
    Map<String, Parameter> parameters = network.parameters();
    List<Tensor> starts = new ArrayList<>();
    Rng rng = Rng.of(9);
    for (Parameter p : parameters.values()) { // somewhere else than at the beginning
      Tensor start = p.tensor().stopGradient();
      int[] shape = start.shape().toArray();
      starts.add(start.add(RandomTensors.normal(DType.FLOAT64, rng, 0, 0.1, shape)));
      p.set(starts.getLast());
    }
    Tensor loss = bound.apply(Mode.training(Rng.of(1))).loss();
    var gradients = loss.gradients();
    int at = 0;
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      Parameter parameter = entry.getValue();
      Tensor start = starts.get(at++);
      Tensor way = RandomTensors.normal(DType.FLOAT64, Rng.of(at), 0, 1, start.shape().toArray());
      double h = 1e-5;
      parameter.set(start.add(way.multiply(h)));
      double above = -bound.apply(SEEN).mean();
      parameter.set(start.subtract(way.multiply(h)));
      double below = -bound.apply(SEEN).mean();
      parameter.set(start);
      double expected = gradients.of(parameter).multiply(way).sum().item();
      assertThat((above - below) / (2 * h))
          .as(entry.getKey())
          .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void gradientsAgreeWithDifferences() {
    GumbelVae gumbel = LayersIn.of(DType.FLOAT64, small().create(Rng.of(1)));
    Tensor x = pictures(2, 8, 4).to(DType.FLOAT64);
    Tensor noise = RandomTensors.gumbel(DType.FLOAT64, Rng.of(3), 0, 1, 2, 3, 4);
    check(gumbel, mode -> gumbel.elbo(x, 0.5, noise, mode));
    GaussianVae gaussian =
        LayersIn.of(
            DType.FLOAT64, GaussianVae.of(32).withHidden(6).withLatent(2).create(Rng.of(1)));
    Tensor normal = RandomTensors.normal(DType.FLOAT64, Rng.of(3), 0, 1, 2, 2);
    check(gaussian, mode -> gaussian.elbo(x, normal, mode));
  }

  @Test
  void samplesHaveDerivatives() {
    Tensor noise = RandomTensors.gumbel(DType.FLOAT64, Rng.of(3), 0, 1, 2, 3);
    Tensor logits = RandomTensors.normal(DType.FLOAT64, Rng.of(4), 0, 1, 2, 3);
    GradientCheck.DEFAULT.first(x -> GumbelDraw.SOFT.sample(x[0], noise, 0.6), logits);
    GradientCheck.DEFAULT.second(x -> GumbelDraw.SOFT.sample(x[0], noise, 0.6), logits);
    Tensor normal = RandomTensors.normal(DType.FLOAT64, Rng.of(5), 0, 1, 2, 3);
    GradientCheck.DEFAULT.first(
        x -> new GaussianVae.Posterior(x[0], x[1]).sample(normal), logits, noise);
    GradientCheck.DEFAULT.first(
        x -> new GaussianVae.Posterior(x[0], x[1]).divergence(), logits, noise);
  }

  /// The bound of a few steps, from one seed.
  private static double[] bounds(GumbelVaeOptions options, int steps) {
    Rng rng = Rng.of(8);
    GumbelVae vae = options.create(rng.split("model"));
    Optimizer adam = Optimizers.adam(1e-2).create(vae.parameters());
    Mode mode = Mode.training(rng.split("train"));
    Tensor x = pictures(16, 8, 4).step(0.8);
    double[] bounds = new double[steps];
    for (int step = 0; step < steps; step++) {
      Elbo elbo = vae.elbo(x, GumbelVae.temperature(step), mode);
      bounds[step] = elbo.mean();
      adam.step(elbo.loss().gradients());
    }
    return bounds;
  }

  @ParameterizedTest
  @EnumSource(GumbelDraw.class)
  void trainingRaisesTheBoundAndIsRepeatable(GumbelDraw draw) {
    GumbelVaeOptions options = draw == GumbelDraw.SOFT ? small() : small().withStraightThrough();
    double[] bounds = bounds(options, 60);
    assertThat(bounds[59]).isGreaterThan(bounds[0] + 3);
    assertThat(bounds(options, 60)).isEqualTo(bounds);
  }

  @Test
  void theDiscreteBoundIsThatOfVerySharpSamples() {
    GumbelVae vae = small().create(Rng.of(1));
    Tensor x = pictures(5, 8, 4);
    Mode one = Mode.training(Rng.of(6)).withGradients(false);
    Mode two = Mode.training(Rng.of(6)).withGradients(false);
    Elbo sharp = vae.elbo(x, 1e-5, one);
    Elbo exact = vae.discreteElbo(x, two);
    assertThat(sharp.each().allClose(exact.each(), 1e-4, 1e-4)).isTrue();
  }

  @Test
  void forwardIsDecodedFromTheMostProbable() {
    GumbelVae gumbel = small().create(Rng.of(1));
    Tensor x = pictures(3, 8, 4);
    Tensor classes = gumbel.encode(x, SEEN).argMax(2);
    Tensor z = Tensors.oneHot(classes, 4);
    assertThat(gumbel.forward(x).equals(gumbel.decode(z, SEEN))).isTrue();
    GaussianVae gaussian = GaussianVae.of(32).withHidden(6).withLatent(2).create(Rng.of(1));
    Tensor decoded = gaussian.decode(gaussian.encode(x, SEEN).mean(), SEEN);
    assertThat(gaussian.forward(x).equals(decoded)).isTrue();
  }
}

package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import octavo.nn.Layer;
import octavo.nn.LayersIn;
import octavo.nn.Mode;
import octavo.nn.model.Elbo;
import octavo.nn.model.GaussianVae;
import octavo.nn.model.GumbelVae;
import octavo.nn.model.GumbelVaeOptions;
import octavo.optim.EpsilonPlacement;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.RmsProp;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ten training steps of small variational autoencoders, with noise from a file, against PyTorch: both parts
/// of the bound at each step, held against their sum, and the parameters at the end. For what is allowed see
/// [TrainingGoldenTest].
class VariationalGoldenTest {
  static final Set<String> FILES = Set.of("train-vae");

  private static final double RATE = 0.01;

  /// A network and its bound at a step.
  private interface Bound {
    Elbo of(Tensor x, Tensor noise, int step, Mode mode);
  }

  private record Network(Layer layer, Bound bound) {}

  private static Network network(String name, DType dtype) {
    Rng rng = Rng.of(1);
    if (name.equals("gaussian")) {
      GaussianVae vae =
          LayersIn.of(dtype, GaussianVae.of(36).withHidden(12).withLatent(3).create(rng));
      return new Network(vae, (x, noise, step, mode) -> vae.elbo(x, noise, mode));
    }
    GumbelVaeOptions options = GumbelVae.of(8, 8).withLatents(3, 4).withChannels(3).withHidden(8);
    boolean soft = name.equals("gumbel");
    GumbelVae vae =
        LayersIn.of(dtype, (soft ? options : options.withStraightThrough()).create(rng));
    return new Network(
        vae, (x, noise, step, mode) -> vae.elbo(x, GumbelVae.temperature(step), noise, mode));
  }

  @ParameterizedTest
  @CsvSource({
    "gaussian, adam",
    "gumbel, adam",
    "straight-through, adam",
    "gaussian, rmsprop",
    "gumbel, rmsprop",
    "straight-through, rmsprop",
  })
  void tenStepsAgreeWithPyTorch(String name, String optimizer) {
    GoldenFile golden = GoldenFile.read("train-vae");
    Map<String, Tensor> end = new LinkedHashMap<>(golden.below(name + "/" + optimizer + "/"));
    double[] parts = Objects.requireNonNull(end.remove("parts")).toDoubleArray();
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      boolean precise = dtype == DType.FLOAT64;
      Network network = network(name, dtype);
      network.layer().load(golden.below(name + "/start/"));
      Optimizer made = builder(optimizer).create(network.layer().parameters());
      double[] found = train(network, made, golden.below(name + "/"), dtype);
      for (int i = 0; i < parts.length; i++) {
        double whole = parts[i / 2 * 2] + parts[i / 2 * 2 + 1];
        assertThat(Math.abs(found[i] - parts[i]) / whole)
            .as("part %d of step %d in %s", i % 2, i / 2 + 1, dtype)
            .isLessThan(precise ? 1e-9 : 1e-5);
      }
      assertThat(network.layer().state().keySet())
          .containsExactlyInAnyOrderElementsOf(end.keySet());
      network
          .layer()
          .state()
          .forEach((key, value) -> {
            Tensor expected = Objects.requireNonNull(end.get(key)).to(DType.FLOAT64);
            Tensor apart = value.to(DType.FLOAT64).subtract(expected);
            if (precise) {
              assertThat(apart.abs().max().item())
                  .as(key)
                  .isLessThanOrEqualTo(2 * 0x1p-24 * expected.abs().max().item());
            } else {
              assertThat(Math.sqrt(apart.square().mean().item()))
                  .as(key)
                  .isLessThan(1e-3 * 10 * RATE);
            }
          });
    }
  }

  private static Optimizers.Builder builder(String name) {
    return name.equals("adam")
        ? Optimizers.adam(RATE)
        : Optimizers.rmsProp(
            RATE,
            RmsProp.defaults().withAlpha(0.9).withEpsilon(1e-7, EpsilonPlacement.OUTSIDE_ROOT));
  }

  /// Reconstruction and divergence of each step, averaged over the batch.
  private static double[] train(
      Network network, Optimizer optimizer, Map<String, Tensor> golden, DType dtype) {
    Tensor x = Objects.requireNonNull(golden.get("x")).to(dtype);
    Tensor noise = Objects.requireNonNull(golden.get("noise")).to(dtype);
    double[] parts = new double[20];
    for (int step = 0; step < 10; step++) {
      Tensor frozen = noise.narrow(0, step, 1).squeeze(0);
      Elbo elbo = network.bound().of(x, frozen, step, Mode.training(Rng.of(0)));
      parts[2 * step] = elbo.reconstruction().mean().item();
      parts[2 * step + 1] = elbo.divergence().mean().item();
      optimizer.step(elbo.loss().gradients());
    }
    return parts;
  }
}

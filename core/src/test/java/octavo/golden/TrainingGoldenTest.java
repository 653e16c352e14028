package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LeNet;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ten training steps of whole networks against PyTorch: the loss of each step and the parameters
/// at the end.
///
/// PyTorch computed in float64 and its parameters were rounded to float32: Octavo's float64 must
/// agree with them to that rounding, 2⁻²⁴ of the largest number (granted twice), and with the
/// losses to 10⁻⁹. In float32 Adam divides each gradient by its own size, so a gradient of size g
/// that was rounded by ε·G, where G is the size of its terms, moves a step by up to rate·ε·G/g;
/// where g vanishes against G the direction itself is lost, and a parameter may end up to
/// 10·rate apart. So the bound is on the root mean square: 1/1000 of the way 10·rate.
@Tag("slow")
class TrainingGoldenTest {
  static final Set<String> FILES = Set.of("train-lenet", "train-mlp");

  /// Two linear layers with tanh between them.
  ///
  /// @param f1 the first
  /// @param f2 the second
  record SmallMlp(Linear f1, Linear f2) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return f2.forward(f1.forward(x, mode).tanh(), mode);
    }
  }

  private static Conv2d in(DType dtype, Conv2d layer) {
    return new Conv2d(
        in(dtype, layer.weight()),
        in(dtype, Objects.requireNonNull(layer.bias())),
        layer.options());
  }

  private static Linear in(DType dtype, Linear layer) {
    return new Linear(in(dtype, layer.weight()), in(dtype, Objects.requireNonNull(layer.bias())));
  }

  private static Parameter in(DType dtype, Parameter parameter) {
    return Parameter.of(parameter.tensor().to(dtype));
  }

  private static Layer network(String file, DType dtype) {
    Rng rng = Rng.of(1);
    if (file.equals("train-mlp")) {
      return new SmallMlp(
          in(dtype, Linear.of(20, 16).create(rng)), in(dtype, Linear.of(16, 5).create(rng)));
    }
    LeNet net = LeNet.create(10, rng);
    return new LeNet(
        in(dtype, net.c1()),
        in(dtype, net.c2()),
        in(dtype, net.f1()),
        in(dtype, net.f2()),
        in(dtype, net.f3()));
  }

  private static Optimizers.Builder optimizer(String name, double rate, double decay) {
    Optimizers.Builder builder =
        switch (name) {
          case "adam" -> Optimizers.adam(rate);
          case "adamw" -> Optimizers.adamW(rate);
          case "sgd" -> Optimizers.sgd(rate);
          case "momentum" -> Optimizers.sgd(rate).withMomentum(0.9);
          case "nesterov" -> Optimizers.sgd(rate).withNesterov(0.9);
          default -> throw new IllegalArgumentException(name);
        };
    return builder.withWeightDecay(decay);
  }

  @ParameterizedTest
  @CsvSource({
    "train-lenet, adam,     0.001, 0",
    "train-lenet, nesterov, 0.01,  5e-4",
    "train-mlp,   adamw,    0.01,  0.1",
    "train-mlp,   adam,     0.01,  0.01",
    "train-mlp,   sgd,      0.1,   0",
    "train-mlp,   momentum, 0.1,   0",
  })
  void tenStepsAgreeWithPyTorch(String file, String name, double rate, double decay) {
    GoldenFile golden = GoldenFile.read(file);
    Map<String, Tensor> end = new LinkedHashMap<>(golden.below(name + "/"));
    double[] losses = Objects.requireNonNull(end.remove("losses")).toDoubleArray();
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      boolean precise = dtype == DType.FLOAT64;
      Layer net = network(file, dtype);
      net.load(golden.below("start/"));
      List<Double> found = train(net, golden, optimizer(name, rate, decay), dtype);
      for (int i = 0; i < losses.length; i++) {
        assertThat(Math.abs(found.get(i) - losses[i]) / losses[i])
            .as("loss of step %d in %s", i + 1, dtype)
            .isLessThan(precise ? 1e-9 : 1e-5);
      }
      assertThat(net.state().keySet()).containsExactlyInAnyOrderElementsOf(end.keySet());
      net.state()
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
                  .isLessThan(1e-3 * 10 * rate);
            }
          });
    }
  }

  private static List<Double> train(
      Layer net, GoldenFile golden, Optimizers.Builder builder, DType dtype) {
    Optimizer optimizer = builder.create(net.parameters());
    Tensor x = golden.array("x").to(dtype);
    Mode mode = Mode.training(Rng.of(0));
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < 10; step++) {
      Tensor loss = CrossEntropy.mean().of(net.forward(x, mode), golden.array("targets"));
      losses.add(loss.item());
      optimizer.step(loss.gradients());
    }
    return losses;
  }
}

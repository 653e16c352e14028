package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.Vgg16;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The networks of `octavo.nn.model`, narrower, against PyTorch: the logits of inference, the loss
/// and the change of every parameter and buffer by one training step, and the logits behind it.
///
/// PyTorch computed in float64, and Octavo's float64 must agree to 10⁻⁹ of the norm of each change. In
/// float32 values must agree to 2·10⁻⁵, or to what rounding makes of a loss behind batch norms over few
/// numbers; there it may also turn a ReLU around, which moves all gradients ahead of it by hundredths, so
/// that a tenth is granted to them.
class NetworksGoldenTest {
  static final Set<String> FILES = Set.of("networks");

  private static final GoldenFile GOLDEN = GoldenFile.read("networks");

  private static Layer network(String name) {
    Rng rng = Rng.of(1);
    return switch (name) {
      case "resnet18-small-stem" -> ResNet.resnet18(5).withWidth(8).withSmallStem().create(rng);
      case "resnet34" -> ResNet.resnet34(5).withWidth(4).create(rng);
      case "resnet50" -> ResNet.resnet50(5).withWidth(4).create(rng);
      case "mobilenet-v2" -> MobileNetV2.of(5).withWidth(0.25).withDropout(0).create(rng);
      default -> Vgg16.of(5).withWidth(4).withHidden(24).withDropout(0).create(rng);
    };
  }

  private static Shape picture(String name) {
    return switch (name) {
      case "resnet18-small-stem" -> Shape.of(4, 3, 32, 32);
      case "resnet34" -> Shape.of(4, 3, 96, 81);
      case "resnet50" -> Shape.of(4, 3, 65, 64);
      case "mobilenet-v2" -> Shape.of(4, 3, 64, 70);
      default -> Shape.of(4, 3, 70, 96);
    };
  }

  /// `pattern` of networks.py: numbers in [-1/2, 1/2) that look random.
  private static double[] pattern(long k, int n) {
    double[] numbers = new double[n];
    for (long i = 0; i < n; i++) {
      long h = Math.floorMod(i * i * 31 + i * 48271 + k * 7919 + 1, 65537L);
      numbers[(int) i] = h / 65537.0 - 0.5;
    }
    return numbers;
  }

  private static Tensor pattern(long k, Shape shape) {
    return Tensors.of(pattern(k, shape.elements()), shape.elements()).reshape(shape);
  }

  /// `begin` of networks.py.
  private static void begin(Layer network) {
    Map<String, Tensor> start = new LinkedHashMap<>();
    int k = 0;
    for (Map.Entry<String, Tensor> entry : network.state().entrySet()) {
      String name = entry.getKey();
      Tensor value = entry.getValue();
      Tensor u = pattern(k++, value.shape());
      boolean vector = value.rank() == 1;
      if (name.endsWith("num_batches_tracked")) {
        start.put(name, value);
      } else if (vector && (name.endsWith("running_mean") || name.endsWith("bias"))) {
        start.put(name, u.multiply(0.2).to(DType.FLOAT32).to(value.dtype()));
      } else if (vector) {
        start.put(name, u.multiply(0.5).add(1).to(DType.FLOAT32).to(value.dtype()));
      } else {
        double fanIn = (double) value.elements() / value.size(0);
        start.put(name, u.multiply(Math.sqrt(24 / fanIn)).to(DType.FLOAT32).to(value.dtype()));
      }
    }
    network.load(start);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18-small-stem", "resnet34", "resnet50", "mobilenet-v2", "vgg16"})
  void agreesWithPyTorch(String name) {
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      boolean precise = dtype == DType.FLOAT64;
      Layer network = Precision.of(dtype, network(name));
      begin(network);
      Tensor x = pattern(-1, picture(name)).multiply(4).to(DType.FLOAT32).to(dtype);
      assertClose(name, "before", network.forward(x), precise ? 1e-12 : 2e-5);
      Map<String, Tensor> start = new LinkedHashMap<>();
      network.state().forEach((key, value) -> start.put(key, value.copy()));
      Tensor targets = Tensors.of(new long[] {0, 1, 2, 3}, 4);
      Tensor loss = CrossEntropy.mean().of(network.forward(x, Mode.training(Rng.of(2))), targets);
      assertClose(
          name, "loss", loss.reshape(1), precise ? 1e-12 : Math.max(2e-5, rounding(name, x)));
      Optimizers.sgd(0.01).create(network.parameters()).step(loss.gradients());
      assertChanges(name, start, network.state(), precise ? 1e-9 : 0.1);
      assertClose(name, "after", network.forward(x), precise ? 1e-9 : 0.1);
    }
  }

  /// How far rounding to float32 may move the loss: by as much for each convolution as rounding the input
  /// does, and its products' sums round about twice as much as a number.
  private static double rounding(String name, Tensor x) {
    Tensor exact = x.to(DType.FLOAT64);
    Tensor signs = pattern(-2, x.shape()).sign();
    double moved = loss(name, exact.multiply(signs.multiply(0x1p-24).add(1)));
    double loss = loss(name, exact);
    Layer network = network(name);
    long convolutions =
        network.state().values().stream().filter(weight -> weight.rank() == 4).count();
    return 2 * convolutions * Math.abs(moved / loss - 1);
  }

  private static double loss(String name, Tensor x) {
    Layer network = Precision.of(DType.FLOAT64, network(name));
    begin(network);
    Tensor targets = Tensors.of(new long[] {0, 1, 2, 3}, 4);
    return CrossEntropy.mean().of(network.forward(x, Mode.training(Rng.of(2))), targets).item();
  }

  private static void assertClose(String name, String what, Tensor found, double tolerance) {
    Tensor expected = GOLDEN.array(name + "/" + what);
    Tensor apart = found.stopGradient().to(DType.FLOAT64).subtract(expected).abs();
    double largest = expected.abs().max().item();
    assertThat(apart.max().item() / largest).as(name + " " + what).isLessThan(tolerance);
  }

  private static void assertChanges(
      String name, Map<String, Tensor> start, Map<String, Tensor> end, double tolerance) {
    double[] digests = GOLDEN.array(name + "/digests").toDoubleArray();
    assertThat(digests).hasSize(2 * end.size());
    double largest = 0;
    for (int k = 0; k < end.size(); k++) {
      largest = Math.max(largest, digests[2 * k]);
    }
    List<String> wrong = new ArrayList<>();
    int k = 0;
    for (Map.Entry<String, Tensor> entry : end.entrySet()) {
      Tensor before = Objects.requireNonNull(start.get(entry.getKey()));
      Tensor change = entry.getValue().to(DType.FLOAT64).subtract(before.to(DType.FLOAT64));
      double norm = Math.sqrt(change.square().sum().item());
      double sum = change.multiply(pattern(k, change.shape())).sum().item();
      // some gradients are zero but for rounding: of a bias ahead of a norm, for instance
      double scale = Math.max(digests[2 * k], 1e-3 * largest);
      double apart =
          Math.max(Math.abs(norm - digests[2 * k]), Math.abs(sum - digests[2 * k + 1])) / scale;
      if (!(apart < tolerance)) {
        wrong.add(entry.getKey() + " by " + apart);
      }
      k++;
    }
    assertThat(wrong).as(name).isEmpty();
  }
}

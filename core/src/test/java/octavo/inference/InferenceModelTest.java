package octavo.inference;

import static octavo.inference.Programs.normal;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import octavo.kernel.AnyThreads;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Dropout;
import octavo.nn.Embedding;
import octavo.nn.Gelu;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.model.LeNet;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class InferenceModelTest {
  private static final Rng RNG = Rng.of(11);

  /// Norms with statistics and weights like those of a trained network.
  private static <T extends Layer> T trained(T network) {
    Rng rng = Rng.of(12);
    network
        .buffers()
        .forEach((name, buffer) -> {
          int[] shape = buffer.tensor().shape().toArray();
          if (name.endsWith("running_mean")) {
            buffer.set(RandomTensors.normal(rng, shape).multiply(0.1));
          } else if (name.endsWith("running_var")) {
            buffer.set(RandomTensors.uniform(rng, 0.5, 1.5, shape));
          }
        });
    network
        .parameters()
        .forEach((name, p) -> {
          if (p.tensor().rank() == 1) {
            int[] shape = p.tensor().shape().toArray();
            p.set(p.tensor().add(RandomTensors.normal(rng, shape).multiply(0.1)));
          }
        });
    return network;
  }

  /// Each ten convolutions may cost 10⁻⁵ of the largest number.
  private static void agrees(Layer network, int convolutions, Tensor... inputs) {
    InferenceModel model = InferenceModel.of(network);
    for (int round = 0; round < 2; round++) {
      for (Tensor x : inputs) {
        Tensor expected = network.forward(x);
        Tensor found = model.forward(x);
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.dtype()).isEqualTo(expected.dtype());
        double largest = expected.abs().max().item();
        assertThat(found.subtract(expected).abs().max().item())
            .isLessThanOrEqualTo(1e-5 * Math.ceil(convolutions / 10.0) * largest);
      }
    }
  }

  @Test
  void residualNetworks() {
    ResNet small = trained(ResNet.resnet18(10).withSmallStem().create(RNG));
    agrees(small, 20, normal(1, 2, 3, 32, 32), normal(2, 1, 3, 24, 40));
    ResNet deep = trained(ResNet.resnet50(10).create(RNG));
    agrees(deep, 53, normal(3, 1, 3, 64, 64));
    assertThat(InferenceModel.of(deep).steps(normal(3, 1, 3, 64, 64)))
        .hasSize(53 + 4) // convolutions, two poolings, one reshape, one linear map
        .filteredOn(step -> step.contains("conv2d"))
        .hasSize(53)
        .filteredOn(step -> step.contains("residual"))
        .hasSize(16)
        .allMatch(step -> step.endsWith(" + bias + residual + relu"));
  }

  @Test
  void separableNetworks() {
    MobileNetV2 network = trained(MobileNetV2.of(10).create(RNG));
    agrees(network, 52, normal(4, 2, 3, 64, 64));
    assertThat(InferenceModel.of(network).steps(normal(4, 2, 3, 64, 64)))
        .hasSize(52 + 3)
        .filteredOn(step -> step.endsWith(" + bias + clamp(0.0, 6.0)"))
        .hasSize(35);
  }

  @Test
  void plainNetworks() {
    agrees(LeNet.create(10, RNG), 5, normal(5, 3, 1, 28, 28), normal(6, 1, 1, 28, 28));
    assertThat(InferenceModel.of(LeNet.create(10, RNG)).steps(normal(5, 3, 1, 28, 28)))
        .containsExactly(
            "conv2d [3, 6, 28, 28] + bias + relu",
            "maxPool2d [3, 6, 14, 14]",
            "conv2d [3, 16, 10, 10] + bias + relu",
            "maxPool2d [3, 16, 5, 5]",
            "to planes",
            "reshape [3, 400]",
            "linear [3, 120] + bias + relu",
            "linear [3, 84] + bias + relu",
            "linear [3, 10] + bias");
  }

  /// Branches that are put side by side, a layer used twice, a tensor read three times.
  private record Branches(Conv2d shared, BatchNorm2d norm, Conv2d point, Linear head)
      implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor a = norm.forward(shared.forward(x, mode), mode).relu();
      Tensor b = norm.forward(shared.forward(a, mode), mode);
      Tensor c = point.forward(b, mode);
      Tensor joined = Tensors.concat(1, a.add(b), c.add(b).relu(), b.sigmoid().multiply(c));
      return head.forward(joined.maxPool2d(kernel(2)).transpose().flatten(1), mode).softmax(1);
    }
  }

  @Test
  void branchesAndSharedLayers() {
    Branches network =
        new Branches(
            Conv2d.of(4, 4, kernel(3)).withPadding(1).create(RNG),
            BatchNorm2d.create(4),
            Conv2d.of(4, 4, kernel(1)).create(RNG),
            Linear.of(12 * 16, 5).create(RNG));
    agrees(trained(network), 3, normal(7, 2, 4, 8, 8));
  }

  @Test
  void wordsAndTheirKind() {
    Layer network =
        Sequential.of(
            Embedding.create(7, 6, RNG),
            LayerNorm.create(6),
            Linear.of(6, 4).create(RNG),
            new Gelu(),
            Linear.of(4, 3).withoutBias().create(RNG));
    agrees(network, 1, Tensors.of(new long[] {1, 6, 0, 3}, 2, 2), Tensors.of(new long[] {5}, 1));
  }

  @Test
  void noPictureIsNoTrouble() {
    Layer network =
        Sequential.of(Conv2d.of(2, 3, kernel(3)).create(RNG), BatchNorm2d.create(3), new Relu());
    Tensor none = Tensor.zeros(0, 2, 5, 5);
    assertThat(InferenceModel.of(network).forward(none)).isEqualTo(network.forward(none));
  }

  @Test
  void aWrongInputIsRefusedInTheNetworksWords() {
    Layer network = Linear.of(3, 2).create(RNG);
    Tensor x = normal(46, 2, 4);
    assertThatThrownBy(() -> InferenceModel.of(network).forward(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "linear: the last axis of the input must have the weight's input size, but the input is"
                + " [2, 4] and the weight [out, in] is [2, 3].");
  }

  @Test
  void inputsNeedNotLieInOrder() {
    Layer network = Sequential.of(Conv2d.of(2, 3, kernel(3)).create(RNG), new Relu());
    agrees(network, 1, normal(8, 2, 2, 6, 7).transpose(), normal(9, 2, 2, 7, 6));
  }

  @Test
  void aSecondCallDoesNotChangeTheFirstResult() {
    InferenceModel model = InferenceModel.of(LeNet.create(10, RNG));
    Tensor x = normal(10, 2, 1, 28, 28);
    Tensor first = model.forward(x);
    Tensor kept = first.copy();
    model.forward(x.multiply(3));
    assertThat(first).isEqualTo(kept);
    InferenceModel identity = InferenceModel.of(new Dropout(0.5));
    assertThat(identity.forward(x)).isEqualTo(x);
    assertThat(identity.forward(x).view().storage()).isNotSameAs(x.view().storage());
  }

  @Test
  void resultsAreConstants() {
    InferenceModel model = InferenceModel.of(new Relu());
    assertThat(model.forward(normal(11, 3).tracked()).isTracked()).isFalse();
  }

  @Test
  void threadsMayCallAtOnce() throws Exception {
    ResNet network = trained(ResNet.resnet18(10).withSmallStem().create(RNG));
    InferenceModel model = InferenceModel.of(network);
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> expected = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      inputs.add(normal(20 + i, 1 + i % 2, 3, 16, 16));
      expected.add(model.forward(inputs.get(i)));
    }
    List<Callable<Tensor>> calls = new ArrayList<>();
    for (Tensor x : inputs) {
      calls.add(() -> model.forward(x));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<Tensor>> found = pool.invokeAll(calls);
      for (int i = 0; i < 12; i++) {
        assertThat(found.get(i).get()).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    InferenceModel model = InferenceModel.of(trained(MobileNetV2.of(10).create(RNG)));
    Tensor x = normal(40, 2, 3, 64, 64);
    AnyThreads.same(() -> model.forward(x));
  }

  @Test
  void updatesDoNotReachTheModel() {
    Linear network = Linear.of(3, 2).create(RNG);
    InferenceModel model = InferenceModel.of(network);
    Tensor x = normal(41, 4, 3);
    Tensor before = model.forward(x);
    network.weight().set(network.weight().tensor().multiply(2));
    assertThat(model.forward(x)).isEqualTo(before);
    assertThatThrownBy(() -> model.forward(normal(42, 5, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "InferenceModel: a new input shape needs the network as it was, but 'weight' has been"
                + " changed since. Make another model: InferenceModel.of(network).");
    assertThat(InferenceModel.of(network).forward(x).allClose(network.forward(x), 1e-6, 1e-6))
        .isTrue();
  }

  @Test
  void onlyAFewShapesAreRemembered() {
    Linear network = Linear.of(3, 2).create(RNG);
    InferenceModel model = InferenceModel.of(network);
    for (int rows = 1; rows <= 9; rows++) {
      model.forward(normal(43, rows, 3));
    }
    network.weight().set(network.weight().tensor().multiply(2));
    model.forward(normal(43, 9, 3));
    model.forward(normal(43, 2, 3));
    assertThatThrownBy(() -> model.forward(normal(43, 1, 3)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void typesOfTheInputAreKeptApart() {
    Layer network = Sequential.of(new Relu());
    agrees(network, 1, normal(44, 3), normal(44, 3).to(DType.FLOAT64), Tensors.arange(3));
  }

  /// Reads a number.
  private record Reader(Parameter unused) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.mean().item() > 0 ? x : x.negate();
    }
  }

  /// Draws random numbers even in inference.
  private record Noise(Rng rng, boolean mask) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return mask ? x.dropout(0.5, rng) : x.add(RandomTensors.normal(rng, x.shape().toArray()));
    }
  }

  @Test
  void numbersThatDecideAreRefused() {
    InferenceModel model = InferenceModel.of(new Reader(Parameter.of(Tensor.ones(1))));
    assertThatThrownBy(() -> model.forward(Tensor.ones(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must not depend on numbers");
  }

  @Test
  void randomNumbersAreRefused() {
    for (boolean mask : new boolean[] {true, false}) {
      InferenceModel model = InferenceModel.of(new Noise(Rng.of(3), mask));
      assertThatThrownBy(() -> model.forward(Tensor.ones(64)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "InferenceModel: the network must give the same result for the same")
          .hasMessageContaining("Does it draw random numbers in inference mode?");
    }
  }

  @Test
  void networksThatMakeNoNumbersAreTheSame() {
    Layer root = Sequential.of(new SquareRoot());
    assertThat(InferenceModel.of(root).forward(Tensor.of(-1, 4)))
        .isEqualTo(Tensor.of(Float.NaN, 2));
  }

  /// NaN for negative numbers.
  private record SquareRoot() implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.sqrt();
    }
  }
}

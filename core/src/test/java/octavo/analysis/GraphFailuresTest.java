package octavo.analysis;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.model.DoubleConvolution;
import octavo.nn.model.ResNet;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// A network that cannot be traced says in which layer, and on which line.
class GraphFailuresTest {
  private static final Rng RNG = Rng.of(3);

  record Gate(Linear score) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return score.forward(x, mode).sum().item() > 0 ? x : x.relu();
    }
  }

  record Pair(Linear a, Linear b, Gate gate, Relu relu) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = relu.forward(x, mode);
      y = b.forward(a.forward(y, mode), mode);
      return relu.forward(gate.forward(y, mode), mode);
    }
  }

  private static Pair pair(int in, int middle, int out) {
    return new Pair(
        Linear.of(in, middle).create(RNG),
        Linear.of(out, 3).create(RNG),
        new Gate(Linear.of(3, 1).create(RNG)),
        new Relu());
  }

  private static void fails(
      Class<? extends RuntimeException> type, Layer network, Tensor sample, String message) {
    assertThatThrownBy(() -> NetworkGraph.of(network, sample))
        .isExactlyInstanceOf(type)
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*\\([A-Za-z0-9]+\\.java:[0-9]+\\)\\.");
  }

  @Test
  void controlFlowThatDependsOnNumbers() {
    fails(
        IllegalStateException.class,
        Sequential.of(new Relu(), pair(3, 3, 3)),
        Tensor.ones(1, 3),
        "but it reads those of a tensor []. Decide by shapes, or by tensor methods such as where."
            + " This happened in 1.gate (GraphFailuresTest.java:");
  }

  @Test
  void shapesThatDoNotFit() {
    fails(
        IllegalArgumentException.class,
        Sequential.of(new Relu(), new Relu(), Linear.of(4, 5).create(RNG)),
        Tensor.ones(1, 3),
        "the input is [1, 3] and the weight [out, in] is [5, 4]. This happened in 2 (Linear.java:");
    fails(
        IllegalArgumentException.class,
        Sequential.of(
            Sequential.of(new Relu()),
            Sequential.of(new Relu(), Conv2d.of(3, 3, kernel(3)).create(RNG))),
        Tensor.ones(1, 3, 2, 2),
        "Pad more, or use a smaller kernel or dilation. This happened in 1.1 (Conv2d.java:");
    DoubleConvolution block = DoubleConvolution.create(3, 4, RNG);
    fails(
        IllegalArgumentException.class,
        new DoubleConvolution(block.conv1(), BatchNorm2d.create(5), block.conv2(), block.bn2()),
        Tensor.ones(1, 3, 8, 8),
        "but is [1, 4, 8, 8]. This happened in bn1 (DoubleConvolution.java:");
  }

  @Test
  void callsOfOneLineThatCannotBeToldApartNameTheLayerAround() {
    fails(
        IllegalArgumentException.class,
        Sequential.of(new Relu(), pair(3, 4, 5)),
        Tensor.ones(1, 3),
        "is [3, 5]. This happened in 1 (GraphFailuresTest.java:");
  }

  @Test
  void anInputThatTheNetworkRefuses() {
    ResNet network = ResNet.resnet18(3).withWidth(4).create(RNG);
    fails(
        IllegalArgumentException.class,
        network,
        Tensor.ones(1, 4, 32, 32),
        "but is [1, 4, 32, 32]. This happened in ResNet (ResNet.java:");
    fails(
        IllegalArgumentException.class,
        network,
        Tensors.zeros(DType.BFLOAT16, 1, 3, 32, 32),
        "This happened in conv1 (ResNet.java:");
  }

  @Test
  void aResultThatDoesNotDependOnTheInput() {
    assertThatThrownBy(() -> NetworkGraph.of((x, mode) -> Tensor.ones(3), Tensor.ones(1)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NetworkGraph: the result must depend on the input, but is a constant [3]. No operation"
                + " reads the input.");
    assertThatThrownBy(
            () -> NetworkGraph.of(Sequential.of(new Relu(), new Forgetful()), Tensor.ones(1)))
        .hasMessage(
            "NetworkGraph: the result must depend on the input, but is a constant [3]. The last"
                + " operation that depends on the input is exp in 1.");
  }

  record Forgetful() implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return Tensor.ones(x.exp().rank() + 2);
    }
  }

  /// Statistics of a batch are numbers that a trace does not have.
  @Test
  void normsInTrainingAreRefusedAndKeepTheirStatistics() {
    Layer network = Sequential.of(Conv2d.of(1, 2, kernel(3)).create(RNG), BatchNorm2d.create(2));
    assertThatThrownBy(() -> NetworkGraph.of(network, Tensor.ones(4, 1, 5, 5), Mode.training(RNG)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NetworkGraph: the mode must leave running statistics alone, but uses those of the"
                + " batch, which move the ones of 1 (BatchNorm2d). Use"
                + " mode.withBatchStatistics(false).");
    assertThat(network.state())
        .hasEntrySatisfying("1.num_batches_tracked", count -> assertThat(count.item()).isZero());
    Mode mode = Mode.training(RNG).withBatchStatistics(false);
    assertThat(NetworkGraph.of(network, Tensor.ones(4, 1, 5, 5), mode).nodes()).isNotEmpty();
  }

  @Test
  void aFailureWithoutAMessage() {
    fails(
        IllegalArgumentException.class,
        (x, mode) -> {
          throw new IllegalArgumentException();
        },
        Tensor.ones(1),
        "IllegalArgumentException. This happened in the network (GraphFailuresTest.java:");
  }

  @Test
  void otherFailures() {
    fails(
        IllegalStateException.class,
        Sequential.of(new Relu(), (x, mode) -> x.tracked()),
        Tensor.ones(1),
        "but it tracks a tensor [1]. This happened in 1 (GraphFailuresTest.java:");
    fails(
        IllegalStateException.class,
        (x, mode) -> {
          throw new NullPointerException("nothing there");
        },
        Tensor.ones(1),
        "NetworkGraph: the network must compute the sample, but there was a NullPointerException"
            + " (nothing there). This happened in the network (GraphFailuresTest.java:");
    fails(
        IndexOutOfBoundsException.class,
        Sequential.of(new Relu(), (x, mode) -> x.sum(4)),
        Tensor.ones(1),
        "This happened in 1 (GraphFailuresTest.java:");
  }
}

package octavo.nn;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import octavo.nn.model.LeNet;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LayersTest {
  private final Rng rng = Rng.of(1);

  @Test
  void namesAreThoseOfPyTorch() {
    assertThat(LeNet.create(10, rng).parameters().keySet())
        .containsExactly(
            "c1.weight",
            "c1.bias",
            "c2.weight",
            "c2.bias",
            "f1.weight",
            "f1.bias",
            "f2.weight",
            "f2.bias",
            "f3.weight",
            "f3.bias");
    Sequential block =
        Sequential.of(
            Conv2d.of(1, 2, kernel(3)).withoutBias().create(rng),
            BatchNorm2d.create(2),
            new Relu());
    assertThat(block.state().keySet())
        .containsExactly(
            "0.weight",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked");
    assertThat(block.parameterCount()).isEqualTo(18 + 4);
  }

  /// A layer that is no record and keeps its parts in a list.
  private static final class Tower implements Layer {
    private final List<Layer> floors;

    Tower(List<Layer> floors) {
      this.floors = floors;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (Layer floor : floors) {
        y = floor.forward(y, mode);
      }
      return y;
    }
  }

  @Test
  void fieldsAndListsAreFound() {
    Layer tower = new Tower(List.of(Linear.of(2, 3).create(rng), new Tanh()));
    assertThat(tower.parameters().keySet()).containsExactly("floors.0.weight", "floors.0.bias");
  }

  /// Parts in everything that may hold some, besides numbers and names that are no parts.
  private record Holders(
      Linear[] array,
      Map<String, Layer> headsByName,
      Map<Integer, List<Linear>> nested,
      Optional<Linear> given,
      Optional<Linear> missing,
      Map<String, Integer> sizes,
      String[] labels,
      Ends<Linear> ends,
      List<Ends<Linear>> pairs)
      implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x;
    }
  }

  /// No layer, but it holds some.
  private record Ends<T>(T first, T last, int count) {}

  private Linear line() {
    return Linear.of(1, 1).withoutBias().create(rng);
  }

  @Test
  void arraysMapsAndOptionalsAreFound() {
    Map<String, Layer> ordered = new LinkedHashMap<>();
    ordered.put("right", line());
    ordered.put("left", line());
    Layer holders =
        new Holders(
            new Linear[] {line(), line()},
            ordered,
            Map.of(2, List.of(line()), 1, List.of(line(), line())),
            Optional.of(line()),
            Optional.empty(),
            Map.of("width", 3),
            new String[] {"shirt"},
            new Ends<>(line(), line(), 2),
            List.of(new Ends<>(line(), line(), 2)));
    assertThat(holders.parameters().keySet())
        .containsExactly(
            "array.0.weight",
            "array.1.weight",
            "heads_by_name.right.weight",
            "heads_by_name.left.weight",
            "nested.1.0.weight",
            "nested.1.1.weight",
            "nested.2.0.weight",
            "given.weight",
            "ends.first.weight",
            "ends.last.weight",
            "pairs.0.first.weight",
            "pairs.0.last.weight");
  }

  /// What every head has.
  private abstract static class Head implements Layer {
    final Linear shared;

    Head(Linear shared) {
      this.shared = shared;
    }
  }

  /// A layer that inherits another's parts.
  private static final class Wide extends Head {
    final Linear own;

    Wide(Linear shared, Linear own) {
      super(shared);
      this.own = own;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return own.forward(shared.forward(x, mode), mode);
    }
  }

  @Test
  void partsOfAClassAboveAreFound() {
    assertThat(new Wide(line(), line()).parameters().keySet())
        .containsExactly("shared.weight", "own.weight");
  }

  /// A layer below a class of Java, which is not open to anybody.
  private static final class Listed extends Thread implements Layer {
    private final Linear own;

    Listed(Linear own) {
      this.own = own;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return own.forward(x, mode);
    }
  }

  @Test
  void aClassOfJavaAboveIsNotSearched() {
    assertThat(new Listed(line()).parameters().keySet()).containsExactly("own.weight");
  }

  private record Clash(Linear headLeft, Linear head_left) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x;
    }
  }

  @Test
  void twoPartsOfOneNameAreRefused() {
    assertThatThrownBy(() -> new Clash(line(), line()).parameters())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Layer: the names of parts must differ, but there are two 'head_left'. Rename a field, or a key"
                + " of a map.");
  }

  @Test
  void aStateThatDoesNotFitChangesNothing() {
    Linear layer = Linear.of(2, 3).create(rng);
    Tensor before = layer.weight().tensor().copy();
    Map<String, Tensor> state = new LinkedHashMap<>(layer.state());
    state.remove("bias");
    state.put("weight", Tensor.zeros(3, 3));
    state.put("extra", Tensor.zeros(1));
    assertThatThrownBy(() -> layer.load(state))
        .hasMessage(
            "load: the state must fit the network, but 'weight' is [3, 3] instead of [3, 2], 'bias'"
                + " is missing, 'extra' is unknown. Is it from another model?");
    assertThat(layer.weight().tensor()).isEqualTo(before);
  }

  @Test
  void dropoutIsOffInInference() {
    Tensor x = Tensor.ones(1000);
    assertThat(Dropout.drop(0.4).forward(x)).isSameAs(x);
    Tensor y = Dropout.drop(0.4).forward(x, Mode.training(rng));
    assertThat(y.equalTo(0).sum().item()).isBetween(330.0, 470.0);
    assertThat(y.max().item()).isCloseTo(1 / 0.6, Offset.offset(1e-6));
    assertThat(Dropout.keep(0.6).dropProbability()).isCloseTo(0.4, Offset.offset(1e-12));
    assertThatThrownBy(() -> Dropout.drop(1.5))
        .hasMessage("Dropout: the drop probability must be in [0, 1], but is 1.5.");
  }

  @Test
  void batchNormKeepsRunningStatistics() {
    BatchNorm1d norm = BatchNorm1d.create(2);
    Tensor x = RandomTensors.normal(rng, 3, 2, Shape.of(16, 2, 2, 2));
    Tensor y = norm.forward(x.reshape(16, 2, 4), Mode.training(rng));
    assertThat(y.mean(0, 2).abs().max().item()).isLessThan(1e-5);
    assertThat(y.populationVariance(0, 2).subtract(1).abs().max().item()).isLessThan(1e-4);
  }

  @Test
  void inferenceUsesTheRunningStatistics() {
    BatchNorm1d norm = BatchNorm1d.create(3);
    Tensor x = RandomTensors.normal(rng, 5, 2, Shape.of(64, 3));
    for (int i = 0; i < 200; i++) {
      norm.forward(x, Mode.training(rng));
    }
    Tensor batch = norm.forward(x, Mode.training(rng)).stopGradient();
    // running variance is unbiased: 64/63 of the batch's
    assertThat(norm.forward(x).multiply(Math.sqrt(64 / 63.0)).allClose(batch, 1e-3, 1e-3)).isTrue();
    assertThat(Objects.requireNonNull(norm.numBatchesTracked()).tensor().item()).isEqualTo(201);
    Mode frozen = Mode.training(rng).withBatchStatistics(false);
    norm.forward(x.multiply(9), frozen);
    assertThat(Objects.requireNonNull(norm.numBatchesTracked()).tensor().item()).isEqualTo(201);
    assertThatThrownBy(() -> norm.forward(Tensor.ones(1, 3), Mode.training(rng)))
        .hasMessage(
            "BatchNorm1d: the statistics of a batch need more than one number per channel, but the"
                + " input is [1, 3]. Use a larger batch, or mode.withBatchStatistics(false).");
  }

  @Test
  void batchNormTakesTheShapesOfItsName() {
    Mode mode = Mode.training(rng);
    Tensor x = RandomTensors.normal(rng, 3, 2, 5, 4);
    Tensor y = BatchNorm2d.create(2).forward(x, mode);
    assertThat(BatchNorm1d.create(2).forward(x.flatten(2), mode).reshape(x.shape())).isEqualTo(y);
    assertThat(BatchNorm3d.create(2).forward(x.unsqueeze(2), mode).squeeze(2)).isEqualTo(y);
    assertThatThrownBy(() -> BatchNorm2d.create(2).forward(x.flatten(2), mode))
        .hasMessage(
            "BatchNorm2d: the input must be [batch, channels, height, width] with 2 channels, but is"
                + " [3, 2, 20].");
    assertThatThrownBy(() -> BatchNorm1d.create(3).forward(x.flatten(2), mode))
        .hasMessage(
            "BatchNorm1d: the input must be [batch, channels] or [batch, channels, length] with 3"
                + " channels, but is [3, 2, 20].");
  }

  @Test
  void aBiasAheadOfBatchNormHasNoGradient() {
    Linear linear = Linear.of(4, 3).create(rng);
    BatchNorm1d norm = BatchNorm1d.create(3);
    Mode mode = Mode.training(rng);
    Tensor y = norm.forward(linear.forward(RandomTensors.normal(rng, 32, 4), mode), mode);
    Tensor bias =
        y.multiply(RandomTensors.normal(rng, 32, 3))
            .sum()
            .gradients()
            .of(Objects.requireNonNull(linear.bias()));
    assertThat(bias.abs().max().item()).isLessThan(1e-5);
  }

  @Test
  void inferenceRecordsNothing() {
    Linear layer = Linear.of(2, 2).create(rng);
    assertThat(layer.forward(Tensor.ones(1, 2)).isTracked()).isFalse();
    Mode mode = Mode.inference().withGradients(true);
    assertThat(layer.forward(Tensor.ones(1, 2), mode).isTracked()).isTrue();
    assertThatThrownBy(() -> Mode.inference().rng())
        .hasMessage(
            "Mode: inference has no random numbers. A layer that draws needs Mode.training(rng).");
  }

  @Test
  void embeddingLooksUpRows() {
    Embedding embedding = Embedding.create(5, 3, rng);
    Tensor y = embedding.forward(Tensors.of(new long[] {4, 0, 4, 1}, 2, 2));
    assertThat(y.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThatThrownBy(() -> embedding.forward(Tensors.of(new long[] {5}, 1)))
        .hasMessage("indexSelect: indices must be in [0, 4], but element 0 is 5.");
  }

  @Test
  void initializersHaveTheirSpread() {
    Shape shape = Shape.of(200, 300);
    assertThat(deviation(Initializer.kaimingNormal(Math.sqrt(2)), shape))
        .isCloseTo(Math.sqrt(2 / 300.0), Offset.offset(1e-3));
    assertThat(deviation(Initializer.kaimingNormalFanOut(Math.sqrt(2)), shape))
        .isCloseTo(Math.sqrt(2 / 200.0), Offset.offset(1e-3));
    assertThat(deviation(Initializer.kaimingUniform(1), shape))
        .isCloseTo(1 / Math.sqrt(300), Offset.offset(1e-3));
    assertThat(deviation(Initializer.xavierNormal(1), shape))
        .isCloseTo(Math.sqrt(2 / 500.0), Offset.offset(1e-3));
    assertThat(deviation(Initializer.xavierUniform(1), shape))
        .isCloseTo(Math.sqrt(2 / 500.0), Offset.offset(1e-3));
    Tensor q = Initializer.orthogonal(1).create(rng, Shape.of(10, 20));
    assertThat(q.matmul(q.transpose()).allClose(Tensors.eye(10), 0, 1e-5)).isTrue();
    Tensor tall = Initializer.orthogonal(2).create(rng, Shape.of(20, 10));
    assertThat(tall.transpose().matmul(tall).allClose(Tensors.eye(10).multiply(4), 0, 1e-4))
        .isTrue();
    assertThatThrownBy(() -> Initializer.kaimingNormal(1).create(rng, Shape.of(3)))
        .hasMessage(
            "Initializer: fan-in and fan-out need at least two axes, but the shape is [3]. Use"
                + " normal, uniform or constant.");
  }

  @Test
  void biasesBeginAsTold() {
    Initializer three = Initializer.constant(3);
    Linear linear = Linear.of(2, 4).withBiasInitializer(three).create(rng);
    Conv2d conv = Conv2d.of(2, 4, kernel(3)).withBiasInitializer(three).create(rng);
    Tensor threes = Tensor.ones(4).multiply(3);
    assertThat(Objects.requireNonNull(linear.bias()).tensor()).isEqualTo(threes);
    assertThat(Objects.requireNonNull(conv.bias()).tensor()).isEqualTo(threes);
    assertThat(Linear.of(2, 4).withBiasInitializer(three).withoutBias().create(rng).bias())
        .isNull();
  }

  @Test
  void picturesOfAnySizeComeToOne() {
    Tensor x = RandomTensors.normal(rng, 2, 3, 6, 9);
    Layer pool = new AdaptiveAvgPool2d(1, 1);
    assertThat(pool.forward(x)).isEqualTo(x.globalAvgPool());
    assertThat(new AdaptiveAvgPool2d(2, 3).forward(x)).isEqualTo(x.avgPool2d(kernel(3)));
    assertThat(new AdaptiveAvgPool2d(6, 9).forward(x)).isEqualTo(x);
    assertThat(new AdaptiveAvgPool2d(4, 4).forward(x).shape()).isEqualTo(Shape.of(2, 3, 4, 4));
    assertThatThrownBy(() -> new AdaptiveAvgPool2d(0, 3))
        .hasMessage(
            "AdaptiveAvgPool2d: the result must have at least one number along each axis, but is to"
                + " be [0, 3].");
  }

  @Test
  void relu6IsCutOffOnBothSides() {
    Tensor x = Tensors.of(new float[] {-1, 0, 2, 6, 7}, 5);
    assertThat(new Relu6().forward(x)).isEqualTo(Tensors.of(new float[] {0, 0, 2, 6, 6}, 5));
  }

  private double deviation(Initializer initializer, Shape shape) {
    return initializer.create(rng, shape).populationDeviation().item();
  }
}

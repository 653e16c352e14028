package octavo.nn;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.ConvOptions;
import octavo.tensor.Layout;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The properties of chapter 5: what a bias is for, and where it is for nothing.
class BiasTest {
  private static final Tensor CORNERS = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
  private static final Tensor AND = Tensor.of(0, 0, 0, 1);
  private static final Tensor OR = Tensor.of(0, 1, 1, 1);
  private static final Tensor XOR = Tensor.of(0, 1, 1, 0);

  private final Rng rng = Rng.of(1);
  private final Mode training = Mode.training(rng);

  @Test
  void aThresholdIsANegativeBias() {
    for (int i = 0; i < 20; i++) {
      float[] w = {(float) rng.nextGaussian(), (float) rng.nextGaussian()};
      double t = rng.nextGaussian();
      Perceptron unit = Perceptron.ofThreshold(t, w);
      Tensor x = RandomTensors.normal(rng, 50, 2);
      Tensor sum = x.matmul(Tensor.of(w));
      assertThat(unit.forward(x)).isEqualTo(sum.greater((float) t).to(x.dtype()));
      assertThat(unit.threshold()).isEqualTo((float) t);
    }
    // a larger threshold is harder to exceed
    assertThat(Perceptron.ofThreshold(0.5, 1, 1).forward(CORNERS)).isEqualTo(OR);
    assertThat(Perceptron.ofThreshold(1.5, 1, 1).forward(CORNERS)).isEqualTo(AND);
    assertThat(Perceptron.ofThreshold(2.5, 1, 1).forward(CORNERS)).isEqualTo(Tensor.zeros(4));
  }

  @Test
  void whatALinePartsIsLearned() {
    for (Tensor targets : new Tensor[] {AND, OR}) {
      Perceptron unit = Perceptron.create(2);
      assertThat(unit.learnAll(CORNERS, targets, 1, 20)).isPresent();
      assertThat(unit.forward(CORNERS)).isEqualTo(targets);
    }
    Perceptron unit = Perceptron.create(2);
    assertThat(unit.learnAll(CORNERS, XOR, 1, 1000)).isEmpty();
    assertThat(unit.forward(CORNERS)).isNotEqualTo(XOR);
    Perceptron origin = Perceptron.createWithoutBias(2); // its boundary passes through the origin
    assertThat(origin.learnAll(CORNERS, AND, 1, 1000)).isEmpty();
    assertThat(origin.threshold()).isZero();
    assertThat(origin.learnAll(CORNERS, OR, 1, 20)).isPresent();
  }

  @Test
  void oneStepOfTheRule() {
    Perceptron unit = Perceptron.ofThreshold(0.5, 2, -1);
    Tensor x = Tensor.of(new float[] {1, 3}, 1, 2);
    assertThat(unit.learn(x, Tensor.of(1), 0.5)).isEqualTo(1); // 2 - 3 - 0.5 is below 0
    assertThat(unit.weight().tensor()).isEqualTo(Tensor.of(2.5f, 0.5f));
    assertThat(unit.threshold()).isEqualTo(0);
    assertThat(unit.learn(x, Tensor.of(1), 0.5)).isZero();
  }

  @Test
  void aPerceptronRefusesWhatDoesNotFit() {
    Perceptron unit = Perceptron.create(2);
    assertThatThrownBy(() -> unit.forward(Tensor.ones(3)))
        .hasMessage(
            "Perceptron: the last axis must have one number for each of the 2 weights, but the"
                + " input is [3].");
    assertThatThrownBy(() -> unit.learn(CORNERS, Tensor.of(0, 1), 1))
        .hasMessage(
            "Perceptron.learn: the input must be [examples, in] and the targets [examples], but"
                + " they are [4, 2] and [2].");
    assertThatThrownBy(() -> unit.learn(CORNERS, Tensor.of(0, 1, 0.5f, 0), 1))
        .hasMessage("Perceptron.learn: targets must be 0 or 1, but target 2 is 0.5.");
    assertThatThrownBy(() -> unit.learn(CORNERS, AND, 0))
        .hasMessage("Perceptron.learn: the rate must be positive, but is 0.0.");
    Parameter one = Parameter.of(Tensor.ones(1));
    assertThatThrownBy(() -> new Perceptron(one, one))
        .hasMessage(
            "Perceptron: the weight must be a vector and the bias a scalar, but the weight is [1]"
                + " and the bias [1].");
  }

  /// The results with a bias of 0 and of other numbers, and the bias's gradient.
  private Tensor[] withBias(Layer norm, Mode mode) {
    Tensor x = RandomTensors.normal(Rng.of(2), 32, 4);
    Parameter weight = Parameter.of(RandomTensors.normal(Rng.of(3), 5, 4));
    Tensor[] found = new Tensor[3];
    for (int i = 0; i < 2; i++) {
      Tensor numbers = RandomTensors.normal(Rng.of(4), 5).multiply(3 * i);
      Parameter bias = Parameter.of(numbers);
      Tensor y = norm.forward(new Linear(weight, bias).forward(x, mode), mode);
      found[i] = y.stopGradient();
      Tensor dy = RandomTensors.normal(Rng.of(5), 32, 5).divide(32);
      found[2] = y.multiply(dy).sum().gradients().of(bias);
    }
    return found;
  }

  @Test
  void aBiasAheadOfBatchNormIsForNothing() {
    Tensor[] found = withBias(BatchNorm1d.create(5), training);
    // numbers up to 10 before the mean is taken off, of deviation 2
    assertThat(found[1].allClose(found[0], 0, 32 * 0x1p-24 * 10 / 2)).isTrue();
    assertThat(found[2].abs().max().item()).isLessThan(1e-6);
  }

  @Test
  void aBiasAheadOfOtherNormsIsNot() {
    Mode frozen = training.withBatchStatistics(false);
    for (Tensor[] found :
        new Tensor[][] {
          withBias(LayerNorm.create(5), training), withBias(BatchNorm1d.create(5), frozen)
        }) {
      assertThat(found[1].subtract(found[0]).abs().max().item()).isGreaterThan(0.1);
      assertThat(found[2].abs().max().item()).isGreaterThan(1e-3);
    }
  }

  private static @Nullable Parameter bias(Layer layer) {
    return layer.parameters().get("bias");
  }

  @Test
  void aBuilderLeavesItOut() {
    SequentialBuilder builder =
        Sequential.builder()
            .then(Conv2d.of(3, 4, kernel(3)))
            .then(BatchNorm2d.of(4))
            .then(new Relu())
            .then(Conv2d.of(4, 6, kernel(1)))
            .then(InstanceNorm2d.create(6))
            .then(Conv2d.of(6, 6, kernel(1)))
            .then(GroupNorm.create(2, 6))
            .then(ConvTranspose2d.of(6, 2, kernel(2)))
            .then(new Relu())
            .then(new Flatten())
            .then(Linear.of(72, 5))
            .then(BatchNorm1d.of(5))
            .then(Linear.of(5, 2));
    Sequential network = builder.create(rng);
    for (int i : new int[] {0, 3, 10}) {
      assertThat(bias(network.layers().get(i))).as("layer " + i).isNull();
    }
    for (int i : new int[] {5, 7, 12}) {
      assertThat(bias(network.layers().get(i))).as("layer " + i).isNotNull();
    }
    assertThat(network.forward(Tensor.ones(2, 3, 7, 7), training).shape())
        .isEqualTo(Shape.of(2, 2));
    // a builder can be used again: its norms are no part of the first network
    assertThat(builder.create(rng).layers().get(1)).isNotSameAs(network.layers().get(1));
    ConvOptions last = ConvOptions.DEFAULT.withLayout(Layout.CHANNELS_LAST);
    Sequential other =
        Sequential.builder()
            .then(Conv2d.of(3, 4, kernel(1)).withOptions(last)) // axis 1 is no channel
            .then(BatchNorm2d.of(4))
            .create(rng);
    assertThat(bias(other.layers().getFirst())).isNotNull();
  }

  @Test
  void everyLayerCanDoWithout() {
    assertThat(bias(Linear.of(2, 3).withoutBias().create(rng))).isNull();
    assertThat(bias(Conv1d.of(2, 3, 1).withoutBias().create(rng))).isNull();
    assertThat(bias(Conv2d.of(2, 3, kernel(1)).withoutBias().create(rng))).isNull();
    assertThat(bias(Conv3d.of(2, 3, 1).withoutBias().create(rng))).isNull();
    assertThat(bias(ConvTranspose1d.of(2, 3, 1).withoutBias().create(rng))).isNull();
    assertThat(bias(ConvTranspose2d.of(2, 3, kernel(1)).withoutBias().create(rng))).isNull();
    assertThat(bias(ConvTranspose3d.of(2, 3, 1).withoutBias().create(rng))).isNull();
    Layer linear = new DropConnect(Linear.of(2, 3).create(rng).weight(), null, 0.5);
    assertThat(linear.forward(Tensor.zeros(1, 2), training)).isEqualTo(Tensor.zeros(1, 3));
  }

  /// A norm that has seen batches and learned.
  private <N extends BatchNorm> N seen(N norm, int... shape) {
    for (int i = 0; i < 5; i++) {
      norm.forward(RandomTensors.normal(rng, shape).multiply(2).add(1), training);
    }
    Objects.requireNonNull(norm.weight()).set(RandomTensors.normal(rng, shape[1]));
    Objects.requireNonNull(norm.bias()).set(RandomTensors.normal(rng, shape[1]));
    return norm;
  }

  private void assertFolded(Layer layer, Layer norm, Layer folded, int... shape) {
    Tensor x = RandomTensors.normal(rng, shape);
    Tensor expected = norm.forward(layer.forward(x));
    // sums of at most 36 products of size up to 10
    double tolerance = 32 * 0x1p-24 * 6 * 10;
    assertThat(folded.forward(x).allClose(expected, 0, tolerance)).as("%s", layer).isTrue();
  }

  @Test
  void foldedIsUnfolded() {
    BatchNorm1d one = seen(BatchNorm1d.create(4), 8, 4, 5);
    Conv1d c1 = Conv1d.of(2, 4, 3).create(rng);
    assertFolded(c1, one, one.foldInto(c1), 2, 2, 7);
    Linear linear = Linear.of(6, 4).withoutBias().create(rng);
    assertFolded(linear, one, one.foldInto(linear), 3, 6);
    ConvTranspose1d t1 = ConvTranspose1d.of(6, 4, 3).withGroups(2).withStride(2).create(rng);
    assertFolded(t1, one, one.foldInto(t1), 2, 6, 4);
    BatchNorm2d two = seen(BatchNorm2d.create(4), 8, 4, 3, 2);
    Conv2d c2 = Conv2d.of(4, 4, kernel(3)).withGroups(2).withoutBias().create(rng);
    assertFolded(c2, two, two.foldInto(c2), 2, 4, 5, 5);
    ConvTranspose2d t2 = ConvTranspose2d.of(2, 4, kernel(2)).create(rng);
    assertFolded(t2, two, two.foldInto(t2), 2, 2, 3, 3);
    BatchNorm3d three = seen(BatchNorm3d.create(4), 4, 4, 2, 3, 2);
    Conv3d c3 = Conv3d.of(2, 4, 2).create(rng);
    assertFolded(c3, three, three.foldInto(c3), 1, 2, 3, 3, 3);
    ConvTranspose3d t3 = ConvTranspose3d.of(2, 4, 2).create(rng);
    assertFolded(t3, three, three.foldInto(t3), 1, 2, 2, 2, 2);
    BatchNorm2d plain = BatchNorm2d.of(4).withoutAffine().create();
    plain.forward(RandomTensors.normal(rng, 8, 4, 3, 2), training);
    assertFolded(c2, plain, plain.foldInto(c2), 2, 4, 5, 5);
  }

  @Test
  void theFormulaOfFolding() {
    BatchNorm1d norm = BatchNorm1d.create(1);
    Objects.requireNonNull(norm.weight()).set(Tensor.of(3));
    Objects.requireNonNull(norm.bias()).set(Tensor.of(0.5f));
    Objects.requireNonNull(norm.runningMean()).set(Tensor.of(2));
    Objects.requireNonNull(norm.runningVar()).set(Tensor.of(4));
    Linear linear =
        new Linear(Parameter.of(Tensor.of(new float[] {1, -2}, 1, 2)), Parameter.of(Tensor.of(10)));
    Linear folded = norm.foldInto(linear);
    double factor = 3 / Math.sqrt(4 + 1e-5);
    assertThat(folded.weight().tensor())
        .isEqualTo(Tensor.of(new float[] {(float) factor, (float) (-2 * factor)}, 1, 2));
    assertThat(Objects.requireNonNull(folded.bias()).tensor())
        .isEqualTo(Tensor.of((float) (0.5 + (10 - 2) * factor)));
  }

  @Test
  void foldingKeepsTheTypeOfTheWeight() {
    Parameter weight = Parameter.of(Tensor.ones(1, 2).to(DType.FLOAT64));
    Linear folded = BatchNorm1d.create(1).foldInto(new Linear(weight, null));
    assertThat(folded.weight().dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Objects.requireNonNull(folded.bias()).dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void whatCannotBeFoldedIsRefused() {
    Conv2d c = Conv2d.of(2, 4, kernel(1)).create(rng);
    assertThatThrownBy(() -> BatchNorm2d.create(3).foldInto(c))
        .hasMessage(
            "foldInto: the channels must be equal, but the norm has 3 and the layer gives 4.");
    assertThatThrownBy(() -> BatchNorm2d.of(4).withoutRunningStatistics().create().foldInto(c))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "foldInto: the norm must have running statistics, but it was made without them. Use"
                + " the statistics of its input.");
    Conv2d last = new Conv2d(c.weight(), c.bias(), c.options().withLayout(Layout.CHANNELS_LAST));
    assertThatThrownBy(() -> BatchNorm2d.create(4).foldInto(last))
        .hasMessage(
            "foldInto: the channels must stand on axis 1, but the layout of the convolution is "
                + Layout.CHANNELS_LAST
                + ".");
  }
}

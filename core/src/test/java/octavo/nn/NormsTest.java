package octavo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import octavo.autograd.Gradients;
import octavo.inference.InferenceModel;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Index;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Window;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Names, options and errors of the norms; their numbers are checked against PyTorch's.
class NormsTest {
  private final Rng rng = Rng.of(1);

  private static Tensor tensor(@Nullable Buffer b) {
    return Objects.requireNonNull(b).tensor();
  }

  @Test
  void theLayersCheckWhatTheyAreMadeOf() {
    Parameter two = Parameter.of(Tensor.ones(2));
    assertThatThrownBy(() -> new GroupNorm(1, 4, two, null, 1e-5))
        .hasMessage(
            "GroupNorm: the weight must have one number for each of the 4 channels, but is [2].");
    assertThatThrownBy(() -> GroupNorm.create(2, 4).withEpsilon(-1))
        .hasMessage("GroupNorm: epsilon must not be negative, but is -1.0.");
    assertThatThrownBy(() -> LayerNorm.create(4).withEpsilon(Double.NaN))
        .hasMessage("LayerNorm: epsilon must not be negative, but is NaN.");
    assertThatThrownBy(() -> RmsNorm.create(4).withEpsilon(-1e-9))
        .hasMessage("RmsNorm: epsilon must not be negative, but is -1.0E-9.");
  }

  /// As in PyTorch.
  @Test
  void anEmptyBatchMovesNothing() {
    BatchNorm2d norm = BatchNorm2d.create(3);
    Tensor x = Tensor.zeros(0, 3, 2, 2).tracked();
    Tensor y = norm.forward(x, Mode.training(Rng.of(1)));
    assertThat(y.shape()).isEqualTo(x.shape());
    Gradients gradients = y.sum().gradients();
    assertThat(gradients.of(x)).isEqualTo(Tensor.zeros(0, 3, 2, 2));
    assertThat(gradients.of(Objects.requireNonNull(norm.weight()))).isEqualTo(Tensor.zeros(3));
    assertThat(Objects.requireNonNull(norm.runningMean()).tensor()).isEqualTo(Tensor.zeros(3));
    assertThat(Objects.requireNonNull(norm.runningVar()).tensor()).isEqualTo(Tensor.ones(3));
  }

  @Test
  void namesAreThoseOfPyTorch() {
    assertThat(LayerNorm.create(2, 3).parameters().keySet()).containsExactly("weight", "bias");
    assertThat(LayerNorm.create(4).withoutBias().parameters().keySet()).containsExactly("weight");
    assertThat(LayerNorm.create(4).withoutAffine().parameters()).isEmpty();
    assertThat(RmsNorm.create(4).parameters().keySet()).containsExactly("weight");
    assertThat(RmsNorm.create(4).withoutWeight().parameters()).isEmpty();
    assertThat(GroupNorm.create(2, 4).parameters().keySet()).containsExactly("weight", "bias");
    assertThat(GroupNorm.create(2, 4).withoutAffine().parameters()).isEmpty();
    assertThat(InstanceNorm2d.create(3).state()).isEmpty();
    assertThat(InstanceNorm2d.of(3).withAffine().withRunningStatistics().create().state().keySet())
        .containsExactly("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    assertThat(BatchNorm1d.of(3).withoutAffine().create().state().keySet())
        .containsExactly("running_mean", "running_var", "num_batches_tracked");
    assertThat(BatchNorm3d.of(3).withoutRunningStatistics().create().state().keySet())
        .containsExactly("weight", "bias");
  }

  @Test
  void rowsAreNormalized() {
    Tensor x = RandomTensors.normal(rng, 4, 2, 3).multiply(5).add(2);
    Tensor y = LayerNorm.create(2, 3).forward(x).reshape(4, 6);
    assertThat(y.mean(1).abs().max().item()).isLessThan(1e-6);
    assertThat(y.populationVariance(1).subtract(1).abs().max().item()).isLessThan(1e-5);
    Tensor r = RmsNorm.create(2, 3).forward(x).reshape(4, 6);
    assertThat(r.square().mean(1).subtract(1).abs().max().item()).isLessThan(1e-6);
    assertThat(RmsNorm.create(3).withEpsilon(0).forward(x)).isEqualTo(x.rmsNorm(Tensor.ones(3), 0));
    // the epsilon of the type: so small a row keeps its size in float64 only
    Tensor small = Tensor.ones(1, 4).multiply(1e-5);
    assertThat(RmsNorm.create(4).withoutWeight().forward(small).max().item()).isLessThan(0.1);
    assertThat(RmsNorm.create(4).withoutWeight().forward(small.to(DType.FLOAT64)).max().item())
        .isGreaterThan(0.99);
  }

  @Test
  void oneGroupIsLayerNormAndOneChannelInstanceNorm() {
    Tensor x = RandomTensors.normal(rng, 3, 4, 2, 5);
    Tensor one = GroupNorm.create(1, 4).forward(x);
    assertThat(one.allClose(LayerNorm.create(4, 2, 5).forward(x), 0, 1e-5)).isTrue();
    Tensor each = GroupNorm.create(4, 4).withoutAffine().forward(x);
    assertThat(each.allClose(InstanceNorm2d.create(4).forward(x), 0, 1e-5)).isTrue();
    assertThat(InstanceNorm2d.create(4).forward(x.at(Index.index(1))))
        .isEqualTo(InstanceNorm2d.create(4).forward(x.narrow(0, 1, 1)).squeeze(0));
  }

  @Test
  void theCumulativeAverageIsThePlainOne() {
    BatchNorm1d norm = BatchNorm1d.of(2).withCumulativeAverage().create();
    Tensor means = Tensor.zeros(2);
    Tensor variances = Tensor.zeros(2);
    for (int i = 0; i < 5; i++) {
      Tensor x = RandomTensors.normal(rng, 8, 2).multiply(i + 1).add(i);
      norm.forward(x, Mode.training(rng));
      means = means.add(x.mean(0).divide(5));
      variances = variances.add(x.sampleVariance(0).divide(5));
    }
    assertThat(tensor(norm.runningMean()).allClose(means, 1e-5, 1e-5)).isTrue();
    assertThat(tensor(norm.runningVar()).allClose(variances, 1e-5, 1e-5)).isTrue();
    BatchNorm1d still = BatchNorm1d.of(2).withMomentum(0).create();
    still.forward(RandomTensors.normal(rng, 8, 2), Mode.training(rng));
    assertThat(tensor(still.runningMean())).isEqualTo(Tensor.zeros(2));
  }

  @Test
  void withoutRunningStatisticsInferenceUsesTheBatch() {
    Tensor x = RandomTensors.normal(rng, 8, 2, 3);
    BatchNorm1d norm = BatchNorm1d.of(2).withoutRunningStatistics().create();
    assertThat(norm.forward(x)).isEqualTo(norm.forward(x, Mode.training(rng)));
    assertThatThrownBy(() -> norm.forward(Tensor.ones(1, 2)))
        .hasMessage(
            "BatchNorm1d: the statistics of a batch need more than one number per channel, but the"
                + " input is [1, 2]. Use a larger batch, or a norm with running statistics.");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> BatchNorm2d.create(0))
        .hasMessage("BatchNorm2d: the number of channels must be positive, but is 0.");
    assertThatThrownBy(() -> BatchNorm2d.of(2).withMomentum(1.5))
        .hasMessage("BatchNorm2d: the momentum must be in [0, 1], but is 1.5.");
    assertThatThrownBy(() -> InstanceNorm1d.of(2).withEpsilon(-1))
        .hasMessage("InstanceNorm1d: epsilon must not be negative, but is -1.0.");
    Parameter two = Parameter.of(Tensor.ones(2));
    assertThatThrownBy(() -> new BatchNorm1d(2, two, null, null, null, null, 0.1, 1e-5))
        .hasMessage(
            "BatchNorm1d: weight and bias must be given together, and the running statistics must"
                + " be, but one of them is missing.");
    assertThatThrownBy(() -> new BatchNorm1d(3, two, two, null, null, null, 0.1, 1e-5))
        .hasMessage(
            "BatchNorm1d: the weight must have one number for each of the 3 channels, but is [2].");
    assertThatThrownBy(() -> new LayerNorm(Shape.of(3), two, null, 1e-5))
        .hasMessage("LayerNorm: the weight must have the normalized shape [3], but is [2].");
    assertThatThrownBy(() -> new LayerNorm(Shape.of(2), null, two, 1e-5))
        .hasMessage("LayerNorm: a bias needs a weight, but only the bias is given.");
    assertThatThrownBy(() -> new RmsNorm(Shape.of(3), two, null))
        .hasMessage("RmsNorm: the weight must have the normalized shape [3], but is [2].");
    assertThatThrownBy(() -> GroupNorm.create(3, 4))
        .hasMessage("GroupNorm: groups must divide the channels, but groups is 3 and channels 4.");
    assertThatThrownBy(() -> new GroupNorm(1, 2, null, two, 1e-5))
        .hasMessage("GroupNorm: a bias needs a weight, but only the bias is given.");
    assertThatThrownBy(() -> LocalResponseNorm.create(0))
        .hasMessage("LocalResponseNorm: the size must be positive, but is 0.");
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> InstanceNorm2d.create(3).forward(Tensor.ones(2, 4, 3, 3)))
        .hasMessage(
            "InstanceNorm2d: the input must be [batch, channels, height, width] with 3 channels, or"
                + " one example without the batch, but is [2, 4, 3, 3].");
    assertThatThrownBy(() -> GroupNorm.create(2, 4).forward(Tensor.ones(2, 6)))
        .hasMessage("GroupNorm: the input must have 4 channels on axis 1, but is [2, 6].");
  }

  @Test
  void responsesAreNormalized() {
    Tensor x = RandomTensors.normal(rng, 2, 7, 3);
    LocalResponseNorm norm = LocalResponseNorm.create(3).withAlpha(1).withBeta(1).withK(2);
    Tensor y = norm.forward(x);
    for (int c = 0; c < 7; c++) {
      double sum = 0;
      for (int j = Math.max(0, c - 1); j <= Math.min(6, c + 1); j++) {
        sum += x.get(1, j, 2) * x.get(1, j, 2);
      }
      assertThat(y.get(1, c, 2)).isEqualTo(x.get(1, c, 2) / (2 + sum / 3), Offset.offset(1e-6));
    }
    for (Layer layer : List.of(norm, LocalResponseNorm.create(3))) {
      assertThat(layer.parameters()).isEmpty();
    }
  }

  @Test
  void preparedNetworksComputeTheSame() {
    Tensor x = RandomTensors.normal(rng, 3, 4, 6, 5);
    InstanceNorm2d tracked = InstanceNorm2d.of(4).withAffine().withRunningStatistics().create();
    tracked.forward(x, Mode.training(rng));
    Sequential network =
        Sequential.of(
            Conv2d.of(4, 4, Window.kernel(3)).create(rng),
            GroupNorm.create(2, 4),
            new Relu(),
            InstanceNorm2d.create(4),
            LocalResponseNorm.create(3),
            tracked,
            Dropout.drop(0.3).withScaling(Dropout.Scaling.VANILLA),
            RmsNorm.create(4, 3),
            LayerNorm.create(4, 4, 3),
            BatchNorm2d.of(4).withoutRunningStatistics().create());
    // the steps are the same but for folded factors; numbers are below 10
    assertThat(InferenceModel.of(network).forward(x).allClose(network.forward(x), 0, 1e-5))
        .isTrue();
  }
}

package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import octavo.nn.BatchNorm1d;
import octavo.nn.BatchStatistics;
import octavo.nn.Dropout;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ModelAverageTest {
  private static final double[] VALUES = {4, -2, 7, 0.5, 3, 3, -1, 8};

  private static Linear layer() {
    return Linear.of(1, 1).withoutBias().create(Rng.of(1));
  }

  private static void set(Linear layer, double value) {
    layer.weight().set(Tensors.full(layer.weight().tensor().shape(), value));
  }

  private static Tensor get(Map<String, Tensor> state, String name) {
    return Objects.requireNonNull(state.get(name), name);
  }

  private static double after(AverageRule rule, double... values) {
    Linear layer = layer();
    ModelAverage average = ModelAverage.of(layer, rule);
    for (double value : values) {
      set(layer, value);
      average.update();
    }
    return get(average.averages(), "weight").item();
  }

  @Test
  void rulesAreTheirFormulas() {
    double mean = 0;
    double plain = VALUES[0];
    double fromZero = 0;
    double warm = VALUES[0];
    for (int i = 0; i < VALUES.length; i++) {
      mean += VALUES[i] / VALUES.length;
      fromZero = 0.9 * fromZero + 0.1 * VALUES[i];
      if (i > 0) {
        plain = 0.9 * plain + 0.1 * VALUES[i];
        double decay = Math.min(0.9, (1.0 + i) / (10 + i));
        warm = decay * warm + (1 - decay) * VALUES[i];
      }
    }
    double debiased = fromZero / (1 - Math.pow(0.9, VALUES.length));
    Offset<Double> rounding = Offset.offset(1e-5);
    assertThat(after(AverageRule.equal(), VALUES)).isCloseTo(mean, rounding);
    assertThat(after(AverageRule.exponential(0.9), VALUES)).isCloseTo(plain, rounding);
    assertThat(after(AverageRule.exponentialDebiased(0.9), VALUES)).isCloseTo(debiased, rounding);
    assertThat(after(AverageRule.exponentialWarm(0.9), VALUES)).isCloseTo(warm, rounding);
    assertThat(after(AverageRule.polynomial(0), VALUES)).isCloseTo(mean, rounding);
    // weights 1·(γ+1).. : for γ = 1 value n weighs n
    double weighted = 0;
    for (int i = 0; i < VALUES.length; i++) {
      weighted += VALUES[i] * (i + 1) * 2 / (VALUES.length * (VALUES.length + 1.0));
    }
    assertThat(after(AverageRule.polynomial(1), VALUES)).isCloseTo(weighted, rounding);
  }

  /// The averages of gradients end at 0 before that; those of parameters must not.
  @Test
  void averagesOfNumbersBelowTheSmallestNormalOneAreNotZero() {
    double tiny = 0x1p-130;
    assertThat(after(AverageRule.equal(), tiny, 3 * tiny)).isEqualTo(2 * tiny);
    assertThat(after(AverageRule.exponential(0.5), 8 * tiny, 0)).isEqualTo(4 * tiny);
  }

  @Test
  void aDebiasedAverageOfLongAgoIsThePlainOne() {
    assertThat(AverageRule.exponentialDebiased(0.999).share(1_000_000))
        .isCloseTo(0.001, Offset.offset(1e-12));
    assertThat(AverageRule.exponentialDebiased(0.999).share(2))
        .isCloseTo(1 / 1.999, Offset.offset(1e-12));
  }

  @Test
  void takesTheCallsItIsToldTo() {
    Linear layer = layer();
    ModelAverage average = ModelAverage.of(layer, AverageRule.equal()).withCalls(3, 2);
    assertThatThrownBy(average::apply)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "ModelAverage.apply: there must be a value, but update() was called 0 times and the"
                + " first value is that of call 3.");
    double start = layer.weight().tensor().item();
    for (int i = 1; i <= 7; i++) {
      assertThat(average.within(() -> layer.weight().tensor().item()))
          .isEqualTo(i <= 3 ? (i == 1 ? start : i - 1.0) : i == 4 || i == 5 ? 3.0 : 4.0);
      set(layer, i);
      average.update();
    }
    assertThat(average.count()).isEqualTo(3);
    assertThat(layer.weight().tensor().item()).isEqualTo(7);
    assertThat(average.within(() -> layer.weight().tensor().item())).isEqualTo(5);
    assertThat(layer.weight().tensor().item()).isEqualTo(7);
    average.apply();
    assertThat(layer.weight().tensor().item()).isEqualTo(5);
  }

  @Test
  void putsTheNetworkBackAfterAnError() {
    Linear layer = layer();
    ModelAverage average = ModelAverage.of(layer, AverageRule.equal());
    set(layer, 1);
    average.update();
    set(layer, 2);
    assertThatThrownBy(() ->
            average.within(() -> {
              throw new IllegalStateException("in the middle");
            }))
        .hasMessage("in the middle");
    assertThat(layer.weight().tensor().item()).isEqualTo(2);
  }

  @Test
  void goesOnFromItsStateToTheSameBits() {
    Linear layer = Linear.of(70, 70).create(Rng.of(3));
    ModelAverage whole = ModelAverage.of(layer, AverageRule.exponentialDebiased(0.97));
    ModelAverage pieces = ModelAverage.of(layer, AverageRule.exponentialDebiased(0.97));
    Rng rng = Rng.of(4);
    for (int i = 0; i < 10; i++) {
      layer.weight().set(RandomTensors.normal(rng, 70, 70));
      whole.update();
      ModelAverage next = ModelAverage.of(layer, AverageRule.exponentialDebiased(0.97));
      next.load(pieces.state());
      next.update();
      pieces = next;
    }
    assertThat(pieces.state()).isEqualTo(whole.state());
    ModelAverage other = ModelAverage.of(Linear.of(70, 71).create(Rng.of(3)), AverageRule.equal());
    ModelAverage last = pieces;
    assertThatThrownBy(() -> other.load(last.state()))
        .hasMessage(
            "ModelAverage.load: 'average.weight' must be [71, 70], but is [70, 70]. Is the state"
                + " from another optimizer or model?");
  }

  @Test
  void averagesRunningStatisticsAndCopiesCounts() {
    BatchNorm1d norm = BatchNorm1d.create(2);
    ModelAverage average = ModelAverage.of(norm, AverageRule.equal());
    Mode training = Mode.training(Rng.of(1));
    double sum = 0;
    for (int i = 1; i <= 4; i++) {
      norm.forward(RandomTensors.normal(Rng.of(i), 8, 2).add(i), training);
      average.update();
      sum += get(norm.state(), "running_mean").sum().item();
    }
    assertThat(get(average.averages(), "running_mean").sum().item())
        .isCloseTo(sum / 4, Offset.offset(1e-5));
    assertThat(get(average.averages(), "num_batches_tracked").item()).isEqualTo(4);
  }

  @Test
  void statisticsAreMeasuredAnew() {
    for (boolean cumulative : new boolean[] {false, true}) {
      BatchNorm1d norm =
          cumulative ? BatchNorm1d.of(3).withCumulativeAverage().create() : BatchNorm1d.create(3);
      Sequential model = Sequential.of(new Dropout(0.5), norm);
      Rng rng = Rng.of(9);
      model.forward(RandomTensors.normal(rng, 16, 3).multiply(50), Mode.training(rng.split("x")));
      List<Tensor> batches =
          List.of(
              RandomTensors.normal(rng, 20, 3).add(2),
              RandomTensors.normal(rng, 30, 3).multiply(3),
              RandomTensors.normal(rng, 10, 3).add(-1));
      Tensor mean = Tensors.zeros(DType.FLOAT64, 3);
      Tensor variance = mean;
      for (Tensor batch : batches) {
        mean = mean.add(batch.to(DType.FLOAT64).mean(0).divide(3));
        variance = variance.add(batch.to(DType.FLOAT64).sampleVariance(0).divide(3));
      }
      BatchStatistics.refresh(model, batches);
      assertThat(get(norm.state(), "running_mean").to(DType.FLOAT64).allClose(mean, 1e-5, 1e-5))
          .isTrue();
      assertThat(get(norm.state(), "running_var").to(DType.FLOAT64).allClose(variance, 1e-5, 1e-5))
          .isTrue();
      assertThat(get(norm.state(), "num_batches_tracked").item()).isEqualTo(3);
    }
  }

  @Test
  void statisticsStayAsTheyAreAfterAnErrorAndWithoutNorms() {
    Sequential model = Sequential.of(BatchNorm1d.create(3));
    model.forward(RandomTensors.normal(Rng.of(2), 16, 3), Mode.training(Rng.of(1)));
    Tensor before = get(model.state(), "0.running_mean").copy();
    assertThatThrownBy(() -> BatchStatistics.refresh(model, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BatchStatistics.refresh: there must be a batch, but there is none.");
    List<Tensor> wrong = List.of(Tensor.ones(4, 3), Tensor.ones(4, 2));
    assertThatThrownBy(() -> BatchStatistics.refresh(model, wrong))
        .hasMessageContaining("BatchNorm1d");
    assertThat(model.state().get("0.running_mean")).isEqualTo(before);
    BatchStatistics.refresh(layer(), List.of()); // nothing to measure
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> AverageRule.exponential(1))
        .hasMessage("average: the decay must be in (0, 1), but is 1.0.");
    assertThatThrownBy(() -> AverageRule.exponentialDebiased(0))
        .hasMessage("average: the decay must be in (0, 1), but is 0.0.");
    assertThatThrownBy(() -> AverageRule.exponentialWarm(Double.NaN))
        .hasMessage("average: the decay must be in (0, 1), but is NaN.");
    assertThatThrownBy(() -> AverageRule.polynomial(-1))
        .hasMessage("average: gamma must be finite and not negative, but is -1.0.");
    ModelAverage average = ModelAverage.of(layer(), AverageRule.equal());
    assertThatThrownBy(() -> average.withCalls(0, 1))
        .hasMessage("ModelAverage: first and every must be at least 1, but are 0 and 1.");
  }
}

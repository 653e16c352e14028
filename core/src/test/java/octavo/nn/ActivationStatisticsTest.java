package octavo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.nn.ActivationStatistics.Range;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class ActivationStatisticsTest {
  @Test
  void unitsAreCounted() {
    Tensor y = Tensor.of(new float[] {0, 0, 1, 0, 2, -1, 0, 4, 0, 0, 2, 1}, 4, 3);
    ActivationStatistics s = ActivationStatistics.of(y, new Range(-1, 4, 0));
    assertThat(s.count()).isEqualTo(4);
    assertThat(s.mean().toDoubleArray()).containsExactly(0, 2, 0.25);
    assertThat(s.variance().toDoubleArray()).containsExactly(0, 2, 0.6875);
    assertThat(s.zeroShare().toDoubleArray()).containsExactly(1, 0.25, 0.25);
    assertThat(s.saturatedShare().toDoubleArray()).containsExactly(0, 0.25, 0.25);
    assertThat(s.deadUnits()).isEqualTo(1);
    assertThat(s.saturatedUnits(0.25)).isEqualTo(2);
    assertThat(s.saturatedUnits(0.3)).isZero();
  }

  @Test
  void batchesAddUp() {
    Tensor y = RandomTensors.normal(DType.FLOAT64, Rng.of(3), 1, 2, 10, 4, 5).relu();
    ActivationStatistics all = ActivationStatistics.of(y, Range.TANH);
    ActivationStatistics parts =
        ActivationStatistics.of(y.narrow(0, 0, 3), Range.TANH)
            .and(ActivationStatistics.of(y.narrow(0, 3, 7), Range.TANH));
    assertThat(parts.count()).isEqualTo(all.count()).isEqualTo(50);
    assertThat(parts.mean().allClose(all.mean(), 0, 1e-14)).isTrue();
    assertThat(parts.variance().allClose(all.variance(), 0, 1e-13)).isTrue();
    assertThat(parts.zeroShare().allClose(all.zeroShare(), 0, 1e-15)).isTrue();
    assertThat(parts.saturatedShare().allClose(all.saturatedShare(), 0, 1e-15)).isTrue();
  }

  /// With a bias of -100 no input of size 1 reaches the unit; large weights saturate a sigmoid.
  @Test
  void deadAndSaturatedUnitsAreFound() {
    Rng rng = Rng.of(5);
    Tensor x = RandomTensors.normal(rng, 64, 8);
    Tensor weight = RandomTensors.normal(rng, 6, 8);
    Tensor bias = Tensors.of(new float[] {0, -100, 0, -100, 0, 0}, 6);
    Tensor hidden = x.linear(weight, bias);
    assertThat(ActivationStatistics.of(hidden.relu(), Range.NONE).deadUnits()).isEqualTo(2);
    assertThat(ActivationStatistics.of(hidden.relu(), Range.NONE).saturatedUnits(1e-9)).isZero();
    Tensor steep = x.linear(weight.multiply(1000), null).sigmoid();
    assertThat(ActivationStatistics.of(steep, Range.SIGMOID).saturatedUnits(0.9)).isEqualTo(6);
    Tensor flat = x.linear(weight.multiply(0.01), null).sigmoid();
    assertThat(ActivationStatistics.of(flat, Range.SIGMOID).saturatedUnits(1e-9)).isZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> ActivationStatistics.of(Tensor.ones(3), Range.NONE))
        .hasMessage(
            "ActivationStatistics: activations must be [batch, units, …] and not empty, but are"
                + " [3].");
    ActivationStatistics two = ActivationStatistics.of(Tensor.ones(3, 2), Range.NONE);
    ActivationStatistics four = ActivationStatistics.of(Tensor.ones(3, 4), Range.NONE);
    assertThat(two.mean().shape()).isEqualTo(Shape.of(2));
    assertThatThrownBy(() -> two.and(four))
        .hasMessage(
            "ActivationStatistics: both must have the same units, but one has [2] and the other"
                + " [4].");
    assertThatThrownBy(() -> new Range(1, 0, 0))
        .hasMessage(
            "Range: low must be less than high and the margin not negative, but low is 1.0, high is"
                + " 0.0 and the margin is 0.0.");
  }
}

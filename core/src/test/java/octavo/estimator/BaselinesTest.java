package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.distribution.Bernoulli;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// What is subtracted from the objective.
class BaselinesTest {
  private static Draw draw(double... values) {
    Tensor z = Tensor.zeros(values.length);
    return new Draw(
        Bernoulli.ofLogits(Tensor.scalar(0)), x -> x, z, Tensors.of(values.clone(), values.length));
  }

  /// Each value sees those of earlier calls, never its own.
  @Test
  void theMovingAverageLooksBack() {
    MovingAverageBaseline baseline = MovingAverageBaseline.of(0.5);
    assertThat(baseline.average()).isZero();
    assertThat(baseline.of(draw(3, 5)).item()).isZero();
    assertThat(baseline.of(draw(10)).item()).isCloseTo(4, within(1e-6));
    // weights ¼ and ½ of what was seen, divided by their sum
    assertThat(baseline.of(draw(1)).item()).isCloseTo((0.25 * 4 + 0.5 * 10) / 0.75, within(1e-6));
    assertThat(baseline.average()).isCloseTo((0.125 * 4 + 0.25 * 10 + 0.5) / 0.875, within(1e-12));
  }

  @Test
  void leaveOneOutIsTheMeanOfTheOthers() {
    assertThat(new LeaveOneOutBaseline().of(draw(1, 4, 10)).toDoubleArray())
        .containsExactly(new double[] {7, 5.5, 2.5}, within(1e-12));
  }

  /// An impossible sample is judged by the others, and they are judged without it.
  @Test
  void leaveOneOutLeavesInfiniteValuesOut() {
    double none = Double.NEGATIVE_INFINITY;
    LeaveOneOutBaseline baseline = new LeaveOneOutBaseline();
    assertThat(baseline.of(draw(1, none, 4, 10)).toDoubleArray())
        .containsExactly(new double[] {7, 5, 5.5, 2.5}, within(1e-12));
    assertThat(baseline.of(draw(none, 3)).toDoubleArray()).containsExactly(3, 0);
    assertThat(baseline.of(draw(none, none)).toDoubleArray()).containsExactly(0, 0);
    Tensor narrow = Tensors.of(new float[] {3, 1e30f, 5}, 3);
    Draw draw = new Draw(Bernoulli.ofLogits(Tensor.scalar(0)), x -> x, narrow.zerosLike(), narrow);
    assertThat(baseline.of(draw).toDoubleArray()[1]).isNotNaN();
  }

  @Test
  void infiniteValuesDoNotStayInTheMovingAverage() {
    MovingAverageBaseline baseline = MovingAverageBaseline.of(0.5);
    baseline.of(draw(3, 5));
    assertThat(baseline.of(draw(1, Double.NEGATIVE_INFINITY)).item()).isEqualTo(4);
    assertThat(baseline.average()).isEqualTo(4);
  }

  /// A network learns nothing from an infinite value, and what it has learned stays.
  @Test
  void nvilLearnsNothingFromInfiniteValues() {
    Linear network = Linear.of(1, 1).create(Rng.of(62));
    Nvil nvil = Nvil.of(network);
    Bernoulli d = Bernoulli.ofLogits(Tensor.zeros(1).tracked());
    Objective f = z -> Tensors.full(z.shape(), Double.NEGATIVE_INFINITY);
    var learned = nvil.at(Tensor.ones(1, 1)).estimate(d, f, 2, Rng.of(3)).learning().orElseThrow();
    assertThat(learned.gradients().of(network.weight()).item()).isZero();
    Tensor next = nvil.at(Tensor.ones(1, 1)).estimate(d, z -> z, 2, Rng.of(3)).value();
    assertThat(next.isFinite().all().item()).isEqualTo(1);
  }

  /// The objective at the mode, one number for each row.
  @Test
  void selfCriticalLooksAtTheMode() {
    Bernoulli d = Bernoulli.ofLogits(Tensors.of(new double[] {1, -1, 2, 3}, 2, 2));
    Tensor w = Tensors.of(new double[] {1, 10}, 2);
    Draw draw = Draw.of(d, z -> z.multiply(w).sum(-1), d.sample(Rng.of(1), 5));
    assertThat(new SelfCriticalBaseline().of(draw).toDoubleArray()).containsExactly(1, 11);
  }

  /// A network that sees the input of a row learns what the objective is there: less variance than one number for all.
  @Test
  void nvilLearnsFromTheInput() {
    int rows = 64;
    Tensor x = RandomTensors.normal(Rng.of(61), rows, 1);
    Objective f = b -> b.add(x.squeeze(1).multiply(5));
    Linear network = Linear.of(1, 1).create(Rng.of(62));
    Nvil nvil = Nvil.of(network).withoutNormalization();
    Optimizer optimizer = Optimizers.adam(0.1).create(network.parameters());
    Rng rng = Rng.of(63);
    Tensor logits = Tensor.zeros(rows);
    double before = variance(nvil, x, f, logits);
    for (int i = 0; i < 200; i++) {
      Estimate estimate = nvil.at(x).estimate(Bernoulli.ofLogits(logits), f, 1, rng);
      optimizer.step(estimate.learning().orElseThrow().gradients());
    }
    double after = variance(nvil, x, f, logits);
    assertThat(network.weight().tensor().item()).isCloseTo(5, within(0.2));
    assertThat(after).isLessThan(before / 20);
    Map<String, ?> names = network.parameters();
    assertThat(nvil.at(x).parameters()).hasSameSizeAs(names.keySet());
  }

  /// What a network drops out is another at each call.
  @Test
  void networksGetRandomNumbersOfEachCall() {
    List<Long> seen = new ArrayList<>();
    Layer network =
        (x, mode) -> {
          seen.add(mode.rng().nextLong());
          return x.sum(-1);
        };
    Bernoulli d = Bernoulli.ofLogits(Tensor.zeros(2, 1).tracked());
    Nvil nvil = Nvil.of(network);
    Relax<Bernoulli> relax = Relax.of(Relaxation.binary(), network);
    Rng rng = Rng.of(65);
    for (int i = 0; i < 2; i++) {
      nvil.at(Tensor.ones(2, 1)).estimate(d, b -> b.sum(-1), 1, rng);
      relax.estimate(d, b -> b.sum(-1), 1, rng);
    }
    assertThat(seen).hasSize(4).doesNotHaveDuplicates();
  }

  private static double variance(Nvil nvil, Tensor x, Objective f, Tensor logits) {
    Tensor leaf = logits.tracked();
    Estimate estimate = nvil.at(x).estimate(Bernoulli.ofLogits(leaf), f, 1, Rng.of(64));
    // the truth is ¼ in every row
    return estimate.gradients().of(leaf).subtract(0.25).square().mean().item();
  }
}

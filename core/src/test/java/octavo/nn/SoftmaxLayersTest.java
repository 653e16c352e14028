package octavo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Adaptive and hierarchical softmax, and the calibration of temperatures.
class SoftmaxLayersTest {
  private final Rng rng = Rng.of(3);
  private final Tensor x = RandomTensors.normal(Rng.of(4), 6, 8);
  private final Tensor targets = Tensors.of(new long[] {0, 11, 3, 7, 5, 2}, 6);

  private static void assertDistributions(Tensor logs) {
    // 12 numbers near 1/12, each from a few dozen roundings
    assertThat(logs.exp().sum(1).allClose(Tensor.ones(logs.size(0)), 0, 64 * 0x1p-24)).isTrue();
  }

  @Test
  void adaptiveProbabilitiesSumToOne() {
    AdaptiveSoftmax layer =
        AdaptiveSoftmax.of(8, 12, 3, 7).withDivValue(2).withHeadBias().create(rng);
    assertThat(layer.parameters().keySet())
        .containsExactly(
            "head.weight",
            "head.bias",
            "tail.0.0.weight",
            "tail.0.1.weight",
            "tail.1.0.weight",
            "tail.1.1.weight");
    Tensor logs = layer.forward(x);
    assertThat(logs.shape().toArray()).containsExactly(6, 12);
    assertDistributions(logs);
    Tensor own = layer.logProbability(x, targets, Mode.inference());
    Tensor expected = logs.gather(1, targets.unsqueeze(1)).squeeze(1);
    assertThat(own.allClose(expected, 1e-6, 0)).isTrue();
    assertThat(layer.loss(x, targets, Mode.inference()).item())
        .isCloseTo(-expected.mean().item(), Offset.offset(1e-6));
    assertThat(layer.predict(x)).isEqualTo(logs.argMax(1));
  }

  @Test
  void adaptiveRefusesWhatDoesNotFit() {
    assertThatThrownBy(() -> AdaptiveSoftmax.of(8, 12, 7, 3))
        .hasMessage(
            "AdaptiveSoftmax: there must be features, and cutoffs that rise from at least 1 to at most classes - 1, but in is 8, classes is 12 and the cutoffs are [7, 3].");
    assertThatThrownBy(() -> AdaptiveSoftmax.of(8, 12, 3, 7).create(rng))
        .hasMessage(
            "AdaptiveSoftmax: divValue must be at least 1 and leave each cluster a feature, but is 4.0 for 2 clusters of 8 features.");
    AdaptiveSoftmax layer = AdaptiveSoftmax.of(16, 12, 3, 7).create(rng);
    assertThatThrownBy(() -> layer.forward(x))
        .hasMessage("AdaptiveSoftmax: the input must be [batch, 16], but is [6, 8].");
    Tensor wide = Tensor.ones(2, 16);
    assertThatThrownBy(() -> layer.loss(wide, targets, Mode.inference()))
        .hasMessage(
            "AdaptiveSoftmax: targets must be int64 [2], one a row, but are int64 of shape [6].");
    assertThatThrownBy(() -> layer.loss(wide, Tensors.of(new long[] {12, 0}, 2), Mode.inference()))
        .hasMessage("AdaptiveSoftmax: targets must be in [0, 11], but element 0 is 12.");
  }

  @Test
  void huffmansTreeIsTheShallowest() {
    HuffmanTree tree = HuffmanTree.of(50, 20, 15, 10, 5);
    double[] depths = tree.turns().abs().sum(1).toDoubleArray();
    assertThat(depths).containsExactly(1, 2, 3, 4, 4);
    assertThat(tree.nodes().narrow(1, 0, 1).toLongArray()).containsOnly(0); // all begin at the root
    assertThatThrownBy(() -> HuffmanTree.of(3))
        .hasMessage("HuffmanTree: there must be at least two classes, but there are 1.");
    assertThatThrownBy(() -> HuffmanTree.of(3, -1))
        .hasMessage("HuffmanTree: counts must not be negative, but class 1 has -1.");
  }

  @Test
  void hierarchicalProbabilitiesSumToOne() {
    HuffmanTree tree = HuffmanTree.of(90, 50, 40, 20, 20, 9, 8, 7, 3, 2, 1, 0);
    HierarchicalSoftmax layer = HierarchicalSoftmax.create(8, tree, rng);
    Tensor logs = layer.forward(x);
    assertDistributions(logs);
    Tensor own = layer.logProbability(x, targets, Mode.inference());
    Tensor expected = logs.gather(1, targets.unsqueeze(1)).squeeze(1);
    assertThat(own.allClose(expected, 1e-5, 0)).isTrue();
    assertThat(layer.predict(x)).isEqualTo(logs.argMax(1));
    Mode training = Mode.training(Rng.of(1));
    Tensor whole = logs(layer, training).negate();
    Tensor fast = layer.loss(x, targets, training);
    for (Parameter p : List.of(layer.weight(), layer.bias())) {
      Tensor a = whole.gradients().of(p);
      assertThat(fast.gradients().of(p).allClose(a, 1e-4, 1e-7)).isTrue();
    }
  }

  private Tensor logs(HierarchicalSoftmax layer, Mode mode) {
    return layer.forward(x, mode).gather(1, targets.unsqueeze(1)).mean();
  }

  @Test
  void twoClassesInATreeAreALogisticUnit() {
    HierarchicalSoftmax layer = HierarchicalSoftmax.create(8, HuffmanTree.of(1, 1), rng);
    Tensor score = x.linear(layer.weight().tensor(), layer.bias().tensor());
    Tensor left = layer.forward(x).exp().narrow(1, 0, 1);
    assertThat(left.allClose(score.sigmoid(), 1e-6, 0)).isTrue();
  }

  @Test
  void hierarchicalRefusesWhatDoesNotFit() {
    HuffmanTree tree = HuffmanTree.of(1, 2, 3);
    assertThatThrownBy(() -> HierarchicalSoftmax.create(0, tree, rng))
        .hasMessage("HierarchicalSoftmax: there must be features, but there are 0.");
    HierarchicalSoftmax layer = HierarchicalSoftmax.create(4, tree, rng);
    assertThatThrownBy(() -> layer.forward(x))
        .hasMessage("HierarchicalSoftmax: the input must be [batch, 4], but is [6, 8].");
    assertThatThrownBy(() -> layer.loss(Tensor.ones(6, 4), Tensor.ones(6), Mode.inference()))
        .hasMessage(
            "HierarchicalSoftmax: targets must be int64 [6], one a row, but are float32 of shape [6].");
  }

  @Test
  void theTemperatureOfSharpenedLogitsIsFound() {
    // classes drawn from softmax(z): the best temperature of 3·z is near 3
    Tensor z = RandomTensors.normal(DType.FLOAT64, Rng.of(5), 0, 1, 4000, 5);
    Tensor u = RandomTensors.uniform(Rng.of(6), 0, 1, 4000, 1).to(DType.FLOAT64);
    Tensor drawn = z.softmax(1).cumulativeSum(1).less(u).sum(1);
    TemperatureScaling found = TemperatureScaling.fit(z.multiply(3), drawn);
    // deviation of the estimate about T/√(n·Var) = 3/√(4000·0.6)
    assertThat(found.temperature()).isCloseTo(3, Offset.offset(0.25));
    double best = mean(z, drawn, found.temperature() / 3);
    assertThat(mean(z, drawn, found.temperature() / 3 * 1.001)).isGreaterThan(best);
    assertThat(mean(z, drawn, found.temperature() / 3 / 1.001)).isGreaterThan(best);
    Tensor y = found.forward(z);
    assertThat(y.argMax(1)).isEqualTo(z.argMax(1));
  }

  private static double mean(Tensor z, Tensor classes, double temperature) {
    return z.multiply(1 / temperature).crossEntropy(classes).mean().item();
  }

  @Test
  void temperaturesStayWithinTheirRange() {
    Tensor logits = Tensors.of(new double[] {2, 0, 0, 2}, 2, 2);
    Tensor right = Tensors.of(new long[] {0, 1}, 2);
    assertThat(TemperatureScaling.fit(logits, right).temperature())
        .isCloseTo(1e-3, Offset.offset(1e-6));
    assertThat(TemperatureScaling.fit(logits, Tensors.of(new long[] {1, 0}, 2)).temperature())
        .isCloseTo(1e3, Offset.offset(1e-3));
    assertThat(TemperatureScaling.fit(logits.zerosLike(), right).temperature()).isEqualTo(1);
    assertThatThrownBy(() -> new TemperatureScaling(0))
        .hasMessage("TemperatureScaling: the temperature must be positive and finite, but is 0.0.");
    assertThatThrownBy(() -> TemperatureScaling.fit(Tensor.ones(3), right))
        .hasMessage(
            "TemperatureScaling: logits must be [batch, classes] and not empty, but are [3].");
    assertThatThrownBy(() -> TemperatureScaling.fit(logits, Tensor.ones(2)))
        .hasMessage(
            "TemperatureScaling: targets must be int64 [2], one a row, but are float32 of shape [2].");
  }
}

package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Relu;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.PerStep;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Data that a training would stumble over, units that are dead for them, and near misses.
class DataRulesTest {
  private static final Layer NETWORK = chain(Linear.of(4, 3).create(RNG));

  private static DataLoader inOrder(Tensor targets) {
    return DataLoader.inOrder(new TensorDataset(input(targets.size(0), 4), targets), 32);
  }

  private static Tensor labels(LongStream labels) {
    long[] all = labels.toArray();
    return Tensors.of(all, all.length);
  }

  @Test
  void sortedLabels() {
    String rule = "unshuffled";
    Tensor sorted = labels(LongStream.range(0, 3000).map(i -> i / 300));
    Finding finding = only(rule, Training.of(NETWORK, inOrder(sorted)));
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.what())
        .isEqualTo(
            "the batches are read in order, and of neighboring examples 100 % have the same label; in a random order it would be 10 %.");
    // in runs, though all classes come in each part of the data
    Tensor runs = labels(LongStream.range(0, 3000).map(i -> i / 8 % 10));
    assertThat(only(rule, Training.of(NETWORK, inOrder(runs))).what())
        .contains("88 % have the same label");
    // few examples
    only(rule, Training.of(NETWORK, inOrder(labels(LongStream.range(0, 40).map(i -> i / 20)))));
    Tensor rising = Tensors.arange(1000).to(octavo.storage.DType.FLOAT32);
    assertThat(only(rule, Training.of(NETWORK, inOrder(rising))).what())
        .contains("random order it would be 50 %");
  }

  @Test
  void labelsInAnOrderThatIsFine() {
    String rule = "unshuffled";
    Tensor sorted = labels(LongStream.range(0, 300).map(i -> i / 30));
    silent(
        rule,
        Training.of(
            NETWORK, DataLoader.shuffled(new TensorDataset(input(300, 4), sorted), 32, RNG)));
    silent(rule, Training.of(NETWORK, inOrder(RandomTensors.integers(Rng.of(4), 0, 10, 3000))));
    silent(rule, Training.of(NETWORK, inOrder(labels(LongStream.range(0, 300).map(i -> i % 10)))));
    silent(rule, Training.of(NETWORK, inOrder(labels(LongStream.range(0, 300).map(i -> 1)))));
    silent(rule, Training.of(NETWORK, inOrder(input(300))));
    silent(rule, Training.of(NETWORK, inOrder(input(300, 2))));
    silent(rule, Training.of(NETWORK, inOrder(labels(LongStream.of(5)))));
  }

  @Test
  void independentAnswersForExclusiveClasses() {
    String rule = "sigmoid-for-exclusive-classes";
    Tensor oneHot = Tensors.oneHot(RandomTensors.integers(Rng.of(4), 0, 3, 40), 3);
    Finding finding =
        only(
            rule,
            Training.of(NETWORK, inOrder(oneHot)).withLoss(BinaryCrossEntropyWithLogits.mean()));
    assertThat(finding.what())
        .isEqualTo(
            "BinaryCrossEntropyWithLogits takes the 3 classes as independent, but each of the 32 examples has exactly one.");
    silent(rule, Training.of(NETWORK, inOrder(oneHot)).withLoss(CrossEntropy.mean()));
    Tensor several = RandomTensors.bernoulli(Rng.of(4), 0.5, 40, 3);
    silent(
        rule, Training.of(NETWORK, inOrder(several)).withLoss(BinaryCrossEntropyWithLogits.mean()));
    Tensor few = oneHot.narrow(0, 0, 10);
    silent(rule, Training.of(NETWORK, inOrder(few)).withLoss(BinaryCrossEntropyWithLogits.mean()));
    Tensor two = oneHot.narrow(1, 0, 2);
    silent(rule, Training.of(NETWORK, inOrder(two)).withLoss(BinaryCrossEntropyWithLogits.mean()));
  }

  @Test
  void classNumbersWithoutALogit() {
    String rule = "label-range";
    Finding finding =
        only(
            rule,
            Training.of(NETWORK, inOrder(labels(LongStream.of(1, 2, 3))))
                .withLoss(CrossEntropy.mean()));
    assertThat(finding.what())
        .isEqualTo("class numbers go from 1 to 3, but the output has 3 logits, for 0 to 2.");
    assertThat(finding.fix())
        .isEqualTo("The data count from 1: subtract 1 from the class numbers.");
    assertThat(
            only(
                    rule,
                    Training.of(NETWORK, inOrder(labels(LongStream.of(0, 9))))
                        .withLoss(CrossEntropy.mean()))
                .fix())
        .isEqualTo("Give the network's last layer as many outputs as there are classes.");
    silent(
        rule,
        Training.of(NETWORK, inOrder(labels(LongStream.of(0, 2, -100))))
            .withLoss(CrossEntropy.mean()));
    Layer steps = chain(step(x -> x.unsqueeze(1)), Linear.of(4, 3).create(RNG));
    Tensor perStep = labels(LongStream.of(0, 2)).reshape(2, 1);
    silent(rule, Training.of(steps, inOrder(perStep)).withLoss(new PerStep(CrossEntropy.mean())));
    only(
        rule,
        Training.of(steps, inOrder(perStep.add(1))).withLoss(new PerStep(CrossEntropy.mean())));
  }

  private static Linear biased(double... biases) {
    Linear layer = Linear.of(4, biases.length).create(Rng.of(8));
    Objects.requireNonNull(layer.bias())
        .set(Tensors.of(biases, biases.length).to(octavo.storage.DType.FLOAT32));
    return layer;
  }

  @Test
  void unitsThatCannotBeAnythingButZero() {
    String rule = "dead-relu";
    DataLoader batches = inOrder(labels(LongStream.range(0, 32)));
    Finding some = only(rule, Training.of(chain(biased(0, 0, -50, 0), new Relu()), batches));
    assertThat(some.path()).isEqualTo("1");
    assertThat(some.severity()).isEqualTo(Severity.WARNING);
    assertThat(some.what())
        .isEqualTo(
            "1 of 4 units are 0 for all 32 numbers of the first batch (25 %); 1 of them whatever enters within its range: their bias outweighs all weights.");
    Finding all = only(rule, Training.of(chain(biased(-50, -50), new Relu()), batches));
    assertThat(all.severity()).isEqualTo(Severity.ERROR);
    assertThat(all.why())
        .isEqualTo("They get no gradient from these examples and cannot come back.");
    silent(rule, Training.of(chain(biased(0, 0, 0, 0), new Relu()), batches));
    silent(rule, Training.of(chain(biased(-50, -50), step(x -> x.leakyRelu(0.1))), batches));
  }

  @Test
  void aLayerOfWhichMostIsDead() {
    String rule = "dead-relu";
    DataLoader batches = inOrder(labels(LongStream.range(0, 32)));
    Layer negative = step(x -> x.abs().negate().add(0.0001).multiply(x.sign().abs()));
    Finding finding = only(rule, Training.of(chain(negative, new Relu()), batches));
    assertThat(finding.what())
        .isEqualTo("4 of 4 units are 0 for all 32 numbers of the first batch (100 %).");
  }

  @Test
  void saturatedUnits() {
    String rule = "saturated-units";
    DataLoader batches = inOrder(labels(LongStream.range(0, 32)));
    Layer head = Linear.of(2, 1).create(RNG);
    Finding finding =
        only(rule, Training.of(chain(biased(20, 0), step(x -> x.sigmoid()), head), batches));
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what())
        .isEqualTo(
            "1 of 2 units of sigmoid are within 0.05 of an end for at least 95 % of the first batch.");
    only(rule, Training.of(chain(biased(-20, 0), step(x -> x.tanh()), head), batches));
    silent(rule, Training.of(chain(biased(0, 0), step(x -> x.tanh()), head), batches));
    silent(rule, Training.of(chain(biased(20, 0), step(x -> x.sigmoid())), batches));
    // a gate may begin shut by its bias, but not open and shut by weights that are too large
    UnaryOperator<Tensor> gate =
        x -> x.sigmoid().multiply(x).add(x.sigmoid().negate().add(1).multiply(x));
    silent(rule, Training.of(chain(biased(-20, 0), step(gate), head), batches));
    Layer large =
        Linear.of(4, 2)
            .withInitializer(Initializer.constant(1e4))
            .withBiasInitializer(Initializer.constant(0))
            .create(RNG);
    UnaryOperator<Tensor> single = x -> x.sigmoid().multiply(x);
    only(rule, Training.of(chain(large, step(single), head), batches));
  }
}

package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.MultiHeadAttention;
import octavo.nn.loss.BinaryCrossEntropy;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.KlDivergence;
import octavo.nn.loss.Loss;
import octavo.nn.loss.MeanSquaredError;
import octavo.nn.loss.NegativeLogLikelihood;
import octavo.nn.loss.PerStep;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a network ends with, along which axis a softmax runs, and near misses.
class OutputRulesTest {
  private static final Tensor X = input(6, 4);
  private static final Layer LINEAR = Linear.of(4, 10).create(RNG);

  private static Training training(UnaryOperator<Tensor> end, Loss loss) {
    Tensor targets = RandomTensors.integers(Rng.of(1), 0, 10, 6);
    DataLoader batches = DataLoader.inOrder(new TensorDataset(X, targets), 6);
    return Training.of(chain(LINEAR, step(end)), batches).withLoss(loss);
  }

  @Test
  void aSoftmaxAtTheEnd() {
    String rule = "softmax-output";
    Finding finding = only(rule, chain(LINEAR, step(x -> x.softmax(1))), X);
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what())
        .isEqualTo("the output is probabilities: the last operation is softmax.");
    assertThat(finding.why()).contains("of 10 classes the cross-entropy cannot fall below 1.46");
    silent(rule, chain(LINEAR, step(x -> x.logSoftmax(1))), X);
    silent(rule, chain(LINEAR, step(x -> x.sigmoid())), X);
    silent(rule, chain(step(x -> x.softmax(1)), LINEAR), X);
    silent(rule, training(x -> x.softmax(1), CrossEntropy.mean()));
    silent(rule, training(x -> x.softmax(1), MeanSquaredError.mean()));
    // the classes of each pixel
    Layer pixels = chain(Conv2d.of(3, 4, kernel(3)).create(RNG), step(x -> x.softmax(1)));
    assertThat(only(rule, pixels, input(2, 3, 8, 8)).why())
        .contains("of 4 classes the cross-entropy cannot fall below 0.74");
  }

  @Test
  void probabilitiesForALossOfLogits() {
    String rule = "output-for-loss";
    Finding finding = only(rule, training(x -> x.softmax(1), CrossEntropy.mean()));
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.what())
        .isEqualTo(
            "the network ends with softmax, and CrossEntropy takes the softmax of that again.");
    assertThat(finding.why()).startsWith("The loss of a perfect answer is 1.46 instead of 0");
    assertThat(only(rule, training(x -> x.sigmoid(), CrossEntropy.mean())).what())
        .startsWith("the network ends with sigmoid");
    assertThat(only(rule, training(x -> x.logSoftmax(1), CrossEntropy.mean())).severity())
        .isEqualTo(Severity.WARNING);
    assertThat(only(rule, training(x -> x.relu(), CrossEntropy.mean())).why())
        .isEqualTo("No logit is below 0, and a class whose logit is 0 gets no gradient.");
    assertThat(
            only(rule, training(x -> x.unsqueeze(1).softmax(2), new PerStep(CrossEntropy.mean())))
                .what())
        .contains("CrossEntropy takes the softmax");
    silent(rule, training(x -> x, CrossEntropy.mean()));
    assertThat(only(rule, training(x -> x.relu6(), CrossEntropy.mean())).what())
        .isEqualTo("the network ends with relu6, and CrossEntropy takes its result as logits.");
    // so far apart that an answer can be sure
    silent(rule, training(x -> x.softmax(1).multiply(20), CrossEntropy.mean()));
    silent(rule, training(x -> x.divide(30).tanh().multiply(30), CrossEntropy.mean()));
    silent(rule, training(x -> x.softplus(), CrossEntropy.mean()));
  }

  @Test
  void logitsThatCannotBeSure() {
    String rule = "output-for-loss";
    Finding finding = only(rule, training(x -> x.tanh(), CrossEntropy.mean()));
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.what())
        .isEqualTo(
            "the network ends with tanh, whose numbers are from -1 to 1, and CrossEntropy takes them as logits.");
    assertThat(finding.why())
        .isEqualTo(
            "Logits so close to one another cannot say that they are sure: the loss of a perfect answer is 0.80 instead of 0.");
    // a softmax that is not the last operation
    only(rule, training(x -> x.softmax(1).clamp(0, 1), CrossEntropy.mean()));
    only(rule, training(x -> x.softmax(1).multiply(2), CrossEntropy.mean()));
    only(rule, training(x -> x.unsqueeze(1).softmax(2).mean(1), CrossEntropy.mean()));
  }

  @Test
  void theLeastLossBehindTwoSoftmaxesIsAsTold() {
    Tensor sure = Tensor.zeros(1, 10).add(octavo.tensor.Tensors.oneHot(0, 10));
    Tensor label = octavo.tensor.Tensors.of(new long[] {0}, 1);
    assertThat(CrossEntropy.mean().of(sure, label).item())
        .isCloseTo(OutputForLoss.floor(10, 1), org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void probabilitiesForABinaryLossOfLogits() {
    String rule = "output-for-loss";
    Finding finding = only(rule, training(x -> x.sigmoid(), BinaryCrossEntropyWithLogits.mean()));
    assertThat(finding.what())
        .isEqualTo(
            "the network ends with sigmoid, and BinaryCrossEntropyWithLogits takes the sigmoid of that again.");
    assertThat(only(rule, training(x -> x.relu(), BinaryCrossEntropyWithLogits.mean())).why())
        .isEqualTo("No logit is below 0: no answer can be less probable than 0.50.");
    assertThat(only(rule, training(x -> x.logSigmoid(), BinaryCrossEntropyWithLogits.mean())).why())
        .isEqualTo("No logit is above 0: no answer can be more probable than 0.50.");
    only(rule, training(x -> x.tanh(), BinaryCrossEntropyWithLogits.mean()));
    only(rule, training(x -> x.softplus(), BinaryCrossEntropyWithLogits.mean()));
    silent(rule, training(x -> x, BinaryCrossEntropyWithLogits.mean()));
  }

  @Test
  void logitsForALossOfProbabilities() {
    String rule = "output-for-loss";
    assertThat(only(rule, training(x -> x, BinaryCrossEntropy.mean())).what())
        .isEqualTo("BinaryCrossEntropy takes probabilities, but the network ends with linear.");
    silent(rule, training(x -> x.sigmoid(), BinaryCrossEntropy.mean()));
    silent(rule, training(x -> x.tanh().multiply(0.5).add(0.5), BinaryCrossEntropy.mean()));
    Finding raw = only(rule, training(x -> x, NegativeLogLikelihood.mean()));
    assertThat(raw.what())
        .isEqualTo(
            "NegativeLogLikelihood takes logarithms of probabilities, but the network ends with linear.");
    assertThat(raw.why())
        .isEqualTo("The loss has no least value: raising all numbers lowers it without end.");
    assertThat(only(rule, training(x -> x.softmax(1), NegativeLogLikelihood.mean())).why())
        .startsWith("The loss is -p instead of -ln p");
    only(rule, training(x -> x.softmax(1), KlDivergence.batchMean()));
    silent(rule, training(x -> x.logSoftmax(1), NegativeLogLikelihood.mean()));
    silent(rule, training(x -> x.logSoftmax(1), KlDivergence.batchMean()));
    only(rule, training(x -> x.relu(), NegativeLogLikelihood.mean()));
    only(rule, training(x -> x.logSoftmax(1), BinaryCrossEntropy.mean()));
    only(rule, training(x -> x.tanh(), BinaryCrossEntropy.mean()));
  }

  static Stream<Arguments> byHand() {
    return Stream.of(
        end(x -> x.softmax(1).log(), NegativeLogLikelihood.mean()),
        end(x -> x.softmax(1).clamp(1e-7, 1).log(), NegativeLogLikelihood.mean()),
        end(x -> x.subtract(x.logSumExp(Axes.keep(1))), NegativeLogLikelihood.mean()),
        end(x -> x.softmax(1).log(), KlDivergence.batchMean()),
        end(x -> x.exp().divide(x.exp().add(1)), BinaryCrossEntropy.mean()),
        end(
            x -> x.sigmoid().negate().add(1).product(1).negate().add(1),
            BinaryCrossEntropy.mean()));
  }

  private static Arguments end(UnaryOperator<Tensor> function, Loss loss) {
    return Arguments.of(function, loss);
  }

  @ParameterizedTest
  @MethodSource("byHand")
  void whatIsComputedByHandMayBeBoundedInWaysThatAreNotSeen(UnaryOperator<Tensor> end, Loss loss) {
    silent("output-for-loss", training(end, loss));
  }

  @Test
  void aLossThatRefusesTheBatch() {
    Tensor targets = RandomTensors.integers(Rng.of(1), 1, 11, 64);
    Tensor inputs = input(64, 4);
    Training outOfRange =
        Training.of(chain(LINEAR), DataLoader.inOrder(new TensorDataset(inputs, targets), 64))
            .withLoss(CrossEntropy.mean());
    Finding finding = only("refused-batch", outOfRange);
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.what()).startsWith("the loss of the first batch fails: ");
    // the other rules look all the same
    LintReport report = Lint.of(outOfRange);
    assertThat(report.of("label-range")).hasSize(1);
    assertThat(report.unchecked())
        .contains(new LintReport.Unchecked("no-gradient", "a loss that takes the first batch"));
    silent("refused-batch", training(x -> x, CrossEntropy.mean()));
    assertThat(
            only(
                    "refused-batch",
                    outOfRange.minimizing((batch, mode) -> {
                      throw new ArithmeticException();
                    }))
                .what())
        .isEqualTo("the loss of the first batch fails: ArithmeticException");
  }

  @Test
  void aSoftmaxOfASoftmax() {
    String rule = "softmax-twice";
    Finding finding =
        only(
            rule,
            chain(LINEAR, step(x -> x.softmax(1)), step(x -> x.reshape(3, 2, 10).softmax(2))),
            X);
    assertThat(finding.path()).isEqualTo("2");
    assertThat(finding.what())
        .isEqualTo("softmax gets the probabilities of another softmax, of '1'.");
    silent(rule, chain(LINEAR, step(x -> x.softmax(1).multiply(3).softmax(1))), X);
    silent(rule, chain(LINEAR, step(x -> x.softmax(1).log().softmax(1))), X);
  }

  @Test
  void aSoftmaxOverTheBatch() {
    String rule = "softmax-axis";
    Finding finding = only(rule, chain(LINEAR, step(x -> x.relu().softmax(0))), X);
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what())
        .isEqualTo("softmax runs over axis 0 of [6, 10], which is the batch.");
    Layer picture =
        chain(
            Conv2d.of(3, 4, kernel(3)).create(RNG),
            BatchNorm2d.create(4),
            step(x -> x.permute(1, 0, 2, 3).logSoftmax(1)));
    assertThat(only(rule, picture, input(2, 3, 5, 5)).path()).isEqualTo("2");
    silent(rule, chain(LINEAR, step(x -> x.softmax(1))), X);
    silent(rule, chain(LINEAR, step(x -> x.transpose().softmax(0))), X);
    silent(rule, chain(LINEAR, step(x -> x.reshape(10, 6).softmax(0))), X);
    silent(rule, MultiHeadAttention.of(8, 2).create(RNG), input(1, 3, 8));
  }

  @Test
  void aSoftmaxOverOneNumber() {
    String rule = "softmax-axis";
    Layer one = Linear.of(4, 1).create(RNG);
    Finding finding = only(rule, chain(one, step(x -> x.softmax(1))), X);
    assertThat(finding.what())
        .isEqualTo("softmax runs over axis 1 of [6, 1], which has one number.");
    assertThat(finding.why())
        .isEqualTo("The result is 1 for every input, and nothing ahead of it gets a gradient.");
    assertThat(only(rule, chain(one, step(x -> x.logSoftmax(1))), X).why())
        .startsWith("The result is 0 for every input");
    // only as short as the sample
    silent(rule, chain(step(x -> x.softmax(1))), input(2, 1, 4));
    silent(rule, chain(Linear.of(4, 2).create(RNG), step(x -> x.softmax(1))), X);
  }
}

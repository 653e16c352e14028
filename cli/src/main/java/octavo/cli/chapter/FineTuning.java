package octavo.cli.chapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.Outputs;
import octavo.nn.loss.SoftFBeta;
import octavo.nn.metric.ConfusionMatrix;
import octavo.optim.Optimizers;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.train.EpochResult;
import octavo.train.Trainer;
import octavo.train.TrainingListener;

/// The part of chapter 6 about a task where one example in twenty-five is positive: first cross-entropy,
/// then the soft F1 of the positive class. In the first epochs cross-entropy falls to a third while accuracy
/// stays, since a network that always says no has 0.96 of it; the F1 that is wanted comes with its own
/// loss. What becomes of that loss in small batches is in [BatchScores].
final class FineTuning {
  private static final int EXAMPLES = 4000;
  private static final double POSITIVE = 0.04;
  private static final int FIRST = 40;
  private static final int SECOND = 80;

  private FineTuning() {}

  /// What was measured on the test data after an epoch.
  ///
  /// @param crossEntropy the mean cross-entropy
  /// @param accuracy the share of right answers
  /// @param f1 of the positive class
  record Measured(double crossEntropy, double accuracy, double f1) {}

  /// A network that was trained, and how it went.
  ///
  /// @param network from points `[batch, 2]` to logits `[batch, 2]`
  /// @param train what it was trained on
  /// @param history of the epochs
  record Trained(Layer network, TensorDataset train, List<Measured> history) {
    Measured last() {
      return history.getLast();
    }

    double[] curve(ToDoubleFunction<Measured> value) {
      return history.stream().mapToDouble(value).toArray();
    }
  }

  static void run(Findings findings) {
    Trained same = trained(FIRST, SECOND, CrossEntropy.mean());
    Trained tuned = trained(FIRST, SECOND, FineTuning::softF1);
    int few = 15;
    StringBuilder first = new StringBuilder("                cross-entropy   accuracy     F1\n");
    for (int epoch : new int[] {1, 2, 4, 8, few}) {
      first.append(line("epoch " + epoch, same.history().get(epoch - 1)));
    }
    findings.text("entropy", first.toString());
    findings.figure(
        "entropy",
        XyChart.of("Cross-entropy falls, accuracy does not rise")
            .line("cross-entropy", firstOf(same.curve(Measured::crossEntropy), few))
            .line("accuracy", firstOf(same.curve(Measured::accuracy), few))
            .line("F1 of the positive class", firstOf(same.curve(Measured::f1), few))
            .withXLabel("epoch")
            .withYLabel("on test data"));
    findings.figure(
        "tuned",
        XyChart.of("F1 of the positive class; the loss changes after epoch " + FIRST)
            .line("cross-entropy to the end", same.curve(Measured::f1))
            .line("then soft F1", tuned.curve(Measured::f1))
            .withXLabel("epoch")
            .withYLabel("on test data"));
    findings.text(
        "tuned",
        String.format(
            Locale.ROOT,
            "                cross-entropy   accuracy     F1%n%s%s",
            line("cross-entropy", same.last()),
            line("then soft F1", tuned.last())));
    BatchScores.run(findings, trained(FIRST, 0, CrossEntropy.mean()));
  }

  private static String line(String name, Measured m) {
    return String.format(
        Locale.ROOT,
        "%-13s   %13.3f   %8.3f   %4.2f%n",
        name,
        m.crossEntropy(),
        m.accuracy(),
        m.f1());
  }

  private static double[] firstOf(double[] values, int n) {
    return Arrays.copyOf(values, n);
  }

  /// Points in the plane: negatives around 0, positives around (1.5, 1.5), so that they overlap.
  private static TensorDataset data(Rng rng) {
    Tensor labels = RandomTensors.bernoulli(rng, POSITIVE, EXAMPLES);
    Tensor points = RandomTensors.normal(rng, EXAMPLES, 2).add(labels.multiply(1.5).unsqueeze(1));
    return new TensorDataset(points, labels.to(DType.INT64));
  }

  // begin loss
  /// The soft F1 of class 1: softmax of two logits is the sigmoid of their difference.
  static Tensor softF1(Tensor logits, Tensor targets) {
    Tensor margin = logits.narrow(1, 1, 1).subtract(logits.narrow(1, 0, 1)).flatten();
    return SoftFBeta.f1(Outputs.INDEPENDENT).of(margin, targets);
  }

  // end loss

  /// Trains `first` epochs with cross-entropy and `second` epochs with the loss of the second phase.
  static Trained trained(int first, int second, Loss then) {
    Rng rng = Rng.of(6);
    Layer network =
        Sequential.of(
            Linear.of(2, 16).create(rng.split("hidden")),
            new Tanh(),
            Linear.of(16, 2).create(rng.split("output")));
    TensorDataset train = data(rng.split("train data"));
    TensorDataset test = data(rng.split("test data"));
    List<Measured> history = new ArrayList<>();
    TrainingListener measure =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochResult result) {
            Tensor logits = network.forward(test.inputs());
            ConfusionMatrix matrix = ConfusionMatrix.of(logits, test.targets());
            double entropy = CrossEntropy.mean().of(logits, test.targets()).item();
            double f1 = matrix.perClass().label(1).f1();
            history.add(new Measured(entropy, matrix.accuracy(), f1));
          }
        };
    // begin phases
    // the F1 of a batch is a biased estimate of the whole: the second phase takes large batches
    phase(network, CrossEntropy.mean(), train, 200, rng.split("first"), measure, first);
    phase(network, then, train, 2000, rng.split("second"), measure, second);
    // end phases
    return new Trained(network, train, history);
  }

  private static void phase(
      Layer network,
      Loss loss,
      TensorDataset data,
      int batch,
      Rng rng,
      TrainingListener listener,
      int epochs) {
    Trainer.of(
            network,
            loss,
            Optimizers.adam(3e-3).create(network.parameters()),
            DataLoader.shuffled(data, batch, rng.split("order")),
            rng)
        .withListener(listener)
        .build()
        .run(epochs);
  }
}

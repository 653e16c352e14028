package octavo.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import octavo.plot.TextColor;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.train.EpochResult;
import octavo.train.Trainer;
import octavo.train.TrainingListener;

/// Training in two phases on a task where one example in twenty-five is positive: first cross-entropy, then
/// the soft F1 of the positive class. In the first epochs cross-entropy falls to a third while accuracy
/// stays, since a network that always says no has 0.96 of it; the F1 that is wanted comes with its own
/// loss.
/// `FineTuneExample FILE.svg` draws it.
public final class FineTuneExample {
  private static final int EXAMPLES = 4000;
  private static final double POSITIVE = 0.04;

  private FineTuneExample() {}

  /// What was measured on the test data after an epoch.
  ///
  /// @param crossEntropy the mean cross-entropy
  /// @param accuracy the share of right answers
  /// @param f1 of the positive class
  record Measured(double crossEntropy, double accuracy, double f1) {}

  /// Points in the plane: negatives around 0, positives around (1.5, 1.5), so that they overlap.
  private static TensorDataset data(Rng rng) {
    Tensor labels = RandomTensors.bernoulli(rng, POSITIVE, EXAMPLES);
    Tensor points = RandomTensors.normal(rng, EXAMPLES, 2).add(labels.multiply(1.5).unsqueeze(1));
    return new TensorDataset(points, labels.to(DType.INT64));
  }

  /// The soft F1 of class 1: softmax of two logits is the sigmoid of their difference.
  private static Tensor softF1(Tensor logits, Tensor targets) {
    Tensor margin = logits.narrow(1, 1, 1).subtract(logits.narrow(1, 0, 1)).flatten();
    return SoftFBeta.f1(Outputs.INDEPENDENT).of(margin, targets);
  }

  /// Trains `first` epochs with cross-entropy and `second` epochs with the loss of the second phase.
  static List<Measured> train(int first, int second, Loss then) {
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
    // the F1 of a batch is a biased estimate of the whole: the second phase takes large batches
    phase(network, CrossEntropy.mean(), 3e-3, train, 200, rng.split("first"), measure, first);
    phase(network, then, 3e-3, train, 2000, rng.split("second"), measure, second);
    return history;
  }

  private static void phase(
      Layer network,
      Loss loss,
      double rate,
      TensorDataset data,
      int batch,
      Rng rng,
      TrainingListener listener,
      int epochs) {
    Trainer.of(
            network,
            loss,
            Optimizers.adam(rate).create(network.parameters()),
            DataLoader.shuffled(data, batch, rng.split("order")),
            rng)
        .withListener(listener)
        .build()
        .run(epochs);
  }

  /// Soft F1 in the second phase.
  static List<Measured> fineTuned(int first, int second) {
    return train(first, second, FineTuneExample::softF1);
  }

  /// Cross-entropy in the second phase too.
  static List<Measured> unchanged(int first, int second) {
    return train(first, second, CrossEntropy.mean());
  }

  private static double[] curve(List<Measured> history, ToDoubleFunction<Measured> value) {
    return history.stream().mapToDouble(value).toArray();
  }

  /// Trains both ways, prints what came of it and, if a file is named, draws the curves.
  ///
  /// @throws IOException if the file cannot be written
  public static void main(String[] args) throws IOException {
    int first = 40;
    List<Measured> tuned = fineTuned(first, 80);
    List<Measured> same = unchanged(first, 80);
    System.out.println("after cross-entropy alone " + same.getLast());
    System.out.println("fine-tuned with soft F1   " + tuned.getLast());
    XyChart chart =
        XyChart.of("Cross-entropy for %d epochs, then soft F1".formatted(first))
            .line("cross-entropy", curve(tuned, Measured::crossEntropy))
            .line("accuracy", curve(tuned, Measured::accuracy))
            .line("F1", curve(tuned, Measured::f1))
            .line("F1, cross-entropy to the end", curve(same, Measured::f1))
            .withXLabel("epoch")
            .withYLabel("on test data");
    if (args.length > 0) {
      Files.writeString(Path.of(args[0]), chart.svg());
    } else {
      System.out.println(chart.text(100, 24, TextColor.NONE));
    }
  }
}

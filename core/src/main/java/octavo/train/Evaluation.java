package octavo.train;

import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.LossReduction;
import octavo.storage.DType;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;

/// How well a classifier does on a data set.
///
/// @param loss the mean cross-entropy
/// @param accuracy the share of examples classified right
/// @param predicted the predicted class of each example
/// @param actual the class of each example
/// @param losses the cross-entropy of each example
public record Evaluation(
    double loss, double accuracy, int[] predicted, int[] actual, double[] losses) {
  private static final int BATCH = 500;

  /// How one class fares. A share of nothing is 0.
  ///
  /// @param actual how many examples are of the class
  /// @param predicted how many were taken for it
  /// @param right how many are both
  public record ClassScore(int actual, int predicted, int right) {
    /// The share of those taken for the class that are of it.
    public double precision() {
      return predicted == 0 ? 0 : (double) right / predicted;
    }

    /// The share of those of the class that were taken for it.
    public double recall() {
      return actual == 0 ? 0 : (double) right / actual;
    }

    /// The harmonic mean of precision and recall.
    public double f1() {
      return actual + predicted == 0 ? 0 : 2.0 * right / (actual + predicted);
    }
  }

  /// Evaluates a network in inference mode.
  public static Evaluation of(Layer model, Dataset dataset) {
    int n = dataset.size();
    int[] predicted = new int[n];
    int[] actual = new int[n];
    double[] losses = new double[n];
    int at = 0;
    double sum = 0;
    int right = 0;
    StepMemory memory = new StepMemory();
    for (Batch batch : DataLoader.inOrder(dataset, BATCH).epoch(0)) {
      Tensor logits = memory.run(() -> model.forward(batch.inputs()));
      long[] guess = logits.argMax(1).toLongArray();
      long[] target = batch.targets().toLongArray();
      double[] loss =
          CrossEntropy.mean()
              .withReduction(LossReduction.NONE)
              .of(logits.to(DType.FLOAT64), batch.targets())
              .toDoubleArray();
      for (int i = 0; i < guess.length; i++, at++) {
        predicted[at] = (int) guess[i];
        actual[at] = (int) target[i];
        losses[at] = loss[i];
        sum += loss[i];
        right += guess[i] == target[i] ? 1 : 0;
      }
    }
    return new Evaluation(sum / n, (double) right / n, predicted, actual, losses);
  }

  /// How often each class (row) was predicted as each class (column).
  public int[][] confusion(int classes) {
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < actual.length; i++) {
      counts[actual[i]][predicted[i]]++;
    }
    return counts;
  }

  /// How class `number` fares.
  public ClassScore score(int number) {
    int right = 0;
    int of = 0;
    int taken = 0;
    for (int i = 0; i < actual.length; i++) {
      of += actual[i] == number ? 1 : 0;
      taken += predicted[i] == number ? 1 : 0;
      right += actual[i] == number && predicted[i] == number ? 1 : 0;
    }
    return new ClassScore(of, taken, right);
  }
}

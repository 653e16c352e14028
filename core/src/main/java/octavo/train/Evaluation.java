package octavo.train;

import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.LossReduction;
import octavo.storage.DType;
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

  /// Evaluates a network in inference mode.
  public static Evaluation of(Layer model, Dataset dataset) {
    int n = dataset.size();
    int[] predicted = new int[n];
    int[] actual = new int[n];
    double[] losses = new double[n];
    int at = 0;
    double sum = 0;
    int right = 0;
    for (Batch batch : DataLoader.inOrder(dataset, BATCH).epoch(0)) {
      Tensor logits = model.forward(batch.inputs());
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
}

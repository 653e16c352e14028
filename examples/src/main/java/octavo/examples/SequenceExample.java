package octavo.examples;

import octavo.data.DataLoader;
import octavo.data.Digits;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LstmClassifier;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.train.Evaluation;
import octavo.train.Trainer;

/// Handwritten digits read like text, one row of pixels after the other, by an LSTM.
public final class SequenceExample {
  private SequenceExample() {}

  /// A picture `[batch, 1, height, width]` as a sequence of rows for an LSTM.
  record RowReader(LstmClassifier reader) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return reader.forward(x.squeeze(1), mode); // [batch, height as steps, width as features]
    }
  }

  /// Trains a network and prints its accuracy.
  public static void main(String[] args) {
    System.out.printf("test accuracy %.2f %%%n", 100 * train(30));
  }

  /// The accuracy on the test images after this many epochs.
  static double train(int epochs) {
    Rng rng = Rng.of(1);
    Layer network = new RowReader(LstmClassifier.create(8, 64, 10, rng.split("model")));
    Trainer.of(
            network,
            CrossEntropy.mean(),
            Optimizers.adam(3e-3).create(network.parameters()),
            DataLoader.shuffled(Digits.train(), 32, rng.split("data")),
            rng.split("train"))
        .build()
        .run(epochs);
    return Evaluation.of(network, Digits.test()).accuracy();
  }
}

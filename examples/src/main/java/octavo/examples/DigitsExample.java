package octavo.examples;

import octavo.data.DataLoader;
import octavo.data.Digits;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.Mlp;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.train.Evaluation;
import octavo.train.Trainer;

/// Handwritten digits from the library's own jar, learned in a second: no file is needed.
public final class DigitsExample {
  private DigitsExample() {}

  /// Trains a network and prints its accuracy.
  public static void main(String[] args) {
    System.out.printf("test accuracy %.2f %%%n", 100 * train(20));
  }

  /// The accuracy on the test images after this many epochs.
  static double train(int epochs) {
    Rng rng = Rng.of(1);
    Layer network = Mlp.create(64, 10, rng.split("model"));
    Trainer.of(
            network,
            CrossEntropy.mean(),
            Optimizers.adam(1e-3).create(network.parameters()),
            DataLoader.shuffled(Digits.train(), 32, rng.split("data")),
            rng.split("train"))
        .build()
        .run(epochs);
    return Evaluation.of(network, Digits.test()).accuracy();
  }
}

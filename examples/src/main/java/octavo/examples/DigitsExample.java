package octavo.examples;

import octavo.data.DataLoader;
import octavo.data.Digits;
import octavo.nn.Flatten;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.CrossEntropy;
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
    Layer network =
        Sequential.of(
            new Flatten(),
            Linear.of(64, 64).create(rng.split("first")),
            new Relu(),
            Linear.of(64, 10).create(rng.split("second")));
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

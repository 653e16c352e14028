package octavo.examples;

import static octavo.tensor.Window.kernel;

import java.io.IOException;
import java.nio.file.Path;
import octavo.data.DataLoader;
import octavo.data.FashionMnist;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.train.Evaluation;
import octavo.train.Trainer;

/// A network of one's own, trained on images: `LeNetExample FOLDER EPOCHS`.
public final class LeNetExample {
  private LeNetExample() {}

  record LeNet(Conv2d c1, Conv2d c2, Linear f1, Linear f2, Linear f3) implements Layer {
    static LeNet create(Rng rng) {
      return new LeNet(
          Conv2d.of(1, 6, kernel(5)).withPadding(2).create(rng),
          Conv2d.of(6, 16, kernel(5)).create(rng),
          Linear.of(400, 120).create(rng),
          Linear.of(120, 84).create(rng),
          Linear.of(84, 10).create(rng));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) { // x: [batch, 1, 28, 28]
      x = c1.forward(x, mode).relu().maxPool2d(kernel(2));
      x = c2.forward(x, mode).relu().maxPool2d(kernel(2)).flatten(1);
      x = f1.forward(x, mode).relu();
      return f3.forward(f2.forward(x, mode).relu(), mode);
    }
  }

  /// Trains the network and prints its accuracy.
  ///
  /// @throws IOException if the images cannot be read
  public static void main(String[] args) throws IOException {
    double accuracy = train(Path.of(args[0]), Integer.parseInt(args[1]));
    System.out.printf("test accuracy %.2f %%%n", 100 * accuracy);
  }

  /// The accuracy on the test images after this many epochs on the training images of a folder.
  ///
  /// @throws IOException if the images cannot be read
  static double train(Path folder, int epochs) throws IOException {
    Rng rng = Rng.of(1);
    LeNet network = LeNet.create(rng.split("model"));
    Trainer.of(
            network,
            CrossEntropy.mean(),
            Optimizers.adam(1e-3).create(network.parameters()),
            DataLoader.shuffled(FashionMnist.train(folder), 64, rng.split("data")),
            rng.split("train"))
        .build()
        .run(epochs);
    return Evaluation.of(network, FashionMnist.test(folder)).accuracy();
  }
}

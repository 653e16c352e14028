package octavo.train;

import java.util.List;
import java.util.function.Function;
import octavo.data.DataLoader;
import octavo.data.ImageDataset;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LeNet;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;

/// A small training: bright squares in one of three places.
final class Fixtures {
  static final List<String> CLASSES = List.of("left", "middle", "right");

  private Fixtures() {}

  static ImageDataset images(int n) {
    byte[] pixels = new byte[n * 28 * 28];
    byte[] labels = new byte[n];
    Rng rng = Rng.of(3);
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) rng.nextInt(3);
      int left = 2 + 9 * labels[i];
      int top = rng.nextInt(20);
      for (int p = 0; p < 49; p++) {
        pixels[i * 784 + (top + p / 7) * 28 + left + p % 7] = (byte) (100 + rng.nextInt(100));
      }
    }
    return new ImageDataset(pixels, labels, 28, 28, CLASSES, 0.1, 0.3);
  }

  /// A network, its optimizer and a trainer of both.
  record Run(Layer model, Optimizer optimizer, Trainer.Builder trainer) {}

  static Run run(long seed, double rate) {
    return run(seed, rate, rng -> LeNet.create(3, rng));
  }

  static Run run(long seed, double rate, Function<Rng, Layer> network) {
    Rng rng = Rng.of(seed);
    Layer model = network.apply(rng.split("model"));
    Optimizer optimizer = Optimizers.adam(rate).create(model.parameters());
    DataLoader batches = DataLoader.shuffled(images(100), 16, rng.split("data"));
    return new Run(
        model,
        optimizer,
        Trainer.of(model, CrossEntropy.mean(), optimizer, batches, rng.split("train"))
            .withTest(images(40)));
  }
}

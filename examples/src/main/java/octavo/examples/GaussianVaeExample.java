package octavo.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.FashionMnist;
import octavo.data.ImageDataset;
import octavo.data.TensorDataset;
import octavo.nn.Mode;
import octavo.nn.model.GaussianVae;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A variational autoencoder with normal latents, in a training loop of one's own:
/// `GaussianVaeExample FOLDER EPOCHS`.
public final class GaussianVaeExample {
  private GaussianVaeExample() {}

  /// Trains the network and prints the bound of test images after each epoch.
  ///
  /// @throws IOException if the images cannot be read
  public static void main(String[] args) throws IOException {
    bounds(Path.of(args[0]), 10_000, Integer.parseInt(args[1]))
        .forEach(bound -> System.out.printf("ELBO %.1f nats an image%n", bound));
  }

  /// The bound of test images after each epoch over the first training images.
  ///
  /// @throws IOException if the images cannot be read
  static List<Double> bounds(Path folder, int images, int epochs) throws IOException {
    Batch seen = first(FashionMnist.train(folder), images);
    Tensor unseen = first(FashionMnist.test(folder), 1000).inputs();
    Rng rng = Rng.of(1);
    GaussianVae vae = GaussianVae.of(784).create(rng.split("model"));
    Optimizer adam = Optimizers.adam(1e-3).create(vae.parameters());
    DataLoader batches =
        DataLoader.shuffled(
            new TensorDataset(seen.inputs(), seen.targets()), 100, rng.split("data"));
    Mode training = Mode.training(rng.split("noise"));
    List<Double> bounds = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        Tensor loss = vae.elbo(batch.inputs(), training).loss();
        adam.step(loss.gradients());
      }
      Mode judging = Mode.training(Rng.of(2)).withGradients(false);
      bounds.add(vae.elbo(unseen, judging).mean());
    }
    return bounds;
  }

  private static Batch first(ImageDataset images, int count) {
    return images.normalized(0, 1).batch(IntStream.range(0, count).toArray());
  }
}

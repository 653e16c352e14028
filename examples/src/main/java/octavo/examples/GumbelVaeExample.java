package octavo.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.FashionMnist;
import octavo.data.ImageDataset;
import octavo.data.TensorDataset;
import octavo.nn.Mode;
import octavo.nn.model.GumbelVae;
import octavo.optim.ArticleOptimizers;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.ImageGrid;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.train.BatchLoss;
import octavo.train.EpochResult;
import octavo.train.Trainer;
import octavo.train.TrainingListener;

/// Clothes described by 32 classes of ten: an autoencoder with discrete latents, whose temperature falls from
/// batch to batch. `GumbelVaeExample FOLDER EPOCHS SHEET` writes pictures that nobody has seen to `SHEET`,
/// an SVG file. A fourth argument `rmsprop` takes the article's optimizer in the place of Adam, with which the bound rises in every one
/// of the first epochs.
public final class GumbelVaeExample {
  private static final int BATCH = 100;
  private static final int SIDE = 28;
  private static final int ACROSS = 15;

  /// What takes the steps unless another is asked for.
  static final Optimizers.Builder ADAM = Optimizers.adam(1e-3);

  /// The recipe of the article.
  static final Optimizers.Builder RMSPROP =
      ArticleOptimizers.rmsProp(1e-3, /* rho= */ 0.9, /* epsilon= */ 1e-7);

  private final Path folder;
  private final Optimizers.Builder rule;
  private final Rng rng = Rng.of(1);
  private final GumbelVae vae = GumbelVae.of(SIDE, SIDE).create(rng.split("model"));

  private GumbelVaeExample(Path folder, Optimizers.Builder rule) {
    this.folder = folder;
    this.rule = rule;
  }

  /// Trains the network, prints the bound of test images after each epoch and draws the sheet.
  ///
  /// @throws IOException if the images cannot be read or the sheet not written
  public static void main(String[] args) throws IOException {
    boolean article = args.length > 3 && args[3].equals("rmsprop");
    GumbelVaeExample example = new GumbelVaeExample(Path.of(args[0]), article ? RMSPROP : ADAM);
    example.train(
        10_000,
        Integer.parseInt(args[1]),
        bound -> System.out.printf("ELBO %.1f nats an image%n", bound));
    Files.writeString(Path.of(args[2]), example.sheet().svg());
  }

  /// The bound of test images after each epoch over the first training images.
  ///
  /// @throws IOException if the images cannot be read
  static List<Double> bounds(Path folder, int images, int epochs, Optimizers.Builder rule)
      throws IOException {
    List<Double> bounds = new ArrayList<>();
    new GumbelVaeExample(folder, rule).train(images, epochs, bounds::add);
    return bounds;
  }

  private static Batch first(ImageDataset images, int count) {
    return images.normalized(0, 1).batch(IntStream.range(0, count).toArray());
  }

  private void train(int images, int epochs, DoubleConsumer report) throws IOException {
    Batch seen = first(FashionMnist.train(folder), images);
    Tensor unseen = first(FashionMnist.test(folder), 1000).inputs();
    DataLoader batches =
        DataLoader.shuffled(
            new TensorDataset(seen.inputs(), seen.targets()), BATCH, rng.split("data"));
    Optimizer optimizer = rule.create(vae.parameters());
    BatchLoss bound =
        (batch, mode, step) -> vae.elbo(batch.inputs(), GumbelVae.temperature(step), mode).loss();
    TrainingListener judge =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochResult result) {
            Mode mode = Mode.training(Rng.of(2)).withGradients(false);
            report.accept(vae.discreteElbo(unseen, mode).mean());
          }
        };
    Trainer.minimizing(vae, bound, optimizer, batches, rng.split("train"))
        .withListener(judge)
        .build()
        .run(epochs);
  }

  /// Pictures decoded from random one-hot latents, side by side in one.
  private ImageGrid sheet() {
    Tensor pictures = vae.generate(ACROSS * ACROSS, rng.split("sheet"));
    Tensor rows = pictures.reshape(ACROSS, ACROSS, SIDE, SIDE).permute(0, 2, 1, 3).contiguous();
    double[] numbers = rows.toDoubleArray();
    byte[] pixels = new byte[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * numbers[i]);
    }
    return ImageGrid.of("Decoded from random classes", 1)
        .withSize(2 * ACROSS * SIDE)
        .gray(pixels, ACROSS * SIDE, ACROSS * SIDE, "");
  }
}

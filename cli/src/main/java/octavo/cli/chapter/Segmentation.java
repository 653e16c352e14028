package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import octavo.cli.data.BundledImages;
import octavo.data.Batch;
import octavo.data.Collages;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.data.FashionMnist;
import octavo.data.TensorDataset;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Loss;
import octavo.nn.loss.Outputs;
import octavo.nn.loss.SoftOverlap;
import octavo.nn.metric.Averaging;
import octavo.nn.metric.ConfusionMatrix;
import octavo.nn.model.Fcn;
import octavo.nn.model.UNet;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.Schedule;
import octavo.plot.ImageGrid;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 12 about networks that name the class of every pixel.
final class Segmentation {
  private static final int SIDE = 64;
  private static final int TRAINING = 800;
  private static final int TEST = 100;
  private static final int BATCH = 8;
  private static final int STEPS = 300;
  private static final int SHOWN = 4;

  /// Red, green and blue of background, trouser, pullover, sneaker and bag: colors that are told apart by
  /// any kind of color vision (Okabe and Ito, 2008).
  private static final float[][] COLORS = {
    {40, 40, 40}, {230, 159, 0}, {86, 180, 233}, {0, 158, 115}, {204, 121, 167}
  };

  private Segmentation() {}

  static void run(Findings findings) throws IOException {
    Path folder = BundledImages.folder();
    // begin collages
    int[] kinds = {1, 2, 7, 8}; // trouser, pullover, sneaker and bag
    Collages training =
        Collages.of(FashionMnist.train(folder), TRAINING, SIDE, Rng.of(1))
            .withClasses(kinds)
            .withPieces(2, 5)
            .withScale(0.8, 1.2);
    Collages test =
        Collages.of(FashionMnist.test(folder), TEST, SIDE, Rng.of(2))
            .withClasses(kinds)
            .withPieces(2, 5)
            .withScale(0.8, 1.2);
    // end collages
    Batch seen = all(training);
    Batch unseen = all(test);
    Map<String, Tensor> answers = new LinkedHashMap<>();
    StringBuilder table =
        new StringBuilder(
            "                      weights   mean IoU   right   right at edges   right elsewhere\n");
    networks(test.classes().size())
        .forEach((name, network) -> {
          train(network, new TensorDataset(seen.inputs(), seen.targets()));
          Tensor logits = network.forward(unseen.inputs());
          answers.put(name, logits);
          table.append(row(name, network.parameterCount(), logits, unseen.targets()));
        });
    findings.text("segmentation", table.toString());
    findings.figure("segmentation", drawn(unseen, answers));
  }

  private static Batch all(Dataset data) {
    return data.batch(IntStream.range(0, data.size()).toArray());
  }

  private static Map<String, Layer> networks(int classes) {
    // begin networks
    Fcn fcn =
        Fcn.over(
            Fcn.Backbone.small(/* channels= */ 1, /* width= */ 8, Rng.of(3)), classes, Rng.of(4));
    UNet.Options options = UNet.of(/* channels= */ 1, classes).withWidth(8).withDepth(3);
    UNet unet = options.create(Rng.of(5));
    Layer skipless = new Skipless(options.create(Rng.of(5)));
    // end networks
    Map<String, Layer> networks = new LinkedHashMap<>();
    networks.put("FCN", fcn);
    networks.put("U-Net, skips cut", skipless);
    networks.put("U-Net", unet);
    return networks;
  }

  private static void train(Layer network, Dataset data) {
    // begin train
    Loss pixels = CrossEntropy.mean();
    Loss overlap = SoftOverlap.dice(Outputs.EXCLUSIVE);
    Optimizer adam =
        Optimizers.adam(5e-3)
            .withSchedule(Schedule.cosine(5e-3, 0, STEPS))
            .create(network.parameters());
    DataLoader batches = DataLoader.shuffled(data, BATCH, Rng.of(6));
    StepMemory memory = new StepMemory();
    for (int epoch = 0; epoch < STEPS / batches.batches(); epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        memory.execute(() -> {
          Tensor logits = network.forward(batch.inputs(), Mode.training(Rng.of(7)));
          Tensor loss =
              pixels
                  .of(logits, batch.targets())
                  .add(overlap.of(logits, batch.targets()).multiply(0.5));
          adam.step(loss.gradients());
        });
      }
    }
    // end train
  }

  private static String row(String name, long weights, Tensor logits, Tensor targets) {
    // begin scores
    ConfusionMatrix counts = ConfusionMatrix.of(logits, targets);
    double iou = counts.perClass().iou(Averaging.MACRO);
    double right = counts.accuracy();
    // end scores
    Tensor edges = edges(targets);
    Tensor elsewhere = edges.negate().add(1);
    return String.format(
        Locale.ROOT,
        "%-18s   %,8d   %8.2f   %5.2f   %14.2f   %15.2f%n",
        name,
        weights,
        iou,
        right,
        rightAt(edges, logits, targets),
        rightAt(elsewhere, logits, targets));
  }

  /// 1 for pixels among whose neighbors there is one of another class, else 0, int64 as the targets
  /// `[batch, height, width]`.
  private static Tensor edges(Tensor targets) {
    Tensor t = targets.to(DType.FLOAT32).unsqueeze(1);
    Tensor largest = t.maxPool2d(kernel(3).withStride(1).withPadding(1));
    Tensor least = t.negate().maxPool2d(kernel(3).withStride(1).withPadding(1)).negate();
    return largest.notEqualTo(least).to(DType.INT64).squeeze(1);
  }

  /// The share of pixels named right where `mask` is 1.
  private static double rightAt(Tensor mask, Tensor logits, Tensor targets) {
    Tensor counted = targets.add(1).multiply(mask).subtract(1); // -1 elsewhere
    return ConfusionMatrix.none(logits.size(1)).withIgnored(-1).add(logits, counted).accuracy();
  }

  private static ImageGrid drawn(Batch unseen, Map<String, Tensor> answers) {
    ImageGrid grid =
        ImageGrid.of("What every pixel belongs to: pictures that no network has seen", 5)
            .withSize(104);
    Tensor truth = Tensors.oneHot(unseen.targets(), COLORS.length, 1);
    for (int number = 0; number < SHOWN; number++) {
      grid =
          grid.gray(DigitPicture.gray(unseen.inputs().narrow(0, number, 1)), SIDE, SIDE, "picture");
      grid = grid.color(colors(truth, number), SIDE, SIDE, "truth");
      for (Map.Entry<String, Tensor> answer : answers.entrySet()) {
        Tensor probabilities = answer.getValue().softmax(1);
        grid = grid.color(colors(probabilities, number), SIDE, SIDE, answer.getKey());
      }
    }
    return grid;
  }

  /// The colors of the classes, mixed as their probabilities `[batch, classes, height, width]` say.
  private static byte[] colors(Tensor probabilities, int number) {
    double[] p = probabilities.narrow(0, number, 1).toDoubleArray();
    int plane = SIDE * SIDE;
    byte[] pixels = new byte[3 * plane];
    for (int i = 0; i < pixels.length; i++) {
      double sum = 0;
      for (int c = 0; c < COLORS.length; c++) {
        sum += p[c * plane + i / 3] * COLORS[c][i % 3];
      }
      pixels[i] = (byte) Math.round(sum);
    }
    return pixels;
  }
}

package octavo.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import octavo.data.Batch;
import octavo.data.Collages;
import octavo.data.DataLoader;
import octavo.data.FashionMnist;
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
import octavo.random.Rng;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;

/// Clothing found pixel by pixel, by an FCN and a U-Net: `SegmentationExample FOLDER [EPOCHS [DICE]]`, where
/// `DICE` says how much soft Dice counts beside the cross-entropy.
public final class SegmentationExample {
  /// Trouser, pullover, sneaker and bag.
  private static final int[] KINDS = {1, 2, 7, 8};

  private static final int BATCH = 4;

  private final Collages training;
  private final Collages test;
  private final int epochs;
  private final double dice;
  private final boolean loud;

  private SegmentationExample(
      Collages training, Collages test, int epochs, double dice, boolean loud) {
    this.training = training;
    this.test = test;
    this.epochs = epochs;
    this.dice = dice;
    this.loud = loud;
  }

  /// Trains both networks, and prints how they fare after each epoch and with each class in the end.
  ///
  /// @throws IOException if the images cannot be read
  public static void main(String[] args) throws IOException {
    int epochs = args.length < 2 ? 6 : Integer.parseInt(args[1]);
    double dice = args.length < 3 ? 0.5 : Double.parseDouble(args[2]);
    of(Path.of(args[0]), 64, 1400, epochs, dice, true).results();
  }

  /// The counts of each network on test pictures behind so many epochs on `count` pictures of `side × side`
  /// pixels, a multiple of 32.
  ///
  /// @throws IOException if the images cannot be read
  static Map<String, ConfusionMatrix> results(Path folder, int side, int count, int epochs)
      throws IOException {
    return of(folder, side, count, epochs, 0.5, false).results();
  }

  private static SegmentationExample of(
      Path folder, int side, int count, int epochs, double dice, boolean loud) throws IOException {
    int most = side / 16; // pieces cover about as much of any picture
    return new SegmentationExample(
        Collages.of(FashionMnist.train(folder), count, side, Rng.of(1))
            .withClasses(KINDS)
            .withPieces(1, most)
            .withScale(0.8, 1.1),
        Collages.of(FashionMnist.test(folder), 100, side, Rng.of(2))
            .withClasses(KINDS)
            .withPieces(1, most)
            .withScale(0.8, 1.1),
        epochs,
        dice,
        loud);
  }

  private Map<String, ConfusionMatrix> results() {
    int classes = test.classes().size();
    Rng rng = Rng.of(3);
    Map<String, Layer> networks = new LinkedHashMap<>();
    networks.put("FCN", Fcn.over(Fcn.Backbone.small(1, 8, rng), classes, rng));
    networks.put("U-Net", UNet.of(1, classes).withWidth(8).withDepth(3).create(rng));
    Map<String, ConfusionMatrix> results = new LinkedHashMap<>();
    networks.forEach((name, network) -> {
      say("%s, %,d weights", name, network.parameterCount());
      ConfusionMatrix counts = train(network);
      for (int i = 0; i < classes; i++) {
        say("  %-10s  IoU %.3f", test.classes().get(i), counts.perClass().label(i).iou());
      }
      results.put(name, counts);
    });
    return results;
  }

  private ConfusionMatrix train(Layer network) {
    DataLoader batches = DataLoader.shuffled(training, BATCH, Rng.of(4));
    Schedule rate = Schedule.cosine(1e-2, 0, (long) epochs * batches.batches());
    Optimizer adam = Optimizers.adam(1e-2).withSchedule(rate).create(network.parameters());
    Loss loss = loss();
    StepMemory memory = new StepMemory();
    ConfusionMatrix counts = ConfusionMatrix.none(test.classes().size());
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        memory.execute(() -> {
          Tensor logits = network.forward(batch.inputs(), Mode.training(Rng.of(5)));
          adam.step(loss.of(logits, batch.targets()).gradients());
        });
      }
      counts = counted(network);
      double iou = counts.perClass().iou(Averaging.MACRO);
      double right = 100 * counts.accuracy();
      say("  epoch %d: mean IoU %.3f, %.1f %% of the pixels right", epoch + 1, iou, right);
    }
    return counts;
  }

  private Loss loss() {
    Loss pixels = CrossEntropy.mean();
    // small classes count as much as the background
    Loss overlap = SoftOverlap.dice(Outputs.EXCLUSIVE);
    return dice == 0
        ? pixels
        : (logits, targets) ->
            pixels.of(logits, targets).add(overlap.of(logits, targets).multiply(dice));
  }

  private ConfusionMatrix counted(Layer network) {
    ConfusionMatrix counts = ConfusionMatrix.none(test.classes().size());
    for (Batch batch : DataLoader.inOrder(test, 50).epoch(0)) {
      counts = counts.add(network.forward(batch.inputs()), batch.targets());
    }
    return counts;
  }

  private void say(String format, Object... values) {
    if (loud) {
      System.out.printf(Locale.ROOT, format + "%n", values);
    }
  }
}

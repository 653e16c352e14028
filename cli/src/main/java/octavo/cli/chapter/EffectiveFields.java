package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.EffectiveField;
import octavo.analysis.receptive.ReceptiveField;
import octavo.analysis.receptive.Support;
import octavo.cli.data.BundledImages;
import octavo.data.DataLoader;
import octavo.data.FashionMnist;
import octavo.data.ImageDataset;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LeNet;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.ImageBoxes;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.train.Trainer;

/// The part of chapter 8 about what a number does see of all that it can.
final class EffectiveFields {
  private static final int CHANNELS = 8;
  private static final int SIDE = 48;
  private static final int DEEP = 10;
  private static final int PICTURES = 24;
  private static final int IMAGES = 3200;

  /// Rows and columns of c2.
  private static final int[][] PLACES = {{0, 0}, {2, 7}, {6, 4}};

  private EffectiveFields() {}

  static void run(Findings findings) throws IOException {
    maps(findings);
    law(findings);
    training(findings);
    boxes(findings);
  }

  // begin stack
  private static Layer stack(Rng rng, int... dilations) {
    List<Layer> layers = new ArrayList<>();
    int in = 1;
    for (int distance : dilations) {
      layers.add(
          Conv2d.of(in, CHANNELS, kernel(3))
              .withDilation(distance)
              .withPadding(distance)
              .withoutBias()
              .create(rng));
      layers.add(new Relu());
      in = CHANNELS;
    }
    return new Sequential(layers);
  }

  // end stack

  // begin effective
  /// Of the middle of the result, averaged over random inputs.
  private static EffectiveField effective(Layer network, int side) {
    ReceptiveField field = ReceptiveField.of(network, Tensor.zeros(1, 1, side, side));
    Tensor inputs = RandomTensors.normal(Rng.of(2), PICTURES, 1, side, side);
    return field.effective(inputs, field.graph().output());
  }

  // end effective

  private static void maps(Findings findings) {
    EffectiveField plain = effective(stack(Rng.of(1), 1, 1, 1, 1, 1, 1, 1, 1), SIDE);
    EffectiveField dilated = effective(stack(Rng.of(1), 1, 2, 4, 8), SIDE);
    findings.figure("plain", map("Eight layers of 3×3", plain));
    findings.figure("dilated", map("Four layers, dilations 1, 2, 4, 8", dilated));
    StringBuilder table = head();
    row(table, "eight plain layers", plain);
    row(table, "dilations 1, 2, 4, 8", dilated);
    findings.text("maps", table.toString());
  }

  private static StringBuilder head() {
    return new StringBuilder(
        "                         field   deviation   holds 95 %   share of the field that counts\n");
  }

  private static void row(StringBuilder table, String name, EffectiveField found) {
    EffectiveField.Axis axis = found.axes().getFirst();
    table.append(
        String.format(
            Locale.ROOT,
            "%-22s   %5d   %9.2f   %10d   %29.1f%n",
            name,
            found.field().axes().getFirst().extent(),
            axis.deviation(),
            axis.extent(),
            found.share()));
  }

  /// The sizes of the gradient, with the box of the theoretical field and that of 95 %.
  private static ImageBoxes map(String title, EffectiveField found) {
    int height = found.map().size(0);
    int width = found.map().size(1);
    Support.Axis down = found.field().axes().get(0);
    Support.Axis across = found.field().axes().get(1);
    EffectiveField.Axis most = found.axes().get(0);
    EffectiveField.Axis wide = found.axes().get(1);
    return ImageBoxes.map(title, found.map().toDoubleArray(), width, height)
        .withSize(300)
        .box(
            "receptive field",
            across.places().getFirst(),
            down.places().getFirst(),
            across.extent(),
            down.extent())
        .box("holds 95 %", wide.first(), most.first(), wide.extent(), most.extent());
  }

  private static void law(Findings findings) {
    int[] depths = {2, 4, 8, 16, 32};
    double[] n = new double[depths.length];
    double[] share = new double[depths.length];
    double[] ideal = new double[depths.length];
    StringBuilder table =
        new StringBuilder("layers   field   deviation   √(4n/3)   deviation/field   times √n\n");
    for (int i = 0; i < depths.length; i++) {
      int[] dilations = new int[depths[i]];
      Arrays.fill(dilations, 1);
      EffectiveField found = effective(stack(Rng.of(depths[i]), dilations), 2 * depths[i] + 9);
      int field = 2 * depths[i] + 1;
      double deviation = found.axes().getFirst().deviation();
      n[i] = depths[i];
      share[i] = deviation / field;
      ideal[i] = share[0] * Math.sqrt(n[0] / n[i]);
      table.append(
          String.format(
              Locale.ROOT,
              "%6d   %5d   %9.2f   %7.2f   %15.3f   %8.2f%n",
              depths[i],
              field,
              deviation,
              Math.sqrt(4 * n[i] / 3),
              share[i],
              share[i] * Math.sqrt(n[i])));
    }
    findings.text("law", table.toString());
    findings.figure(
        "law",
        XyChart.of("Width of the effective field in parts of the receptive field")
            .points("measured", n, share)
            .line("1/√n", n, ideal)
            .withLogX()
            .withLogY()
            .withXLabel("layers")
            .withYLabel("deviation / field")
            .withSize(560, 320));
  }

  // begin middle
  /// The features of the place in the middle of a picture.
  record Middle() implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.narrow(3, x.size(3) / 2, 1).narrow(2, x.size(2) / 2, 1).flatten(1);
    }
  }

  // end middle

  private static void training(Findings findings) throws IOException {
    ImageDataset images = FashionMnist.train(BundledImages.folder());
    int plane = images.height() * images.width();
    ImageDataset some =
        FashionMnist.images(
            Arrays.copyOf(images.pixels(), IMAGES * plane),
            Arrays.copyOf(images.labels(), IMAGES),
            images.height(),
            images.width());
    int[] dilations = new int[DEEP];
    Arrays.fill(dilations, 1);
    Layer features = stack(Rng.of(3), dilations);
    // begin training
    Layer network =
        Sequential.of(features, new Middle(), Linear.of(CHANNELS, 10).create(Rng.of(4)));
    NetworkGraph graph = NetworkGraph.of(features, Tensor.zeros(1, 1, 28, 28));
    ReceptiveField field = ReceptiveField.of(graph);
    Tensor pictures = Clothing.test(PICTURES);
    EffectiveField before = field.effective(pictures, graph.output());
    Optimizer optimizer = Optimizers.adam(0.003).create(network.parameters());
    DataLoader batches = DataLoader.shuffled(some, 64, Rng.of(5));
    Trainer.of(network, CrossEntropy.mean(), optimizer, batches, Rng.of(6)).build().run(2);
    EffectiveField after =
        field.effective(pictures, graph.output()); // of the weights as they are now
    // end training
    StringBuilder table = head();
    row(table, "as drawn", before);
    row(table, "after two epochs", after);
    findings.text("training", table.toString());
    findings.figure("before", map("Before training", before));
    findings.figure("after", map("After training", after));
  }

  private static void boxes(Findings findings) throws IOException {
    Tensor picture = Clothing.test(1);
    // begin boxes
    LeNet network = LeNet.create(10, Rng.of(1));
    ReceptiveField field = ReceptiveField.of(network, picture);
    NetworkGraph.Node node = field.graph().under("c2").getLast();
    ImageBoxes chart =
        ImageBoxes.gray("What places of LeNet's c2 see", DigitPicture.gray(picture), 28, 28);
    for (int[] place : PLACES) {
      Support seen = field.topDown(node, place);
      Support.Axis down = seen.axes().get(0);
      Support.Axis across = seen.axes().get(1);
      chart =
          chart.box(
              "row %d, column %d: %d×%d"
                  .formatted(place[0], place[1], down.extent(), across.extent()),
              across.places().getFirst(),
              down.places().getFirst(),
              across.extent(),
              down.extent());
    }
    // end boxes
    findings.figure("boxes", chart.withSize(300));
  }
}

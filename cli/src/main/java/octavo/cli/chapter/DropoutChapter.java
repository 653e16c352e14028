package octavo.cli.chapter;

import java.util.Locale;
import java.util.stream.IntStream;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.data.Digits;
import octavo.data.TensorDataset;
import octavo.nn.Dropout;
import octavo.nn.Flatten;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.Sequential;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizers;
import octavo.plot.Mark;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.train.EpochResult;
import octavo.train.Trainer;
import octavo.train.TrainingListener;

/// Chapter 3: dropout trains many networks that share their weights; what is scaled, and when.
final class DropoutChapter implements Chapter {
  private static final int INPUTS = 200;
  private static final int DRAWS = 4000;
  private static final double KEEP = 0.5;
  private static final int EPOCHS = 60;
  private static final int EXAMPLES = 500;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public String title() {
    return "Dropout";
  }

  @Override
  public void run(Findings findings) {
    conventions(findings);
    unit(findings);
    curves(findings);
    DropoutKinds.run(findings);
    DropoutUncertainty.run(findings);
  }

  private static void conventions(Findings findings) {
    // begin conventions
    Rng rng = Rng.of(3);
    Tensor x = Tensor.ones(100_000);
    Dropout layer = Dropout.keep(0.8); // the same as Dropout.drop(0.2)
    Tensor trained = layer.forward(x, Mode.training(rng));
    Tensor tested = layer.forward(x, Mode.inference());
    // end conventions
    findings.text(
        "conventions",
        String.format(
            Locale.ROOT,
            "in training: mean %.2f, values %.2f and %.2f, share of zeros %.2f%nin inference: mean %.2f",
            trained.mean().item(),
            trained.min().item(),
            trained.max().item(),
            trained.equalTo(0).to(x.dtype()).mean().item(),
            tested.mean().item()));
  }

  /// The sum that one unit of the next layer sees, over many masks.
  private static void unit(Findings findings) {
    Rng rng = Rng.of(4);
    Tensor w = RandomTensors.normal(rng, INPUTS).multiply(1 / Math.sqrt(INPUTS));
    Tensor x = RandomTensors.uniform(rng, 0, 2, INPUTS).add(w.multiply(5));
    Tensor masks = RandomTensors.bernoulli(rng, KEEP, DRAWS, INPUTS).to(x.dtype());
    Tensor plain = masks.multiply(x).matmul(w);
    Tensor inverted = plain.divide(Tensor.scalar(KEEP));
    double whole = x.dot(w).item();
    findings.figure(
        "unit",
        XyChart.of("What one unit of the next layer sees in training, over 4000 masks")
            .with(histogram("zeros only", plain))
            .with(histogram("inverted: divided by p", inverted))
            .withXLabel("its sum; p = 0.5")
            .withYLabel("masks"));
    findings.text(
        "unit",
        String.format(
            Locale.ROOT,
            """
                            mean in training   in inference
            no scaling        %14.2f   %12.2f
            vanilla (x·p)     %14.2f   %12.2f
            inverted          %14.2f   %12.2f
            """,
            plain.mean().item(),
            whole,
            plain.mean().item(),
            KEEP * whole,
            inverted.mean().item(),
            whole));
  }

  /// How many of the sums lie in each part of a range that is the same for both ways.
  private static Mark histogram(String name, Tensor sums) {
    int bins = 60;
    double width = 0.15;
    double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> i * width).toArray();
    double[] counts = new double[bins];
    for (double sum : sums.toDoubleArray()) {
      counts[Math.clamp((int) (sum / width), 0, bins - 1)]++;
    }
    return new Mark.Bins(name, edges, counts);
  }

  private static void curves(Findings findings) {
    Batch first = Digits.train().batch(IntStream.range(0, EXAMPLES).toArray());
    long[] labels = first.targets().toLongArray();
    Rng mistakes = Rng.of(6);
    for (int i = 0; i < labels.length; i += 5) {
      labels[i] = mistakes.nextInt(10);
    }
    Dataset few = new TensorDataset(first.inputs(), Tensors.of(labels, EXAMPLES));
    double[][] plain = trained(few, 0);
    double[][] dropped = trained(few, 0.5);
    findings.figure(
        "curves",
        XyChart.of(
                "Loss on " + EXAMPLES + " digits, a fifth with a random label, and on the test set")
            .line("training, without", plain[0])
            .line("test, without", plain[1])
            .line("training, dropout 0.5", dropped[0])
            .line("test, dropout 0.5", dropped[1])
            .withLogY()
            .withXLabel("epoch")
            .withYLabel("cross-entropy"));
    findings.text(
        "curves",
        String.format(
            Locale.ROOT,
            """
            after %d epochs    test loss   right
            without          %9.1f   %3.0f %%
            dropout 0.5      %9.1f   %3.0f %%
            """,
            EPOCHS,
            plain[1][EPOCHS - 1],
            plain[2][EPOCHS - 1],
            dropped[1][EPOCHS - 1],
            dropped[2][EPOCHS - 1]));
  }

  /// Training losses, test losses and test accuracies (%) of the epochs.
  private static double[][] trained(Dataset data, double drop) {
    double[][] losses = new double[3][EPOCHS];
    // begin network
    Rng rng = Rng.of(5);
    Layer network =
        Sequential.of(
            new Flatten(),
            Linear.of(64, 256).create(rng),
            new Relu(),
            Dropout.drop(drop),
            Linear.of(256, 256).create(rng),
            new Relu(),
            Dropout.drop(drop),
            Linear.of(256, 10).create(rng));
    // end network
    Trainer.of(
            network,
            CrossEntropy.mean(),
            Optimizers.adam(1e-3).create(network.parameters()),
            DataLoader.shuffled(data, 20, rng.split("data")),
            rng.split("train"))
        .withTest(Digits.test())
        .withListener(
            new TrainingListener() {
              @Override
              public void onEpoch(EpochResult result) {
                losses[0][result.epoch() - 1] = result.trainLoss();
                losses[1][result.epoch() - 1] = result.testLoss();
                losses[2][result.epoch() - 1] = 100 * result.testAccuracy();
              }
            })
        .build()
        .run(EPOCHS);
    return losses;
  }
}

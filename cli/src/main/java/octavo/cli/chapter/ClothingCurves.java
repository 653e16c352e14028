package octavo.cli.chapter;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import octavo.cli.data.BundledImages;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.data.FashionMnist;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.Mlp;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.Schedule;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.train.Evaluation;
import octavo.train.Progress;
import octavo.train.RateFinder;
import octavo.train.RateSweep;
import octavo.train.Trainer;
import octavo.train.TrainingListener;

/// The part of chapter 7 in which a network learns clothing: a range test of the rate, and the losses of
/// several optimizers.
final class ClothingCurves {
  private static final int BATCH = 100;
  private static final int EPOCHS = 3;
  private static final Rng RNG = Rng.of(7);

  private final Dataset train;
  private final Dataset test;

  private ClothingCurves(Dataset train, Dataset test) {
    this.train = train;
    this.test = test;
  }

  static void run(Findings findings) throws IOException {
    ClothingCurves curves =
        new ClothingCurves(
            FashionMnist.train(BundledImages.folder()), FashionMnist.test(BundledImages.folder()));
    curves.sweep(findings);
    curves.race(findings);
  }

  private static Layer network() {
    return Mlp.create(784, 10, RNG.split("network"));
  }

  private DataLoader batches() {
    return DataLoader.shuffled(train, BATCH, RNG.split("data"));
  }

  private void sweep(Findings findings) {
    // begin sweep
    RateSweep sweep =
        RateFinder.of(network(), CrossEntropy.mean(), batches(), RNG)
            .withRange(1e-4, 3)
            .run(Optimizers.sgd(1).withMomentum(0.9)); // its own rate does not matter
    double rate = sweep.suggestion();
    // end sweep
    findings.figure("sweep", sweep.chart().withSize(640, 320));
    findings.text(
        "sweep",
        String.format(
            Locale.ROOT,
            "falls fastest at %.3f, lowest at %.3f%s",
            rate,
            sweep.lowest(),
            sweep.diverged() ? ", then it explodes" : ""));
  }

  private void race(Findings findings) {
    Map<String, Optimizers.Builder> methods = new LinkedHashMap<>();
    Map<String, Double> rates = new LinkedHashMap<>();
    add(methods, rates, "SGD", 0.2, Optimizers.sgd(1));
    add(methods, rates, "momentum", 0.05, Optimizers.sgd(1).withMomentum(0.9));
    add(methods, rates, "Adagrad", 0.02, Optimizers.adagrad(1));
    add(methods, rates, "Adadelta", 1, Optimizers.adadelta(1));
    add(methods, rates, "RMSprop", 0.001, Optimizers.rmsProp(1));
    add(methods, rates, "Adam", 0.002, Optimizers.adam(1));
    add(methods, rates, "Lion", 0.0003, Optimizers.lion(1));
    int steps = EPOCHS * batches().batches();
    XyChart chart = XyChart.of("Clothing: loss of the training, with a falling rate");
    StringBuilder table =
        new StringBuilder("             rate   accuracy, constant   accuracy, falling to 0\n");
    for (Map.Entry<String, Optimizers.Builder> method : methods.entrySet()) {
      double rate = rates.getOrDefault(method.getKey(), 0.0);
      Trained same = trained(method.getValue().withSchedule(Schedule.constant(rate)), steps);
      Trained falling =
          trained(method.getValue().withSchedule(Schedule.cosine(rate, 0, steps)), steps);
      chart = chart.line(method.getKey(), at(falling.losses().length), falling.losses());
      table.append(
          String.format(
              Locale.ROOT,
              "%-9s %7s   %18.3f   %22.3f%n",
              method.getKey(),
              rate,
              same.accuracy(),
              falling.accuracy()));
    }
    findings.figure(
        "clothing", chart.withLogY().withXLabel("step").withYLabel("loss").withSize(720, 380));
    findings.text("clothing", table.toString());
  }

  private static void add(
      Map<String, Optimizers.Builder> methods,
      Map<String, Double> rates,
      String name,
      double rate,
      Optimizers.Builder method) {
    methods.put(name, method);
    rates.put(name, rate);
  }

  /// The middles of groups of ten steps.
  private static double[] at(int groups) {
    double[] x = new double[groups];
    for (int i = 0; i < groups; i++) {
      x[i] = 10 * i + 5;
    }
    return x;
  }

  /// How a training went.
  ///
  /// @param losses means of ten steps each
  /// @param accuracy on the test images in the end
  private record Trained(double[] losses, double accuracy) {}

  private Trained trained(Optimizers.Builder method, int steps) {
    Layer network = network();
    Optimizer optimizer = method.create(network.parameters());
    double[] losses = new double[steps / 10];
    Trainer.of(network, CrossEntropy.mean(), optimizer, batches(), RNG.split("train"))
        .withListener(new LossOfTen(losses))
        .build()
        .run(EPOCHS);
    return new Trained(losses, Evaluation.of(network, test).accuracy());
  }

  /// Takes the mean loss of ten batches each from the running mean of the epoch.
  private static final class LossOfTen implements TrainingListener {
    private final double[] losses;
    private double before;
    private int step;

    LossOfTen(double[] losses) {
      this.losses = losses;
    }

    @Override
    public void onBatch(Progress progress) {
      before = progress.batch() == 1 ? 0 : before;
      double sum = progress.loss() * progress.batch();
      if (step / 10 < losses.length) {
        losses[step / 10] += (sum - before) / 10;
      }
      before = sum;
      step++;
    }
  }
}

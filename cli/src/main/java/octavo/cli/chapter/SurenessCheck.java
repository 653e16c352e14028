package octavo.cli.chapter;

import java.util.Locale;
import java.util.stream.IntStream;
import octavo.data.Batch;
import octavo.data.Digits;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.TemperatureScaling;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.metric.Calibration;
import octavo.nn.metric.Metrics;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.Mark;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Whether a classifier is as sure as it is right, before and after its temperature is set.
final class SurenessCheck {
  private static final int EXAMPLES = 150;
  private static final int STEPS = 400;
  private static final int HALF = 179;
  private static final int BINS = 8;

  private SurenessCheck() {}

  static void run(Findings findings) {
    Batch few = Digits.train().batch(IntStream.range(0, EXAMPLES).toArray());
    Batch held = Digits.test().batch(IntStream.range(0, HALF).toArray());
    Batch unseen = Digits.test().batch(IntStream.range(HALF, 2 * HALF).toArray());
    Linear network = fitted(few);
    Tensor heldLogits = network.forward(held.inputs().flatten(1));
    Tensor logits = network.forward(unseen.inputs().flatten(1));
    Tensor targets = unseen.targets();
    // begin scaling
    TemperatureScaling scaling = TemperatureScaling.fit(heldLogits, held.targets());
    Tensor calibrated = scaling.forward(logits); // every answer stays the same
    Calibration before = Calibration.none(BINS).add(logits.softmax(1), targets);
    Calibration after = Calibration.none(BINS).add(calibrated.softmax(1), targets);
    // end scaling
    findings.text(
        "calibration",
        "                  right   mean confidence   cross-entropy%n%s%s"
            .formatted(row("as trained", logits, targets), row("calibrated", calibrated, targets)));
    findings.figure(
        "calibration",
        XyChart.of("Confidence, and how often it is right")
            .line("as it should be", new double[] {0, 1}, new double[] {0, 1})
            .with(gathered("as trained", before))
            .with(gathered("calibrated", after))
            .withXLabel("confidence")
            .withYLabel("share that is right"));
  }

  private static Linear fitted(Batch few) {
    // begin overfit
    Linear network = Linear.of(64, 10).create(Rng.of(13));
    Optimizer optimizer = Optimizers.adam(0.05).create(network.parameters());
    Tensor pictures = few.inputs().flatten(1);
    for (int step = 0; step < STEPS; step++) {
      Tensor logits = network.forward(pictures, Mode.training(Rng.of(14)));
      optimizer.step(CrossEntropy.mean().of(logits, few.targets()).gradients());
    }
    // end overfit
    return network;
  }

  private static String row(String name, Tensor logits, Tensor targets) {
    return String.format(
        Locale.ROOT,
        "%-14s  %5.0f %%  %14.0f %%  %14.2f%n",
        name,
        100 * Metrics.accuracy(logits, targets),
        100 * logits.softmax(1).max(1).mean().item(),
        CrossEntropy.mean().of(logits, targets).item());
  }

  private static Mark gathered(String name, Calibration calibration) {
    double[] confidence =
        calibration.bins().stream()
            .filter(bin -> bin.count() >= 3)
            .mapToDouble(Calibration.Bin::confidence)
            .toArray();
    double[] accuracy =
        calibration.bins().stream()
            .filter(bin -> bin.count() >= 3)
            .mapToDouble(Calibration.Bin::accuracy)
            .toArray();
    return new Mark.Points(name, confidence, accuracy);
  }
}

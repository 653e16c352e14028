package octavo.cli.chapter;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import octavo.autograd.Derivatives;
import octavo.data.Batch;
import octavo.data.Digits;
import octavo.nn.ActivationStatistics;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Activation functions in numbers, and what the units of a running network do.
final class ActivationFacts {
  private static final int UNITS = 256;

  private ActivationFacts() {}

  static void run(Findings findings, Map<String, UnaryOperator<Tensor>> functions) {
    numbers(findings, functions);
    awake(findings);
  }

  private static void numbers(Findings findings, Map<String, UnaryOperator<Tensor>> functions) {
    Tensor x = Tensors.arange(-10_000, 10_001, 1).to(DType.FLOAT64).multiply(1e-3);
    StringBuilder table =
        new StringBuilder(
            "                 f(−10)     f(10)   lowest below 0, at x   largest slope\n");
    functions.forEach((name, f) -> {
      double[] y = f.apply(x).toDoubleArray();
      Tensor slope = Derivatives.gradient(t -> f.apply(t).sum(), x);
      double[] places = x.toDoubleArray();
      int lowest = 0;
      for (int i = 1; i < y.length; i++) {
        lowest = y[i] < y[lowest] ? i : lowest;
      }
      boolean inside = y[lowest] < y[0] - 1e-9;
      table.append(
          String.format(
              Locale.ROOT,
              "%-13s  %8.3f  %8.3f   %20s   %13.3f%n",
              name,
              y[0],
              y[y.length - 1],
              inside ? String.format(Locale.ROOT, "%.3f, %.2f", y[lowest], places[lowest]) : "–",
              slope.max().item()));
    });
    findings.text("numbers", table.toString());
  }

  private static void awake(Findings findings) {
    Batch batch = Digits.train().batch(IntStream.range(0, 500).toArray());
    Batch pictures = new Batch(batch.inputs().flatten(1), batch.targets());
    StringBuilder table = new StringBuilder("units that are never awake, of %d%n".formatted(UNITS));
    for (double rate : new double[] {0, 0.1, 1, 10}) {
      Linear hidden = Linear.of(64, UNITS).create(Rng.of(15));
      if (rate > 0) {
        step(hidden, pictures, rate);
      }
      // begin dead
      Tensor y = hidden.forward(pictures.inputs()).relu();
      ActivationStatistics seen = ActivationStatistics.of(y, ActivationStatistics.Range.NONE);
      long dead = seen.deadUnits(); // 0 for every picture
      // end dead
      String name =
          rate == 0
              ? "ReLU, as drawn"
              : String.format(Locale.ROOT, "ReLU, behind one step of SGD, rate %s", rate);
      table.append(String.format(Locale.ROOT, "  %-42s %4d%n", name, dead));
    }
    table.append("sigmoid units that are saturated for half of the pictures\n");
    for (double scale : new double[] {1, 5, 20}) {
      Linear hidden = Linear.of(64, UNITS).create(Rng.of(15));
      hidden.weight().set(hidden.weight().tensor().multiply(scale));
      // begin saturated
      Tensor y = hidden.forward(pictures.inputs()).sigmoid();
      ActivationStatistics seen = ActivationStatistics.of(y, ActivationStatistics.Range.SIGMOID);
      long saturated = seen.saturatedUnits(/* share= */ 0.5); // below 0.05 or above 0.95
      // end saturated
      table.append(
          String.format(Locale.ROOT, "  weights as drawn, times %-18.0f %4d%n", scale, saturated));
    }
    findings.text("awake", table.toString());
  }

  /// One step of the hidden layer, through another behind it.
  private static void step(Linear hidden, Batch pictures, double rate) {
    Linear head = Linear.of(UNITS, 10).create(Rng.of(16));
    Mode mode = Mode.training(Rng.of(17));
    Tensor logits = head.forward(hidden.forward(pictures.inputs(), mode).relu(), mode);
    Tensor loss = CrossEntropy.mean().of(logits, pictures.targets());
    Optimizers.sgd(rate).create(hidden.parameters()).step(loss.gradients());
  }
}

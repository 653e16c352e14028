package octavo.cli.chapter;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import octavo.nn.metric.Averaging;
import octavo.nn.metric.Metrics;
import octavo.nn.smooth.SmoothAbs;
import octavo.nn.smooth.SmoothMax;
import octavo.nn.smooth.SmoothThreshold;
import octavo.nn.smooth.SoftArgmax;
import octavo.nn.smooth.SoftCounts;
import octavo.nn.smooth.SoftMetrics;
import octavo.plot.XyChart;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Chapter 6: functions with slopes in the place of functions that jump, and losses made of metrics
/// ([FineTuning]). [Surrogates] holds each against its bound.
final class SmoothChapter implements Chapter {
  @Override
  public int number() {
    return 6;
  }

  @Override
  public String name() {
    return "smooth";
  }

  @Override
  public String title() {
    return "Smooth stand-ins for what jumps";
  }

  @Override
  public void run(Findings findings) {
    maximum(findings);
    argmax(findings);
    thresholds(findings);
    metrics(findings);
    findings.text("surrogates", Surrogates.table());
    FineTuning.run(findings);
  }

  private static void maximum(Findings findings) {
    // begin maximum
    Tensor x = Tensors.of(new double[] {2, 1, 0.1, -1}, 4); // the maximum is 2
    double[] sharpness = DoubleStream.iterate(0.3, k -> k < 20, k -> k * 1.1).toArray();
    double[] above = new double[sharpness.length];
    double[] below = new double[sharpness.length];
    double[] mellow = new double[sharpness.length];
    for (int i = 0; i < sharpness.length; i++) {
      above[i] = SmoothMax.logSumExp(x, sharpness[i]).item();
      below[i] = SmoothMax.boltzmann(x, sharpness[i]).item();
      mellow[i] = SmoothMax.mellowmax(x, sharpness[i]).item();
    }
    // end maximum
    findings.figure(
        "maximum",
        XyChart.of("Smooth maxima of 2, 1, 0.1 and −1")
            .line("log-sum-exp", sharpness, above)
            .line("Boltzmann", sharpness, below)
            .line("mellowmax", sharpness, mellow)
            .withLogX()
            .withXLabel("sharpness K")
            .withYLabel("value")
            .withSize(420, 320));
    findings.figure(
        "error",
        XyChart.of("Distance to the maximum")
            .line("log-sum-exp", sharpness, distances(above))
            .line("Boltzmann", sharpness, distances(below))
            .line("mellowmax", sharpness, distances(mellow))
            .line(
                "ln n / K",
                sharpness,
                DoubleStream.of(sharpness).map(k -> Math.log(4) / k).toArray())
            .withLogX()
            .withLogY()
            .withXLabel("sharpness K")
            .withSize(420, 320));
  }

  private static double[] distances(double[] values) {
    return DoubleStream.of(values).map(v -> Math.abs(v - 2)).filter(d -> d > 0).toArray();
  }

  private static void argmax(Findings findings) {
    StringBuilder table =
        new StringBuilder("   τ   soft one-hot of 1  3  2.2  0      soft argmax\n");
    for (double temperature : new double[] {2, 1, 0.5, 0.2, 0.1}) {
      // begin argmax
      Tensor x = Tensor.of(1, 3, 2.2f, 0);
      Tensor oneHot = SoftArgmax.oneHot(x, temperature, 0); // for onehot(argmax x) = 0 1 0 0
      Tensor place = SoftArgmax.index(x, temperature, 0); // for argmax x = 1, counted from 0
      // end argmax
      table.append(String.format(Locale.ROOT, "%4.1f  ", temperature));
      for (double share : oneHot.toDoubleArray()) {
        table.append(String.format(Locale.ROOT, " %6.4f", share));
      }
      table.append(String.format(Locale.ROOT, "   %14.4f%n", place.item()));
    }
    findings.text("argmax", table.toString());
  }

  private static void thresholds(Findings findings) {
    figure(findings, "relu", "relu(x)", Tensor::relu, SmoothThreshold::relu);
    figure(findings, "abs", "|x|", Tensor::abs, SmoothAbs::logCosh);
    figure(findings, "step", "1 where x > 0", x -> x.step(0), SmoothThreshold::step);
    figure(findings, "sign", "sign of x", Tensor::sign, SmoothThreshold::sign);
  }

  private static void figure(
      Findings findings,
      String name,
      String title,
      UnaryOperator<Tensor> hard,
      BiFunction<Tensor, Double, Tensor> smooth) {
    Tensor x = Tensors.linspace(-2, 2, 401);
    double[] at = x.toDoubleArray();
    findings.figure(
        name,
        XyChart.of(title)
            .line("hard", at, hard.apply(x).toDoubleArray())
            .line("K = 2", at, smooth.apply(x, 2.0).toDoubleArray())
            .line("K = 5", at, smooth.apply(x, 5.0).toDoubleArray())
            .withSize(420, 260));
  }

  private static void metrics(Findings findings) {
    StringBuilder table =
        new StringBuilder("logits    soft accuracy   accuracy   soft F1 (macro)   F1 (macro)\n");
    for (double scale : new double[] {1, 3, 10, 100}) {
      // begin metrics
      Tensor classes = Tensors.of(new long[] {0, 0, 1, 1, 2}, 5);
      Tensor logits =
          Tensor.of(new float[] {2, 0, 1, 0, 1, 0, 0, 3, 1, 1, 2, 0, 1, 0, 2}, 5, 3)
              .multiply(scale);
      Tensor t = Tensors.oneHot(classes, 3).to(logits.dtype());
      Tensor p = logits.softmax(1);
      double soft = SoftMetrics.accuracy(p, t).item();
      double hard = Metrics.accuracy(logits, classes);
      double softF1 = SoftCounts.of(p, t).average(Averaging.MACRO, SoftCounts::dice).item();
      double f1 = Metrics.f1(logits, classes, Averaging.MACRO);
      // end metrics
      table.append(
          String.format(
              Locale.ROOT,
              "× %-6.0f   %13.3f   %8.3f   %15.3f   %10.3f%n",
              scale,
              soft,
              hard,
              softF1,
              f1));
    }
    findings.text("metrics", table.toString());
  }
}

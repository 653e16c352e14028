package octavo.cli.chapter;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import octavo.plot.ImageGrid;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// The part of chapter 1 about the temperature of Gumbel-softmax: where its samples lie, how certain they are
/// and what becomes of the gradient.
final class GumbelClouds {
  private static final double[] TEMPERATURES = {10, 1, 0.5, 0.1, 0.01};
  private static final int POINTS = 1500;
  private static final int WIDTH = 200;
  private static final int HEIGHT = 176;
  private static final int MARGIN = 8;

  /// Of the three classes, and of the edges.
  private static final int[] COLORS = {0x2a6fbb, 0xd1762d, 0x3a9a5b, 0x999999};

  private GumbelClouds() {}

  static void run(Findings findings) {
    clouds(findings);
    entropy(findings);
    annealing(findings);
    slopes(findings);
  }

  /// Logits of classes with probabilities 0.5, 0.3 and 0.2.
  private static Tensor logits() {
    return Tensor.of(0.5f, 0.3f, 0.2f).log();
  }

  private static void clouds(Findings findings) {
    ImageGrid grid =
        ImageGrid.of("Samples of Gumbel-softmax for probabilities 0.5, 0.3 and 0.2", 5)
            .withSize(140);
    for (double temperature : TEMPERATURES) {
      // begin cloud
      Tensor rows = logits().expand(POINTS, 3);
      Tensor y = rows.gumbelSoftmax(1, temperature, Rng.of(5)); // softmax((logits + g)/τ)
      // end cloud
      grid = grid.color(picture(y), WIDTH, WIDTH, "τ = " + text(temperature));
    }
    findings.figure("clouds", grid);
  }

  private static String text(double temperature) {
    return temperature >= 1 ? Integer.toString((int) temperature) : Double.toString(temperature);
  }

  /// The triangle of all distributions over three classes, each sample in the color of its largest class.
  private static byte[] picture(Tensor y) {
    byte[] pixels = new byte[3 * WIDTH * WIDTH];
    Arrays.fill(pixels, (byte) 255);
    for (int i = 0; i <= 400; i++) {
      double t = i / 400.0;
      dot(pixels, t, 1 - t, 0, COLORS[3], 1);
      dot(pixels, t, 0, 1 - t, COLORS[3], 1);
      dot(pixels, 0, t, 1 - t, COLORS[3], 1);
    }
    double[] numbers = y.toDoubleArray();
    for (int i = 0; i < numbers.length; i += 3) {
      double a = numbers[i];
      double b = numbers[i + 1];
      double c = numbers[i + 2];
      int largest = a >= b && a >= c ? 0 : b >= c ? 1 : 2;
      dot(pixels, a, b, c, COLORS[largest], 2);
    }
    return pixels;
  }

  /// A square of `size` pixels at a point that is given by its three shares.
  private static void dot(byte[] pixels, double a, double b, double c, int color, int size) {
    double side = WIDTH - 2.0 * MARGIN;
    int x = (int) Math.round(MARGIN + side * (b + (1 - a - b) / 2));
    int y = (int) Math.round((WIDTH + HEIGHT) / 2.0 - MARGIN - side * Math.sqrt(0.75) * c);
    for (int dy = 0; dy < size; dy++) {
      for (int dx = 0; dx < size; dx++) {
        int at = 3 * (Math.min(y + dy, WIDTH - 1) * WIDTH + Math.min(x + dx, WIDTH - 1));
        pixels[at] = (byte) (color >> 16);
        pixels[at + 1] = (byte) (color >> 8);
        pixels[at + 2] = (byte) color;
      }
    }
  }

  private static void entropy(Findings findings) {
    double[] temperatures = DoubleStream.iterate(0.01, t -> t < 101, t -> t * 1.2).toArray();
    double[] drawn = new double[temperatures.length];
    double[] plain = new double[temperatures.length];
    Tensor x = logits().to(DType.FLOAT64);
    Tensor noise = RandomTensors.gumbel(DType.FLOAT64, Rng.of(6), 0, 1, 4000, 3);
    for (int i = 0; i < temperatures.length; i++) {
      drawn[i] = entropy(x.add(noise).multiply(1 / temperatures[i]));
      plain[i] = entropy(x.multiply(1 / temperatures[i]).unsqueeze(0));
    }
    findings.figure(
        "entropy",
        XyChart.of("Entropy at a temperature")
            .line("Gumbel-softmax, mean of 4000 samples", temperatures, drawn)
            .line("softmax of logits/τ", temperatures, plain)
            .withLogX()
            .withXLabel("temperature τ")
            .withYLabel("nats; at most ln 3")
            .withSize(560, 320));
  }

  /// The mean over rows of `-Σ y·ln y`, `y` the softmax of scores.
  private static double entropy(Tensor scores) {
    Tensor terms = scores.softmax(1).multiply(scores.logSoftmax(1));
    return -terms.sum(1).mean().item();
  }

  private static void annealing(Findings findings) {
    StringBuilder table =
        new StringBuilder("    τ   softmax of logits/τ   Gumbel-softmax, three draws\n");
    for (double temperature : TEMPERATURES) {
      table.append(String.format(Locale.ROOT, "%5s", text(temperature)));
      table.append("       ").append(shares(logits().softmax(0, temperature)));
      for (int seed : new int[] {0, 1, 2}) {
        // begin draws
        Tensor y = logits().gumbelSoftmax(0, temperature, Rng.of(seed)); // a seed is one draw of g
        // end draws
        table.append(seed == 0 ? "  " : "    ").append(shares(y));
      }
      table.append('\n');
    }
    findings.text("annealing", table.toString());
  }

  private static String shares(Tensor y) {
    StringBuilder text = new StringBuilder();
    for (double share : y.toDoubleArray()) {
      text.append(String.format(Locale.ROOT, " %.2f", share));
    }
    return text.toString();
  }

  /// The derivative `∂y₁/∂x₁ = y₁·(1 − y₁)/τ` over draws.
  private static void slopes(Findings findings) {
    StringBuilder table =
        new StringBuilder("    τ    mean   deviation   share of draws below 0.001\n");
    Tensor x = logits().to(DType.FLOAT64);
    Tensor noise = RandomTensors.gumbel(DType.FLOAT64, Rng.of(7), 0, 1, 100_000, 3);
    for (double temperature : TEMPERATURES) {
      Tensor y = x.add(noise).multiply(1 / temperature).softmax(1).narrow(1, 0, 1);
      Tensor slope = y.subtract(y.square()).multiply(1 / temperature);
      table.append(
          String.format(
              Locale.ROOT,
              "%5s   %.3f   %9.3f   %24.2f%n",
              text(temperature),
              slope.mean().item(),
              slope.populationDeviation().item(),
              slope.less(0.001).to(DType.FLOAT64).mean().item()));
    }
    findings.text("slopes", table.toString());
  }
}

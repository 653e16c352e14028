package octavo.cli.chapter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.BarChart;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Axes;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Chapter 2: softmax gives probabilities, its cross-entropy has the gradient `y − t`, and both are for
/// classes that exclude each other.
final class SoftmaxChapter implements Chapter {
  private static final String[] ATTRIBUTES = {"indoor", "black and white", "has people"};
  private static final int FEATURES = 12;
  private static final int PICTURES = 2000;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String title() {
    return "Softmax and cross-entropy";
  }

  @Override
  public void run(Findings findings) {
    gradient(findings);
    temperature(findings);
    stalled(findings);
    labels(findings);
    SoftmaxRelatives.run(findings);
    SurenessCheck.run(findings);
  }

  private static void gradient(Findings findings) {
    // begin gradient
    Tensor logits = Tensor.of(new float[] {2, 1, 0.1f}, 1, 3).tracked();
    Tensor target = Tensors.of(new long[] {0}, 1);
    Tensor probabilities = logits.softmax(1);
    Tensor gradient = logits.crossEntropy(target).sum().gradients().of(logits);
    // end gradient
    findings.text(
        "gradient",
        "probabilities y  " + numbers(probabilities) + "\ngradient y − t   " + numbers(gradient));
  }

  private static void temperature(Findings findings) {
    // begin temperature
    double[] temperatures = DoubleStream.iterate(0.1, t -> t < 20, t -> t * 1.15).toArray();
    Tensor scores = Tensor.of(2, 1, 0.1f);
    double[][] shares = new double[3][temperatures.length];
    for (int i = 0; i < temperatures.length; i++) {
      Tensor y = scores.softmax(0, temperatures[i]);
      for (int c = 0; c < 3; c++) {
        shares[c][i] = y.get(c);
      }
    }
    // end temperature
    findings.figure(
        "temperature",
        XyChart.of("Softmax of 2, 1 and 0.1")
            .line("2", temperatures, shares[0])
            .line("1", temperatures, shares[1])
            .line("0.1", temperatures, shares[2])
            .withLogX()
            .withXLabel("temperature")
            .withYLabel("probability"));
  }

  private static void stalled(Findings findings) {
    StringBuilder table = new StringBuilder("     a   p = σ(a)   d CE/da   d MSE/da\n");
    for (float start : new float[] {-8, -4, -1, 0, 2}) {
      // begin slopes
      Tensor a = Tensor.of(start).tracked();
      double crossEntropy = a.sigmoid().log().negate().sum().gradients().of(a).item();
      double squared = a.sigmoid().subtract(1).square().sum().gradients().of(a).item();
      // end slopes
      double p = Tensor.of(start).sigmoid().item();
      table.append(
          String.format(
              Locale.ROOT, "%6.1f   %8.5f   %7.4f   %8.5f%n", start, p, crossEntropy, squared));
    }
    findings.text("slopes", table.toString());
    findings.figure(
        "stalled",
        XyChart.of("A unit that is surely wrong: target 1, start at a = −8")
            .line("cross-entropy", descent(true))
            .line("squared error", descent(false))
            .withXLabel("step of gradient descent, rate 0.5")
            .withYLabel("p = σ(a)"));
  }

  /// The probabilities on the way of one unit towards 1.
  private static double[] descent(boolean crossEntropy) {
    Tensor a = Tensor.of(-8f);
    double[] p = new double[120];
    for (int step = 0; step < p.length; step++) {
      Tensor x = a.stopGradient().tracked();
      Tensor y = x.sigmoid();
      Tensor loss = crossEntropy ? x.logSigmoid().negate() : y.subtract(1).square();
      p[step] = y.item();
      a = x.subtract(loss.sum().gradients().of(x).multiply(0.5));
    }
    return p;
  }

  /// Pictures whose attributes do not exclude each other: `[PICTURES, 3]` of 0 and 1, and features that
  /// show them with noise.
  private record Pictures(Tensor attributes, Tensor features) {
    static Pictures of(Rng rng, Tensor directions) {
      Tensor attributes = RandomTensors.bernoulli(rng, 0.5, PICTURES, 3).to(DType.FLOAT32);
      Tensor noise = RandomTensors.normal(rng, PICTURES, FEATURES).multiply(0.5);
      return new Pictures(attributes, attributes.matmul(directions).add(noise));
    }
  }

  private static void labels(Findings findings) {
    Rng rng = Rng.of(2);
    Tensor directions = RandomTensors.normal(rng, 3, FEATURES);
    Pictures train = Pictures.of(rng.split("train"), directions);
    Pictures test = Pictures.of(rng.split("test"), directions);
    Linear sigmoids = head(rng.split("sigmoids"), train, false);
    Linear softmax = head(rng.split("softmax"), train, true);
    double[] bySigmoids =
        exact(sigmoids.forward(test.features(), Mode.inference()).sigmoid(), test);
    double[] bySoftmax = exact(softmax.forward(test.features(), Mode.inference()).softmax(1), test);
    findings.figure(
        "labels",
        BarChart.of(
                "All attributes of a picture right: "
                    + String.join(", ", Arrays.asList(ATTRIBUTES)),
                List.of("none present", "one", "two", "all three"))
            .bars("three sigmoids", bySigmoids)
            .bars("softmax", bySoftmax)
            .withValueLabel("% of the pictures"));
  }

  /// A linear map trained on the attributes: as three questions, or as one choice among those present.
  private static Linear head(Rng rng, Pictures pictures, boolean choice) {
    // begin heads
    Linear head = Linear.of(FEATURES, 3).create(rng);
    Optimizer optimizer = Optimizers.adam(0.05).create(head.parameters());
    Tensor present = pictures.attributes();
    Tensor share = present.divide(present.sum(Axes.keep(1)).maximum(Tensor.scalar(1)));
    for (int step = 0; step < 200; step++) {
      Tensor logits = head.forward(pictures.features(), Mode.training(rng));
      Tensor loss =
          choice
              ? logits.logSoftmax(1).multiply(share).sum(1).mean().negate()
              : BinaryCrossEntropyWithLogits.mean().of(logits, present);
      optimizer.step(loss.gradients());
    }
    // end heads
    return head;
  }

  /// The percentage of the pictures with 0, 1, 2 and 3 attributes of which all three are told right.
  private static double[] exact(Tensor probabilities, Pictures pictures) {
    Tensor told = probabilities.greater(0.5).to(DType.FLOAT32);
    boolean[] right = told.equalTo(pictures.attributes()).all(1).toBooleanArray();
    double[] count = pictures.attributes().sum(1).toDoubleArray();
    double[] shares = new double[4];
    for (int k = 0; k < 4; k++) {
      int all = 0;
      int good = 0;
      for (int i = 0; i < right.length; i++) {
        if (count[i] == k) {
          all++;
          good += right[i] ? 1 : 0;
        }
      }
      shares[k] = 100.0 * good / Math.max(1, all);
    }
    return shares;
  }

  private static String numbers(Tensor row) {
    StringBuilder text = new StringBuilder();
    for (double x : row.toDoubleArray()) {
      text.append(String.format(Locale.ROOT, "%9.4f", x));
    }
    return text.toString();
  }
}

package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Perceptron;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Chapter 5: a bias is a threshold that is learned; ahead of a batch norm it is for nothing
/// ([BiasAheadOfNorm]).
final class BiasChapter implements Chapter {
  private static final Tensor CORNERS = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
  private static final int POINTS = 60;

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String name() {
    return "bias";
  }

  @Override
  public String title() {
    return "What bias is for";
  }

  @Override
  public void run(Findings findings) {
    threshold(findings);
    learned(findings);
    clouds(findings);
    BiasAheadOfNorm.run(findings);
  }

  private static void threshold(Findings findings) {
    StringBuilder table = new StringBuilder("threshold   bias   fires for 00  01  10  11\n");
    for (double threshold : new double[] {-0.5, 0.5, 1.5, 2.5}) {
      // begin threshold
      Perceptron unit = Perceptron.ofThreshold(threshold, 1, 1); // fires iff x₁ + x₂ > threshold
      Tensor fires = unit.forward(CORNERS);
      // end threshold
      table.append(String.format(Locale.ROOT, "%9.1f   %4.1f             ", threshold, -threshold));
      for (double y : fires.toDoubleArray()) {
        table.append(y == 1 ? "yes " : "–   ");
      }
      table.append('\n');
    }
    findings.text("threshold", table.toString());
  }

  private static void learned(Findings findings) {
    Map<String, Tensor> tasks = new LinkedHashMap<>();
    tasks.put("OR", Tensor.of(0, 1, 1, 1));
    tasks.put("AND", Tensor.of(0, 0, 0, 1));
    tasks.put("XOR", Tensor.of(0, 1, 1, 0));
    StringBuilder table = new StringBuilder("      with a bias              without\n");
    tasks.forEach((name, targets) -> {
      // begin learned
      Perceptron with = Perceptron.create(2);
      Perceptron without = Perceptron.createWithoutBias(2);
      OptionalInt turns = with.learnAll(CORNERS, targets, /* rate= */ 1, /* most= */ 1000);
      OptionalInt turnsWithout = without.learnAll(CORNERS, targets, 1, 1000);
      // end learned
      table.append(
          String.format(Locale.ROOT, "%-3s   %-22s   %s%n", name, told(turns), told(turnsWithout)));
      if (name.equals("AND")) {
        findings.figure(
            "and",
            boundaries(
                "AND",
                corners(targets),
                new Boundary(with.weight(), with.bias()),
                new Boundary(without.weight(), without.bias()),
                -1,
                2));
      }
    });
    findings.text("learned", table.toString());
  }

  private static String told(OptionalInt turns) {
    return turns.isPresent()
        ? "right after " + turns.getAsInt() + " turns"
        : "never, in 1000 turns";
  }

  private static double[][][] corners(Tensor targets) {
    double[] t = targets.toDoubleArray();
    double[][][] groups = new double[2][][];
    for (int side = 0; side < 2; side++) {
      long[] places = places(t, side);
      groups[side] = columns(CORNERS.indexSelect(0, Tensors.of(places, places.length)));
    }
    return groups;
  }

  private static long[] places(double[] targets, int wanted) {
    return IntStream.range(0, targets.length)
        .filter(i -> targets[i] == wanted)
        .asLongStream()
        .toArray();
  }

  /// The two coordinates of points `[n, 2]`.
  private static double[][] columns(Tensor points) {
    return new double[][] {
      points.narrow(1, 0, 1).flatten().toDoubleArray(),
      points.narrow(1, 1, 1).flatten().toDoubleArray()
    };
  }

  /// Two clouds that lie one behind the other as seen from the origin.
  private static void clouds(Findings findings) {
    Rng rng = Rng.of(5);
    Tensor near = RandomTensors.normal(rng, POINTS, 2).multiply(0.4).add(1);
    Tensor far = RandomTensors.normal(rng, POINTS, 2).multiply(0.4).add(2.5);
    Tensor x = Tensors.concat(0, near, far);
    Tensor t = Tensors.concat(0, Tensor.zeros(POINTS, 1), Tensor.ones(POINTS, 1));
    Linear with = trained(Linear.of(2, 1), x, t);
    Linear without = trained(Linear.of(2, 1).withoutBias(), x, t);
    findings.figure(
        "clouds",
        boundaries(
            "Two clouds",
            new double[][][] {columns(near), columns(far)},
            new Boundary(with.weight(), with.bias()),
            new Boundary(without.weight(), without.bias()),
            -2,
            4));
    findings.text(
        "clouds",
        String.format(
            Locale.ROOT,
            "with a bias   %3.0f %% right%nwithout       %3.0f %% right",
            right(with, x, t),
            right(without, x, t)));
  }

  private static Linear trained(Linear.Options options, Tensor x, Tensor t) {
    Rng rng = Rng.of(6);
    Linear unit = options.create(rng);
    Optimizer optimizer = Optimizers.adam(0.05).create(unit.parameters());
    for (int step = 0; step < 400; step++) {
      Tensor logits = unit.forward(x, Mode.training(rng));
      optimizer.step(BinaryCrossEntropyWithLogits.mean().of(logits, t).gradients());
    }
    return unit;
  }

  private static double right(Linear unit, Tensor x, Tensor t) {
    Tensor told = unit.forward(x).greater(0).to(t.dtype());
    return 100 * told.equalTo(t).to(t.dtype()).mean().item();
  }

  /// Where `w·x + b` is 0.
  private record Boundary(Parameter weight, @Nullable Parameter bias) {
    /// The two ends of the line within a square, as their first and their second coordinates.
    double[][] within(double low, double high) {
      double[] w = weight.tensor().flatten().toDoubleArray();
      double b = bias == null ? 0 : bias.tensor().sum().item();
      double[][] ends = new double[2][2];
      int found = 0;
      for (int axis = 0; axis < 2; axis++) {
        for (double edge : new double[] {low, high}) {
          double other = -(b + w[axis] * edge) / w[1 - axis];
          if (found < 2 && other >= low && other <= high) {
            ends[axis][found] = edge;
            ends[1 - axis][found++] = other;
          }
        }
      }
      return ends;
    }
  }

  private static XyChart boundaries(
      String title, double[][][] groups, Boundary with, Boundary without, double low, double high) {
    double[][] a = with.within(low, high);
    double[][] b = without.within(low, high);
    return XyChart.of(title)
        .points("0", groups[0][0], groups[0][1])
        .points("1", groups[1][0], groups[1][1])
        .line("with a bias", a[0], a[1])
        .line("without", b[0], b[1])
        .withXLabel("x₁")
        .withYLabel("x₂")
        .withSize(420, 360);
  }
}

package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.analysis.receptive.BottomUpSteps;
import octavo.analysis.receptive.WindowLayer;
import octavo.analysis.receptive.WindowPath;
import octavo.autograd.Derivatives;
import octavo.nn.SpatialPyramidPool;
import octavo.op.CustomGradient;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// What pooling does to a network: the gradient when it is copied, how far a unit sees, and pictures of any size.
final class PoolingFields {
  private static final int LAYERS = 5;
  private static final int BLOCKS = 4;

  private PoolingFields() {}

  static void run(Findings findings) {
    copied(findings);
    growth(findings);
    sizes(findings);
  }

  // begin copying
  /// The mistake: each of the four numbers of a window gets all of its gradient.
  static Tensor copying(Tensor x) {
    return CustomGradient.of(t -> t.avgPool2d(kernel(2)), (t, dy) -> dy.repeat(2, 2).repeat(3, 2))
        .apply(x);
  }

  // end copying

  private static void copied(Findings findings) {
    StringBuilder table = new StringBuilder("poolings    shared out     copied\n");
    for (int layers = 1; layers <= LAYERS; layers++) {
      int n = layers;
      Tensor x = Tensor.ones(1, 1, 1 << LAYERS, 1 << LAYERS);
      Tensor right = Derivatives.gradient(t -> pooled(t, n, false).mean(), x);
      Tensor wrong = Derivatives.gradient(t -> pooled(t, n, true).mean(), x);
      table.append(
          String.format(
              Locale.ROOT, "%8d %13.0f %10.0f%n", layers, right.sum().item(), wrong.sum().item()));
    }
    findings.text("copied", table.toString());
  }

  private static Tensor pooled(Tensor x, int layers, boolean copied) {
    Tensor y = x;
    for (int i = 0; i < layers; i++) {
      y = copied ? copying(y) : y.avgPool2d(kernel(2));
    }
    return y;
  }

  private static void growth(Findings findings) {
    // begin growth
    Map<String, List<WindowLayer>> networks = new LinkedHashMap<>();
    for (String name : List.of("convolutions only", "pooling 2×2 behind every second")) {
      List<WindowLayer> layers = new ArrayList<>();
      for (int block = 0; block < BLOCKS; block++) {
        layers.add(WindowLayer.conv(3));
        layers.add(WindowLayer.conv(3));
        if (name.startsWith("pooling")) {
          layers.add(WindowLayer.pool(2));
        }
      }
      networks.put(name, layers);
    }
    // end growth
    XyChart chart =
        XyChart.of("Pixels that a unit sees along an axis")
            .withXLabel("convolutions of 3×3")
            .withYLabel("receptive field");
    StringBuilder table = new StringBuilder("convolutions                     ");
    for (int i = 0; i <= 2 * BLOCKS; i += 2) {
      table.append(String.format(Locale.ROOT, "%6d", i));
    }
    for (Map.Entry<String, List<WindowLayer>> network : networks.entrySet()) {
      double[] seen = fields(network.getValue());
      chart = chart.line(network.getKey(), depths(), seen);
      table.append(String.format(Locale.ROOT, "%n%-33s", network.getKey()));
      for (int i = 0; i <= 2 * BLOCKS; i += 2) {
        table.append(String.format(Locale.ROOT, "%6.0f", seen[i]));
      }
    }
    findings.text("growth", table.toString());
    findings.figure("growth", chart);
  }

  private static double[] depths() {
    double[] depths = new double[2 * BLOCKS + 1];
    for (int i = 0; i < depths.length; i++) {
      depths[i] = i;
    }
    return depths;
  }

  /// The field behind each convolution and what follows it.
  private static double[] fields(List<WindowLayer> layers) {
    BottomUpSteps steps = new WindowPath(0, layers, "").bottomUp();
    double[] fields = new double[2 * BLOCKS + 1];
    fields[0] = 1;
    int convolutions = 0;
    for (int i = 0; i < layers.size(); i++) {
      convolutions += layers.get(i).kernel() == 3 ? 1 : 0;
      fields[convolutions] = steps.sizes().get(i);
    }
    return fields;
  }

  private static void sizes(Findings findings) {
    Rng rng = Rng.of(8);
    StringBuilder table =
        new StringBuilder("picture      global mean    adaptive, 4×4    pyramid 1, 2, 4\n");
    for (int[] size : new int[][] {{8, 8}, {13, 7}, {28, 40}}) {
      Tensor features = RandomTensors.normal(rng, 1, 16, size[0], size[1]);
      // begin sizes
      Tensor one = features.globalAvgPool().flatten(1); // [batch, channels]
      Tensor grid = features.adaptiveAvgPool2d(4, 4).flatten(1); // [batch, channels·16]
      Tensor pyramid = SpatialPyramidPool.of(1, 2, 4).forward(features); // [batch, channels·21]
      // end sizes
      table.append(
          String.format(
              Locale.ROOT,
              "16×%2d×%2d  %14d  %15d  %17d%n",
              size[0],
              size[1],
              one.size(1),
              grid.size(1),
              pyramid.size(1)));
    }
    findings.text("sizes", table.toString());
  }
}

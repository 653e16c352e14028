package octavo.cli.chapter;

import java.util.Locale;
import java.util.stream.DoubleStream;
import octavo.nn.AdaptiveSoftmax;
import octavo.nn.HierarchicalSoftmax;
import octavo.nn.HuffmanTree;
import octavo.nn.Linear;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The derivatives of softmax, shares that are exactly zero, and softmax over very many classes.
final class SoftmaxRelatives {
  private static final int CLASSES = 50_000;
  private static final int FEATURES = 256;

  /// The classes before these two form clusters of their own.
  private static final int FREQUENT = 2000;

  private static final int KNOWN = 10_000;

  private SoftmaxRelatives() {}

  static void run(Findings findings) {
    derivatives(findings);
    zeros(findings);
    manyClasses(findings);
  }

  private static void derivatives(Findings findings) {
    // begin jacobian
    Tensor scores = Tensor.of(2, 1, 0.1f);
    Tensor y = scores.softmax(0);
    Tensor jacobian = scores.softmaxJacobian(0); // row i: how share i follows each score
    Tensor eye = Tensors.eye(3);
    Tensor formula = y.unsqueeze(1).multiply(eye.subtract(y.unsqueeze(0))); // Sᵢ·(δᵢⱼ − Sⱼ)
    // end jacobian
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        table.append(String.format(Locale.ROOT, "%9.4f", jacobian.get(i, j)));
      }
      table.append('\n');
    }
    double distance = jacobian.subtract(formula).abs().max().item();
    findings.text(
        "jacobian", table + "the formula gives " + (distance < 1e-6 ? "the same" : "others"));
  }

  private static void zeros(Findings findings) {
    // begin zeros
    double[] lead = DoubleStream.iterate(0, s -> s <= 4, s -> s + 0.05).toArray();
    double[][] shares = new double[3][lead.length];
    for (int i = 0; i < lead.length; i++) {
      Tensor scores = Tensor.of((float) lead[i], 0); // one class ahead of another
      shares[0][i] = scores.softmax(0).get(1);
      shares[1][i] = scores.entmax15(0).get(1);
      shares[2][i] = scores.sparsemax(0).get(1);
    }
    // end zeros
    findings.figure(
        "zeros",
        XyChart.of("Share of the class behind")
            .line("softmax", lead, shares[0])
            .line("1.5-entmax", lead, shares[1])
            .line("sparsemax", lead, shares[2])
            .withXLabel("how far the other class is ahead")
            .withYLabel("share"));
  }

  private static void manyClasses(Findings findings) {
    Rng rng = Rng.of(12);
    long[] counts = new long[CLASSES];
    for (int word = 0; word < CLASSES; word++) {
      counts[word] = Math.round(1e9 / (word + 1)); // Zipf: the tenth word comes a tenth as often
    }
    // begin many
    Linear full = Linear.of(FEATURES, CLASSES).create(rng);
    AdaptiveSoftmax adaptive = AdaptiveSoftmax.of(FEATURES, CLASSES, FREQUENT, KNOWN).create(rng);
    HuffmanTree tree = HuffmanTree.of(counts); // frequent words stand near the root
    HierarchicalSoftmax hierarchical = HierarchicalSoftmax.create(FEATURES, tree, rng);
    // end many
    double[] depths = tree.turns().abs().sum(1).toDoubleArray();
    double words = 0;
    double depth = 0; // how many turns lead to a word, on average
    double middle = 0; // how often a word lies in the second cluster, and in the third
    double rare = 0;
    for (int word = 0; word < CLASSES; word++) {
      words += counts[word];
      depth += counts[word] * depths[word];
      middle += word >= FREQUENT && word < KNOWN ? counts[word] : 0;
      rare += word >= KNOWN ? counts[word] : 0;
    }
    double read =
        adaptive.head().parameterCount()
            + middle / words * adaptive.tail().get(0).parameterCount()
            + rare / words * adaptive.tail().get(1).parameterCount();
    findings.text(
        "many",
        String.format(
            Locale.ROOT,
            """
                              weights   read for a word, on average
            full           %,10d   %,27d
            adaptive       %,10d   %,27.0f
            hierarchical   %,10d   %,27.0f
            """,
            full.parameterCount(),
            full.parameterCount(),
            adaptive.parameterCount(),
            read,
            hierarchical.parameterCount(),
            (FEATURES + 1) * depth / words));
  }
}

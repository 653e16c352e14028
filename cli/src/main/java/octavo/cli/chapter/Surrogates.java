package octavo.cli.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import octavo.nn.metric.BinaryCounts;
import octavo.nn.metric.Metrics;
import octavo.nn.smooth.SmoothAbs;
import octavo.nn.smooth.SmoothMax;
import octavo.nn.smooth.SmoothThreshold;
import octavo.nn.smooth.SoftArgmax;
import octavo.nn.smooth.SoftCounts;
import octavo.nn.smooth.SoftMetrics;
import octavo.nn.smooth.SoftRank;
import octavo.nn.smooth.SoftSort;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Every smooth stand-in beside the hard function, with how far apart they are and how far they may be.
final class Surrogates {
  private static final double K = 5;
  private static final double TEMPERATURE = 1 / K;

  private Surrogates() {}

  /// One stand-in.
  ///
  /// @param hard what it stands for
  /// @param smooth its name
  /// @param distance the largest that was found
  /// @param bound that it must not exceed
  /// @param formula of the bound
  record Row(String hard, String smooth, double distance, double bound, String formula) {}

  static String table() {
    StringBuilder table =
        new StringBuilder(
            "hard                smooth                      distance    bound   which is\n");
    for (Row row : rows()) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-19s %-26s  %8.4f %8.4f   %s%n",
              row.hard(),
              row.smooth(),
              row.distance(),
              row.bound(),
              row.formula()));
    }
    return table.toString();
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    several(rows);
    single(rows);
    order(rows);
    Rng rng = Rng.of(6);
    accuracy(rows, rng);
    counts(rows, rng);
    area(rows);
    return rows;
  }

  private static double apart(Tensor smooth, Tensor hard) {
    return smooth.subtract(hard.to(smooth.dtype())).abs().max().item();
  }

  private static Tensor numbers() {
    return Tensors.of(new double[] {2, 1, 0.1, -1}, 4);
  }

  private static void several(List<Row> rows) {
    Tensor x = numbers();
    double spread = Math.log(4) / K;
    Tensor max = x.max();
    rows.add(
        new Row(
            "max x",
            "SmoothMax.logSumExp",
            apart(SmoothMax.logSumExp(x, K), max),
            spread,
            "ln n / K"));
    rows.add(
        new Row(
            "", "SmoothMax.mellowmax", apart(SmoothMax.mellowmax(x, K), max), spread, "ln n / K"));
    rows.add(
        new Row(
            "", "SmoothMax.boltzmann", apart(SmoothMax.boltzmann(x, K), max), spread, "ln n / K"));
    double power = (Math.pow(4, 1 / K) - 1) * 2;
    rows.add(
        new Row(
            "max |x|",
            "SmoothMax.pNorm",
            apart(SmoothMax.pNorm(x, K), x.abs().max()),
            power,
            "(n^(1/p) − 1)·max |x|"));
    Tensor a = Tensors.linspace(-3, 3, 1201);
    Tensor b = a.zerosLike();
    Tensor larger = a.maximum(b);
    rows.add(
        new Row(
            "max(a, b)",
            "SmoothMax.pair",
            apart(SmoothMax.pair(a, b, K), larger),
            Math.log(2) / K,
            "ln 2 / K"));
    rows.add(
        new Row(
            "",
            "SmoothMax.erfPair",
            apart(SmoothMax.erfPair(a, b, K), larger),
            0.1203 / K,
            "0.1203 / μ"));
    rows.add(
        new Row(
            "",
            "SmoothMax.swishPair",
            apart(SmoothMax.swishPair(a, b, K), larger),
            0.2785 / K,
            "0.2785 / β"));
  }

  private static void single(List<Row> rows) {
    Tensor x = Tensors.linspace(-3, 3, 1201);
    Tensor size = x.abs();
    rows.add(new Row("|x|", "SmoothAbs.root", apart(SmoothAbs.root(x, 1 / K), size), 1 / K, "μ"));
    rows.add(
        new Row(
            "",
            "SmoothAbs.logCosh",
            apart(SmoothAbs.logCosh(x, K), size),
            Math.log(2) / K,
            "ln 2 / K"));
    rows.add(
        new Row("", "SmoothAbs.erf", apart(SmoothAbs.erf(x, K), size), 0.2405 / K, "0.2405 / μ"));
    rows.add(
        new Row(
            "relu x",
            "SmoothThreshold.relu",
            apart(SmoothThreshold.relu(x, K), x.relu()),
            Math.log(2) / K,
            "ln 2 / K"));
    Tensor half = Tensor.of(-0.5f, 0.5f);
    rows.add(
        new Row(
            "step at |x| = ½",
            "SmoothThreshold.step",
            apart(SmoothThreshold.step(half, K), half.step(0)),
            Math.exp(-K / 2),
            "e^(−K·|x|)"));
    rows.add(
        new Row(
            "sign at |x| = ½",
            "SmoothThreshold.sign",
            apart(SmoothThreshold.sign(half, K), half.sign()),
            2 * Math.exp(-K),
            "2e^(−2K·|x|)"));
  }

  private static void order(List<Row> rows) {
    Tensor x = numbers();
    double gap = 1; // between the largest and the next
    double smallest = 0.9; // of all gaps
    Tensor oneHot = SoftArgmax.oneHot(x, TEMPERATURE, 0);
    double apart = oneHot.subtract(Tensors.oneHot(0, 4).to(x.dtype())).abs().sum().item();
    rows.add(
        new Row(
            "onehot(argmax x)",
            "SoftArgmax.oneHot",
            apart,
            2 * 3 * Math.exp(-gap / TEMPERATURE),
            "2(n − 1)·e^(−Δ/τ)"));
    rows.add(
        new Row(
            "argmax x",
            "SoftArgmax.index",
            apart(SoftArgmax.index(x, TEMPERATURE, 0), x.argMax(0)),
            9 * Math.exp(-gap / TEMPERATURE),
            "(n − 1)²·e^(−Δ/τ)"));
    Tensor ranks = x.sort(0).indices().sort(0).indices();
    rows.add(
        new Row(
            "rank",
            "SoftRank",
            apart(SoftRank.of(x, TEMPERATURE, 0), ranks),
            3 / (1 + Math.exp(smallest / TEMPERATURE)),
            "(n − 1)·σ(−Δ/τ)"));
    Tensor sorted = x.sort(0).values();
    rows.add(
        new Row(
            "sort",
            "SoftSort.softSort",
            apart(SoftSort.softSort(TEMPERATURE).sort(x, 0), sorted),
            3 * TEMPERATURE / Math.E,
            "(n − 1)·τ/e"));
  }

  /// On a batch of 64 whose answers are sure, but not always right.
  private static void accuracy(List<Row> rows, Rng rng) {
    Tensor logits = RandomTensors.normal(rng, 64, 3).multiply(6);
    Tensor classes = logits.add(RandomTensors.normal(rng, 64, 3).multiply(4)).argMax(1);
    Tensor p = logits.softmax(1);
    Tensor t = Tensors.oneHot(classes, 3).to(p.dtype());
    rows.add(
        new Row(
            "accuracy",
            "SoftMetrics.accuracy",
            Math.abs(SoftMetrics.accuracy(p, t).item() - Metrics.accuracy(logits, classes)),
            1 - p.max(1).mean().item(),
            "mean of 1 − max p"));
  }

  /// Likewise, of yes and no.
  private static void counts(List<Row> rows, Rng rng) {
    Tensor margins = RandomTensors.normal(rng, 64).multiply(6);
    Tensor truth = margins.add(RandomTensors.normal(rng, 64).multiply(4)).greater(0);
    Tensor yes = margins.sigmoid();
    BinaryCounts counts = BinaryCounts.of(margins.greater(0), truth);
    SoftCounts soft = SoftCounts.of(yes, truth.to(yes.dtype()));
    double unsure = yes.minimum(yes.negate().add(1)).sum().item(); // U = Σ min(p, 1 − p)
    double found = soft.predicted().item();
    double there = soft.actual().item();
    double either = found + there - soft.truePositives().item();
    rows.add(
        new Row(
            "precision",
            "SoftCounts.precision",
            Math.abs(soft.precision().item() - counts.precision()),
            unsure / found,
            "U / Σp"));
    rows.add(
        new Row(
            "recall",
            "SoftCounts.recall",
            Math.abs(soft.recall().item() - counts.recall()),
            unsure / there,
            "U / Σt"));
    rows.add(
        new Row(
            "F1, Dice",
            "SoftCounts.dice",
            Math.abs(soft.dice().item() - counts.f1()),
            2 * unsure / (found + there),
            "2U / (Σp + Σt)"));
    rows.add(
        new Row(
            "IoU",
            "SoftCounts.iou",
            Math.abs(soft.iou().item() - counts.iou()),
            unsure / either,
            "U / (Σp + Σt − TP)"));
  }

  private static void area(List<Row> rows) {
    Tensor scores = Tensor.of(0.9f, 0.7f, 0.4f, 0.6f, 0.2f, 0.1f, -0.3f);
    Tensor right = Tensor.of(1, 1, 1, 0, 0, 0, 0);
    double sharp = 0.05;
    double area = SoftMetrics.auc(scores, right, sharp).item();
    rows.add(
        new Row(
            "area under ROC",
            "SoftMetrics.auc",
            Math.abs(area - Metrics.auroc(scores, right)),
            1 / (1 + Math.exp(0.1 / sharp)),
            "σ(−Δ/τ)"));
  }
}

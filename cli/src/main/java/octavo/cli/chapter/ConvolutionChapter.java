package octavo.cli.chapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.ConvAlgorithm;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvolutionPlan;
import octavo.tensor.RandomTensors;
import octavo.tensor.Rung;
import octavo.tensor.Tensor;

/// Chapter 10: how a convolution is made fast. Counted: what each rung of the ladder fetches
/// ([ProductTraces]), what an unrolled picture costs, what Winograd saves; and timed, on the machine at hand
/// ([LadderTimes]).
final class ConvolutionChapter implements Chapter {
  /// The sizes of the article, up to 1024.
  private static final int STEP = 32;

  private static final int LARGEST = 1024;
  private static final List<Integer> SHOWN = List.of(64, 256, 480, 512, 992, 1024);

  /// Those that do not compute every convolution.
  private static final List<ConvAlgorithm> SPECIAL =
      List.of(
          ConvAlgorithm.POINTWISE,
          ConvAlgorithm.DEPTHWISE,
          ConvAlgorithm.WINOGRAD_4X4,
          ConvAlgorithm.WINOGRAD_2X2,
          ConvAlgorithm.FFT);

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String name() {
    return "convolution";
  }

  @Override
  public String title() {
    return "Anatomy of a fast convolution";
  }

  @Override
  public void run(Findings findings) {
    cost(findings);
    rungs(findings);
    caches(findings);
    unrolledPicture(findings);
    refusals(findings);
    winograd(findings);
    new LadderTimes().addTo(findings);
  }

  private static void cost(Findings findings) {
    // begin cost
    Tensor x = RandomTensors.normal(Rng.of(10), 1, 3, 224, 224);
    Tensor weight = RandomTensors.normal(Rng.of(11), 64, 3, 3, 3);
    ConvolutionPlan plan = ConvolutionPlan.of(x, weight, ConvOptions.DEFAULT);
    long multiplications = plan.multiplications();
    // end cost
    long bytes =
        (long) Float.BYTES * (x.elements() + weight.elements() + plan.outputShape().elements());
    double flops = 2.0 * multiplications;
    findings.text(
        "cost",
        String.format(
            Locale.ROOT,
            """
            multiply-adds                          %,d
            floating-point operations              %.1f million
            numbers read and written at least once %.1f MB
            operations for each of these bytes     %.1f
            at 80 GFLOP/s                          %.1f ms\
            """,
            multiplications,
            flops / 1e6,
            bytes / 1e6,
            flops / bytes,
            flops / 80e6));
  }

  /// Every rung, beside the definition in double precision.
  private static void rungs(Findings findings) {
    StringBuilder table = new StringBuilder("rung          product   convolution\n");
    // begin rungs
    Tensor a = RandomTensors.normal(Rng.of(12), 33, 65);
    Tensor b = RandomTensors.normal(Rng.of(13), 65, 47);
    Tensor x = RandomTensors.normal(Rng.of(14), 2, 3, 17, 31);
    Tensor weight = RandomTensors.normal(Rng.of(15), 5, 3, 3, 3);
    Tensor product = a.to(DType.FLOAT64).matmul(b.to(DType.FLOAT64));
    Tensor picture =
        x.to(DType.FLOAT64).conv2d(weight.to(DType.FLOAT64), null, ConvOptions.DEFAULT);
    for (Rung rung : Rung.values()) {
      if (rung.isAvailable()) {
        double one = distance(rung.gemm(a, b), product);
        double other = distance(rung.conv2d(x, weight, null, ConvOptions.DEFAULT), picture);
        table.append(
            String.format(Locale.ROOT, "%-12s  %-8s  %s%n", rung.label(), told(one), told(other)));
      }
    }
    // end rungs
    findings.text("rungs", table.toString());
  }

  /// The largest difference, relative to the largest number.
  private static double distance(Tensor result, Tensor exact) {
    double off = result.to(DType.FLOAT64).subtract(exact).abs().max().item();
    return off / exact.abs().max().item();
  }

  private static String told(double distance) {
    return distance < 1e-6 ? "right" : String.format(Locale.ROOT, "off by %.1E", distance);
  }

  private static void caches(Findings findings) {
    List<Integer> sizes = new ArrayList<>();
    Map<String, List<ProductTraces.Fetched>> rates = new LinkedHashMap<>();
    for (int n = STEP; n <= LARGEST; n += STEP) {
      sizes.add(n);
      ProductTraces.fetched(n)
          .forEach((rung, rate) -> rates.computeIfAbsent(rung, r -> new ArrayList<>()).add(rate));
    }
    findings.text("fetched", table(sizes, rates));
    double[] across = sizes.stream().mapToDouble(n -> n).toArray();
    XyChart nearest = curves("Fetched into 32 KB, lines for 1000 multiply-adds");
    XyChart second = curves("Fetched into 1 MB behind it, lines for 1000 multiply-adds");
    for (Map.Entry<String, List<ProductTraces.Fetched>> e : rates.entrySet()) {
      nearest =
          nearest.line(
              e.getKey(), across, e.getValue().stream().mapToDouble(r -> r.nearest()).toArray());
      second =
          second.line(
              e.getKey(), across, e.getValue().stream().mapToDouble(r -> r.second()).toArray());
    }
    findings.figure("nearest", nearest);
    findings.figure("second", second);
  }

  private static XyChart curves(String title) {
    return XyChart.of(title).withXLabel("n").withYLabel("lines").withLogY().withSize(720, 380);
  }

  private static String table(List<Integer> sizes, Map<String, List<ProductTraces.Fetched>> rates) {
    StringBuilder table = new StringBuilder("            ");
    SHOWN.forEach(n -> table.append(String.format(Locale.ROOT, "%16s", "n = " + n)));
    table.append('\n');
    rates.forEach((rung, found) -> {
      table.append(String.format(Locale.ROOT, "%-12s", rung));
      for (int n : SHOWN) {
        ProductTraces.Fetched rate = found.get(sizes.indexOf(n));
        table.append(String.format(Locale.ROOT, "%8.1f%8.1f", rate.nearest(), rate.second()));
      }
      table.append('\n');
    });
    return table.toString();
  }

  private static void unrolledPicture(Findings findings) {
    Tensor x = RandomTensors.normal(Rng.of(16), 1, 3, 32, 32);
    Tensor weight = RandomTensors.normal(Rng.of(17), 8, 3, 3, 3);
    // begin im2col
    Tensor windows = x.unfold(2, 3, 1).unfold(3, 3, 1); // [1, 3, 30, 30, 3, 3], a view
    Tensor columns = windows.permute(0, 2, 3, 1, 4, 5).reshape(30 * 30, 3 * 3 * 3);
    Tensor y = columns.matmul(weight.reshape(8, 3 * 3 * 3).transpose(0, 1)); // [900, 8]
    // end im2col
    Tensor direct = x.conv2d(weight, null, ConvOptions.DEFAULT);
    double off = distance(y.transpose(0, 1).reshape(1, 8, 30, 30), direct.to(DType.FLOAT64));
    findings.text(
        "im2col",
        String.format(
            Locale.ROOT,
            "as conv2d: %s; the picture holds %,d numbers, its columns %,d, %.1f times as many",
            told(off),
            x.elements(),
            columns.elements(),
            (double) columns.elements() / x.elements()));
  }

  private static void refusals(Findings findings) {
    Map<String, ConvolutionPlan> plans = new LinkedHashMap<>();
    // begin plans
    Tensor x = Tensor.zeros(1, 32, 28, 28);
    plans.put("3×3", ConvolutionPlan.of(x, Tensor.zeros(64, 32, 3, 3), ConvOptions.DEFAULT));
    plans.put(
        "3×3, stride 2",
        ConvolutionPlan.of(x, Tensor.zeros(64, 32, 3, 3), ConvOptions.DEFAULT.withStride(2)));
    plans.put("1×1", ConvolutionPlan.of(x, Tensor.zeros(64, 32, 1, 1), ConvOptions.DEFAULT));
    plans.put(
        "3×3, 32 groups",
        ConvolutionPlan.of(x, Tensor.zeros(32, 1, 3, 3), ConvOptions.DEFAULT.withGroups(32)));
    // end plans
    StringBuilder table = new StringBuilder();
    plans.forEach((name, plan) -> {
      table.append(name).append('\n');
      for (ConvolutionPlan.Candidate c : plan.candidates(ConvolutionPlan.Pass.FORWARD)) {
        if (SPECIAL.contains(c.algorithm())) {
          String answer = c.refusal().map(why -> "no: " + why).orElse("can");
          table.append(String.format(Locale.ROOT, "  %-13s %s%n", c.algorithm().label(), answer));
        }
      }
    });
    findings.text("plans", table.toString());
  }

  private static void winograd(Findings findings) {
    Tensor x = RandomTensors.normal(Rng.of(18), 1, 32, 28, 28);
    Tensor weight = RandomTensors.normal(Rng.of(19), 32, 32, 3, 3);
    Tensor exact = x.to(DType.FLOAT64).conv2d(weight.to(DType.FLOAT64), null, ConvOptions.DEFAULT);
    StringBuilder table = new StringBuilder("               multiplications a number   error\n");
    Map<ConvAlgorithm, Double> counts = new LinkedHashMap<>();
    counts.put(ConvAlgorithm.NAIVE, 9.0);
    counts.put(ConvAlgorithm.WINOGRAD_2X2, 16 / 4.0);
    counts.put(ConvAlgorithm.WINOGRAD_4X4, 36 / 16.0);
    counts.forEach((algorithm, count) -> {
      // begin pinned
      Tensor y = x.conv2d(weight, null, ConvOptions.DEFAULT.withAlgorithm(algorithm));
      // end pinned
      table.append(
          String.format(
              Locale.ROOT, "%-13s  %24.2f   %.1E%n", algorithm.label(), count, distance(y, exact)));
    });
    findings.text("winograd", table.toString());
  }
}

package octavo.cli.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import octavo.cli.bench.LadderBench;
import octavo.cli.bench.LadderBench.Kind;
import octavo.cli.bench.LadderPoint;
import octavo.cli.bench.LadderText;
import octavo.plot.Chart;
import octavo.tensor.Machine;

/// The ladder, timed on the machine at hand: shorter than `octavo bench ladder` does it, to be part of a page.
final class LadderTimes {
  private static final List<Integer> SIZES = List.of(64, 128, 256, 384, 512, 768, 1024);

  /// Seconds for a point, and the longest call that is waited for.
  private static final double SECONDS = 0.15;

  private static final double LIMIT = 1.5;

  private final Supplier<List<LadderPoint>> products =
      Findings.once(() -> points(Kind.GEMM, SIZES));
  private final Supplier<List<LadderPoint>> convolution =
      Findings.once(() -> points(Kind.CONV, Kind.CONV.usualSizes()));

  void addTo(Findings findings) {
    findings.measuredText("convolution", () -> lines(LadderText.convTable(convolution.get())));
    findings.measuredText("products", this::productTable);
    findings.measuredFigure("ladder", this::chart);
  }

  private Chart chart() {
    return LadderText.chart(Kind.GEMM, products.get());
  }

  private String productTable() {
    List<String> table = new ArrayList<>(List.of(LadderText.gemmHeading()));
    for (int size : SIZES) {
      table.add(LadderText.gemmRow(products.get().stream().filter(p -> p.size() == size).toList()));
    }
    return lines(table);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }

  private static List<LadderPoint> points(Kind kind, List<Integer> sizes) {
    LadderBench bench = new LadderBench(kind, SECONDS, LIMIT, Machine.measure().peakGflops());
    bench.warmUp();
    List<LadderPoint> points = new ArrayList<>();
    sizes.forEach(size -> points.addAll(bench.points(size)));
    return points;
  }
}

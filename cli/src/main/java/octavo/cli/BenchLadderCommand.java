package octavo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.cli.bench.LadderBench;
import octavo.cli.bench.LadderBench.Kind;
import octavo.cli.bench.LadderPoint;
import octavo.cli.bench.LadderText;
import octavo.tensor.Machine;
import octavo.tensor.Threads;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `octavo bench ladder`: from the loops of the definition to the kernels of the library, each rung
/// timed on this machine.
@Command(
    name = "ladder",
    description =
        "Time every rung from the naive loops to the library's kernels, as a share of the peak.",
    showDefaultValues = true)
final class BenchLadderCommand implements Callable<Integer> {
  private static final int LARGEST_MATRIX = 16384;
  private static final int LARGEST_PICTURE = 4096;

  @Parameters(
      arity = "0..1",
      paramLabel = "gemm|conv",
      description = "The product n×n×n, or the convolution 3→64 with filters of 3×3.")
  private Kind kind = Kind.GEMM;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description =
          "Rows of the matrices or of the picture. Default: for gemm 32, 64, … 1024, 1280, 1536,"
              + " 1792; for conv 224.")
  private List<Integer> sizes = List.of();

  @Option(names = "--seconds", description = "How long to time each point, at least one call.")
  private double seconds = 0.3;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "Skip a point of which one call would take longer.")
  private double limit = 30;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the numbers to a file.")
  private @Nullable Path csv;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the plot.")
  private @Nullable Path svg;

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    options.apply(command, seconds);
    OptionChecks.positive("--limit", limit);
    OutputFile.check("--csv", csv);
    OutputFile.check("--svg", svg);
    OutputFile.checkSvg("--svg", svg);
    List<Integer> chosen = chosen();
    PrintWriter out = command.commandLine().getOut();
    Machine machine = Machine.measure();
    if (!options.json()) {
      describe(machine, out);
    }
    LadderBench bench = new LadderBench(kind, seconds, limit, machine.peakGflops());
    bench.warmUp();
    List<LadderPoint> all = new ArrayList<>();
    for (int size : chosen) {
      List<LadderPoint> points = bench.points(size);
      all.addAll(points);
      print(points, out);
    }
    if (!options.json()) {
      LadderText.skipped(all, limit).forEach(out::println);
    }
    write(all, out);
    out.flush();
    return 0;
  }

  private List<Integer> chosen() {
    if (sizes.isEmpty()) {
      return kind.usualSizes();
    }
    int least = kind == Kind.CONV ? Kind.KERNEL : 1;
    int most = kind == Kind.CONV ? LARGEST_PICTURE : LARGEST_MATRIX;
    for (int size : sizes) {
      if (size < least || size > most) {
        throw new Main.WrongUse(
            "--sizes must be from %d to %d for %s, but one is %d."
                .formatted(least, most, kind.label(), size));
      }
    }
    return sizes.stream().sorted().distinct().toList();
  }

  private void describe(Machine machine, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s, %s, %d cores, Java %s%n",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
    if (machine.simd()) {
      out.printf(
          Locale.ROOT,
          "vectors of %d bits, at most %.1f GFLOP/s a core (measured); parallel, unrolled and packed on %d"
              + " thread%s and a share of so many cores%n%n",
          machine.vectorBits(),
          machine.peakGflops(),
          Threads.count(),
          Threads.count() == 1 ? "" : "s");
    } else {
      out.printf("The Vector API is off, so four rungs are missing; octavo doctor says more.%n%n");
    }
    if (kind == Kind.GEMM) {
      out.println("GFLOP/s and share of the peak of C = A·B, float32, n × n");
      out.println(LadderText.gemmHeading());
    }
    out.flush();
  }

  private void print(List<LadderPoint> points, PrintWriter out) {
    if (options.json()) {
      points.forEach(point -> out.println(point.json()));
    } else if (kind == Kind.GEMM) {
      out.println(LadderText.gemmRow(points));
    } else {
      LadderText.convTable(points).forEach(out::println);
      out.println();
    }
    out.flush();
  }

  private void write(List<LadderPoint> all, PrintWriter out) throws IOException {
    if (csv != null) {
      List<String> lines = new ArrayList<>(List.of(LadderPoint.csvHeading()));
      all.forEach(point -> lines.add(point.csv()));
      Files.write(csv, lines);
    }
    if (svg != null) {
      Files.writeString(svg, LadderText.chart(kind, all).svg());
    }
    if (!options.json() && (csv != null || svg != null)) {
      out.println(
          "Written: " + (csv == null ? "" : csv + " ") + (svg == null ? "" : svg.toString()));
    }
  }
}

package octavo.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import octavo.cli.bench.Suite;
import octavo.cli.bench.Timing;
import octavo.cli.bench.Workload;
import octavo.format.Json;
import octavo.tensor.Threads;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo bench`: how long the workloads of the suite take on this machine.
@Command(
    name = "bench",
    description = "Time the workloads of the suite, in process and warmed up.",
    showDefaultValues = true)
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "REGEX", description = "Only workloads that match.")
  private String only = ".";

  @Option(names = "--threads", description = "Threads. Default: all cores.")
  private @Nullable Integer threads;

  @Option(names = "--seconds", description = "How long to time each workload.")
  private double seconds = 0.7;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--list", description = "Print the names and time nothing.")
  private boolean list;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (threads != null) {
      if (threads < 1) {
        throw new Main.WrongUse("--threads must be at least 1, but is " + threads + ".");
      }
      Threads.use(threads);
    }
    if (!(seconds > 0)) {
      throw new Main.WrongUse("--seconds must be positive, but is " + seconds + ".");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Workload> chosen = chosen();
    if (list) {
      chosen.forEach(workload -> out.println(workload.name()));
      out.flush();
      return 0;
    }
    if (!json) {
      out.printf("%-32s %12s %12s %10s%n", "workload", "best ms", "median ms", "GFLOP/s");
    }
    for (Workload workload : chosen) {
      Timing timing = Timing.of(workload, seconds);
      double gflops = workload.flops() / timing.best() / 1e6;
      out.println(json ? line(workload, timing, gflops) : row(workload, timing, gflops));
      out.flush();
    }
    return 0;
  }

  private List<Workload> chosen() {
    Pattern pattern;
    try {
      pattern = Pattern.compile(only);
    } catch (PatternSyntaxException e) {
      throw new Main.WrongUse("--only must be a regular expression: " + e.getDescription() + ".");
    }
    List<Workload> chosen =
        Suite.all().stream().filter(w -> pattern.matcher(w.name()).find()).toList();
    if (chosen.isEmpty()) {
      throw new Main.WrongUse("no workload matches '" + only + "'. See octavo bench --list.");
    }
    return chosen;
  }

  private static String row(Workload workload, Timing timing, double gflops) {
    String rate = workload.flops() == 0 ? "" : String.format(Locale.ROOT, "%.1f", gflops);
    return String.format(
        Locale.ROOT,
        "%-32s %12.4f %12.4f %10s",
        workload.name(),
        timing.best(),
        timing.median(),
        rate);
  }

  private static double rounded(double x) {
    return Math.round(x * 1e5) / 1e5;
  }

  private static String line(Workload workload, Timing timing, double gflops) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", workload.name());
    row.put("threads", (long) Threads.count());
    row.put("ms", rounded(timing.best()));
    row.put("median_ms", rounded(timing.median()));
    row.put("gflops", rounded(gflops));
    return Json.write(row);
  }
}

package octavo.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import octavo.cli.bench.BenchRow;
import octavo.cli.bench.Suite;
import octavo.cli.bench.Workload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo bench`: how long the workloads of the suite take on this machine. Its subcommands time
/// products and convolutions of any shape, and the rungs of the ladder.
@Command(
    name = "bench",
    description =
        "Time the workloads of the suite, in process and warmed up; or, with a subcommand, any other.",
    showDefaultValues = true,
    subcommands = {BenchGemmCommand.class, BenchConvCommand.class, BenchLadderCommand.class})
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
    OptionChecks.useThreads(threads);
    OptionChecks.positive("--seconds", seconds);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Workload> chosen = chosen();
    if (list) {
      chosen.forEach(workload -> out.println(workload.name()));
      out.flush();
      return 0;
    }
    if (!json) {
      out.println(BenchRow.heading());
    }
    for (Workload workload : chosen) {
      out.println(BenchRow.of(workload, seconds).line(json));
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
}

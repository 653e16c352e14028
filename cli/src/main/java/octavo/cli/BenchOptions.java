package octavo.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import octavo.cli.bench.BenchRow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// Options that the subcommands of `octavo bench` share.
final class BenchOptions {
  @Option(names = "--threads", description = "Threads. Default: all cores.")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  /// Whether JSON is wanted.
  boolean json() {
    return json;
  }

  /// Prints a row, under the heading unless JSON is wanted.
  void print(PrintWriter out, BenchRow row) {
    if (!json) {
      out.println(BenchRow.heading());
    }
    out.println(row.line(json));
    out.flush();
  }

  /// Sets the threads; refuses options of `octavo bench` itself, which would not be heard.
  void apply(CommandSpec command, double seconds) {
    CommandLine parent = Objects.requireNonNull(command.parent()).commandLine();
    List<OptionSpec> before =
        parent.getParseResult().matchedOptions().stream().filter(o -> !o.inherited()).toList();
    for (OptionSpec option : before) {
      if (!option.longestName().equals("--trace")) {
        throw new Main.WrongUse(
            "%s must follow %s, but stands before it. octavo bench %s --help shows its options."
                .formatted(option.longestName(), command.name(), command.name()));
      }
    }
    OptionChecks.useThreads(threads);
    OptionChecks.positive("--seconds", seconds);
  }
}

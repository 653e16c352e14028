package octavo.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command prints tables: a terminal, whose lines are only so long, or a file or pipe, where nothing is
/// cut.
///
/// @param out what is printed to
/// @param width letters of a line
/// @param lines whether lines can be drawn
record Screen(PrintWriter out, int width, boolean lines) {
  private static final int ENDLESS = 100_000;
  private static final int LEAST = 40;

  static Screen of(@Nullable CommandSpec spec) {
    CommandSpec command = Objects.requireNonNull(spec);
    Terminal terminal = Terminal.detect();
    int width = ENDLESS;
    if (terminal.interactive()) {
      width = Math.max(LEAST, command.usageMessage().autoWidth(true).width());
    }
    return new Screen(command.commandLine().getOut(), width, terminal.blocks());
  }

  /// Prints lines, each cut to the width.
  void print(String text) {
    text.lines().forEach(line -> out.println(shown(line)));
  }

  private String shown(String line) {
    String plain = lines ? line : line.replace('─', '-').replace('…', '~');
    return plain.length() <= width ? plain : plain.substring(0, width - 1) + (lines ? "…" : "~");
  }
}

package octavo.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command `octavo`.
///
/// Exit codes: 0 for success, 1 for a failure, 2 for wrong use, 130 when stopped by Ctrl-C. Errors
/// are one line on standard error; `--trace` shows where they come from.
@Command(
    name = "octavo",
    description = "Deep learning for the JVM: train, evaluate, predict, measure, look inside.",
    mixinStandardHelpOptions = true,
    version = "octavo 0.1.0-SNAPSHOT",
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      ChapterCommand.class,
      InspectCommand.class,
      LintCommand.class,
      GenerateCompletion.class
    })
public final class Main implements Runnable {
  private static final Pattern CONSTANTS = Pattern.compile("(?<=expected one of )\\[[A-Z_, ]+]");

  @Option(
      names = "--trace",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean trace;

  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] args) {
    StandardOutput written = new StandardOutput();
    System.setOut(new PrintStream(written, /* autoFlush= */ true, System.out.charset()));
    CommandLine line = new CommandLine(new Main());
    int code = run(line, args);
    line.getOut().flush();
    IOException failure = written.failure();
    System.exit(failure == null || written.wasLeft() ? code : notWritten(line, failure, code));
  }

  /// Runs a command that prints to these writers and returns its exit code.
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err);
    int code = run(line, args);
    return out.checkError() ? notWritten(line, null, code) : code;
  }

  /// Says that what was printed did not arrive, which the writers only remember, and returns the exit code.
  private static int notWritten(CommandLine line, @Nullable IOException cause, int code) {
    String why = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    line.getErr().println("octavo: not all of the output could be written" + why + ".");
    return code == 0 ? 1 : code;
  }

  private static int run(CommandLine line, String... args) {
    Main main = line.getCommand();
    // what is inherited overwrites what a subcommand says of itself
    Objects.requireNonNull(line.getSubcommands().get("bench"))
        .getCommandSpec()
        .usageMessage()
        .synopsisSubcommandLabel("[COMMAND]");
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAllowSubcommandsAsOptionParameters(true); // bench --only gemm
    line.setParameterExceptionHandler((e, given) -> {
      CommandLine command = e.getCommandLine();
      command
          .getErr()
          .println(
              "octavo: "
                  + (e instanceof UnmatchedArgumentException unknown
                      ? wrong(unknown)
                      : oneLine(e)));
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      return 2;
    });
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      if (main.trace) {
        e.printStackTrace(command.getErr());
      } else {
        command.getErr().println("octavo: " + oneLine(e));
      }
      return e instanceof WrongUse ? 2 : 1;
    });
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) { // which picocli lets through
      if (main.trace) {
        e.printStackTrace(line.getErr());
      } else {
        line.getErr()
            .println(
                "octavo: the heap must hold what the command needs, but its %d MB are full. Allow it more: OCTAVO_JAVA_OPTIONS=-Xmx4g octavo …"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20));
      }
      return 1;
    }
  }

  /// The first word that fits nowhere, and what may have been meant by it.
  private static String wrong(UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String word = e.getUnmatched().getFirst();
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      List<String> names =
          command.options().stream().flatMap(option -> Stream.of(option.names())).toList();
      return "there is no option '%s'.%s".formatted(name, Suggestion.of(name, names));
    }
    return command.subcommands().isEmpty() || !command.positionalParameters().isEmpty()
        ? "'%s' is one word too many.".formatted(word)
        : "there is no command '%s'.%s"
            .formatted(word, Suggestion.of(word, command.subcommands().keySet()));
  }

  /// The first line of a message, with the names of constants as they are written in a command.
  private static String oneLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse("");
    return CONSTANTS.matcher(line).replaceAll(names -> names.group().toLowerCase(Locale.ROOT));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
  }

  /// The user asked for something that does not exist or does not fit.
  static final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongUse(String message) {
      super(message);
    }
  }
}

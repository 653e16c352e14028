package octavo.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import octavo.tensor.Threads;
import org.jspecify.annotations.Nullable;

/// What the values of options must be, and what is said of others.
final class OptionChecks {
  private OptionChecks() {}

  /// Takes so many threads, if a number of them is given.
  static void useThreads(@Nullable Integer threads) {
    if (threads != null) {
      if (threads > Threads.MOST) {
        throw new Main.WrongUse(
            "--threads must be at most %d, but is %d. More than there are cores make nothing faster."
                .formatted(Threads.MOST, threads));
      }
      Threads.use(atLeast("--threads", 1, threads));
    }
  }

  /// A folder that has a name: an empty one, such as a variable of the shell that is not set, would be the folder
  /// one stands in.
  static void folder(String option, Path folder) {
    if (folder.toString().isEmpty()) {
      throw new Main.WrongUse(option + " must name a folder, but is empty. Say . for this one.");
    }
  }

  /// A number that is given.
  static int atLeast(String option, int least, int value) {
    if (value < least) {
      throw new Main.WrongUse("%s must be at least %d, but is %d.".formatted(option, least, value));
    }
    return value;
  }

  /// A number that is given.
  static double positive(String option, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new Main.WrongUse("%s must be a positive number, but is %s.".formatted(option, value));
    }
    return value;
  }

  /// One or more numbers with an x between them.
  ///
  /// @param option the option they are of
  /// @param meaning what they are, for the message
  /// @param text what the user gave
  /// @param least how small each may be
  /// @param counts how many there may be
  static int[] sizes(String option, String meaning, String text, int least, int... counts) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("x", -1);
    boolean fits = false;
    for (int count : counts) {
      fits |= parts.length == count;
    }
    int[] sizes = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        sizes[i] = Integer.parseInt(parts[i].strip());
      } catch (NumberFormatException e) {
        fits = false;
      }
      fits &= sizes[i] >= least;
    }
    if (!fits) {
      throw new Main.WrongUse("%s must be %s, but is '%s'.".formatted(option, meaning, text));
    }
    return sizes;
  }

  /// The value whose name is given.
  ///
  /// @param option the option it is of
  /// @param values all values
  /// @param name what each is called on the command line
  /// @param text what the user gave
  static <T> T oneOf(String option, List<T> values, Function<T, String> name, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return values.stream()
        .filter(value -> name.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new Main.WrongUse(
                "%s must be one of %s, but is '%s'."
                    .formatted(
                        option,
                        values.stream().map(name).collect(Collectors.joining(", ")),
                        text)));
  }
}

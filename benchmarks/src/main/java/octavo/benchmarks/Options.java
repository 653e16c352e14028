package octavo.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was said on the command line: `--name value` pairs.
public final class Options {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Options() {}

  /// Reads pairs.
  ///
  /// @param arguments the command line
  /// @param names what may be said
  /// @throws IllegalArgumentException if something else is said, or a value is missing
  public static Options parse(String[] arguments, String... names) {
    List<String> known = Arrays.asList(names);
    Options options = new Options();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "options: an option must be one of %s, but is '%s'.".formatted(known, name));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "options: " + name + " must have a value, but has none.");
      }
      options.values.put(name, arguments[i + 1]);
    }
    return options;
  }

  /// A text, or `otherwise` if the option was not given.
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /// A whole number of at least 1.
  ///
  /// @throws IllegalArgumentException if it is none
  public int integer(String name, int otherwise) {
    return integer(name, text(name, String.valueOf(otherwise)));
  }

  private static int integer(String name, String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "options: %s must be a whole number of at least 1, but is '%s'.".formatted(name, text));
    }
    return Integer.parseInt(text);
  }

  /// Whole numbers of at least 1 with commas between them.
  ///
  /// @throws IllegalArgumentException if one is none
  public List<Integer> integers(String name, String otherwise) {
    return Arrays.stream(text(name, otherwise).split(",", -1))
        .map(text -> integer(name, text))
        .toList();
  }

  /// A positive number.
  ///
  /// @throws IllegalArgumentException if it is none
  public double number(String name, double otherwise) {
    String text = text(name, String.valueOf(otherwise));
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "options: %s must be a positive number, but is '%s'.".formatted(name, text));
    }
    return value;
  }
}

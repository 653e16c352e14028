package octavo.cli;

import java.util.regex.Pattern;

/// A word as it is typed to a shell.
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

  private ShellWord() {}

  /// The word itself, or between quotes if the shell would take it apart.
  static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

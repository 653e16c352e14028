package octavo.cli;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.Map;

/// What the standard output can show.
///
/// @param interactive whether a person watches: lines may be drawn again
/// @param color whether colors are wanted
/// @param blocks whether it can show block characters
record Terminal(boolean interactive, boolean color, boolean blocks) {
  /// The terminal of this process. `NO_COLOR` in the environment switches colors off
  /// (no-color.org), and so does `TERM=dumb`, which draws no line again either.
  static Terminal detect() {
    Console console = System.console();
    Map<String, String> environment = System.getenv();
    boolean there = console != null && console.isTerminal();
    String encoding = System.getProperty("stdout.encoding", "US-ASCII");
    return of(there, environment, Charset.forName(encoding));
  }

  static Terminal of(boolean there, Map<String, String> environment, Charset charset) {
    boolean smart = there && !"dumb".equals(environment.get("TERM"));
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean blocks = charset.canEncode() && charset.newEncoder().canEncode("█░▀");
    return new Terminal(smart, smart && !plain, blocks);
  }
}

package octavo.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/// What a command printed and how it ended.
///
/// @param code the exit code
/// @param out the standard output
/// @param err the standard error
record Result(int code, String out, String err) {
  /// Runs a command in this process. Paths are taken as they print.
  static Result of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i] instanceof Path path ? path.toString() : (String) args[i];
    }
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Result(code, out.toString(), err.toString());
  }
}

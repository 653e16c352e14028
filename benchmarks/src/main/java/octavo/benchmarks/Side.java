package octavo.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that is measured: a command that prints rows, in a process of its own.
///
/// @param name the heading of its column
/// @param command the program with its fixed arguments; `--threads`, `--seconds` and `--only` are
///     added
/// @param version the arguments that make it print its version instead
/// @param environment further variables of its environment
record Side(
    String name, List<String> command, List<String> version, Map<String, String> environment) {

  /// Runs the rows that match and returns the lines of objects that were printed.
  ///
  /// @throws IOException if the program fails or prints no row; names the last line of its errors
  List<String> rows(int threads, double seconds, String only)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of("--threads", String.valueOf(threads)));
    whole.addAll(List.of("--seconds", String.valueOf(seconds), "--only", only));
    return run(whole, threads).lines().filter(line -> line.startsWith("{")).toList();
  }

  /// Name and version as the program prints them, or the name where it has no version to print.
  String versionText() throws IOException, InterruptedException {
    return version.isEmpty() ? name : run(version, 1).strip();
  }

  private String run(List<String> whole, int threads) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("octavo-benchmarks", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(whole).redirectError(errors.toFile());
      Map<String, String> variables = builder.environment();
      for (String pool : List.of("OMP", "MKL", "OPENBLAS")) {
        variables.put(pool + "_NUM_THREADS", String.valueOf(threads));
      }
      variables.putAll(environment);
      Process process = builder.start();
      String output;
      try (var in = process.getInputStream()) {
        output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } finally {
        process.destroy();
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s: the program must end with 0, but ended with %d: %s"
                .formatted(name, code, last(Files.readString(errors))));
      }
      return output;
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static @Nullable String last(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("no message");
  }
}

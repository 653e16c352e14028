package octavo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the measurements were made on.
final class Machine {
  private Machine() {}

  /// Processor, cores, memory and operating system, as far as they can be known.
  static String description() {
    int cores = Runtime.getRuntime().availableProcessors();
    return "%s, %d %s, %s%s %s"
        .formatted(
            processor(),
            cores,
            cores == 1 ? "core" : "cores",
            memory(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }

  private static String processor() {
    return field(Path.of("/proc/cpuinfo"), "model name", "processor unknown")
        + (field(Path.of("/proc/cpuinfo"), "flags", "").contains(" avx512f") ? " (AVX-512)" : "");
  }

  private static String memory() {
    String kilobytes = field(Path.of("/proc/meminfo"), "MemTotal", "").replaceAll("\\D", "");
    return kilobytes.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.0f GiB, ", Long.parseLong(kilobytes) / 1048576.0);
  }

  /// The first value of a file of `name : value` lines.
  static String field(Path file, String name, String otherwise) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceFirst("^[^:]*:\\s*", "").strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}

package octavo.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.format.Json;
import octavo.tensor.Machine;
import octavo.tensor.Threads;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo doctor`: what this machine offers, and whether it is used.
@Command(name = "doctor", description = "Show what this machine offers and whether it is used.")
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Machine machine = Machine.measure();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put(
        "java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    found.put("vm", System.getProperty("java.vm.name"));
    found.put("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
    found.put(
        "simd",
        machine.simd()
            ? "on"
            : "off: start java with --add-modules jdk.incubator.vector, or put octavo on the module"
                + " path");
    found.put("vector bits", (long) machine.vectorBits());
    found.put("cores", (long) Runtime.getRuntime().availableProcessors());
    found.put("threads", (long) Threads.count());
    found.put("caches", Machine.caches());
    found.put("blocks of products", machine.simd() ? Machine.blocks() : "none without SIMD");
    found.put("heap limit MB", Runtime.getRuntime().maxMemory() >> 20);
    found.put("peak GFLOP/s of one core", rounded(machine.peakGflops()));
    found.put("memory GB/s of one core", rounded(machine.bandwidthGigabytes()));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(Json.write(found));
    } else {
      found.forEach((name, value) -> out.printf(Locale.ROOT, "%-26s %s%n", name, value));
    }
    out.flush();
    return 0;
  }

  private static double rounded(double x) {
    return Math.round(x * 10) / 10.0;
  }
}

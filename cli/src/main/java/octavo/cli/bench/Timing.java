package octavo.cli.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// How long one call of a workload takes.
///
/// @param best the shortest time in milliseconds
/// @param median the median in milliseconds
public record Timing(double best, double median) {
  private static final int FEWEST = 5;
  private static final long PATIENCE = 1_000_000_000;
  private static final long ROUND = 500_000_000;
  private static final long LONGEST_WARMING = 8_000_000_000L;

  /// A best time of more than this share of that before is no progress.
  private static final double STEADY = 0.97;

  /// The share of a round that the compiler may be at work when the workload counts as warm.
  private static final double QUIET = 0.1;

  /// None in a virtual machine that only interprets.
  private static final @Nullable CompilationMXBean COMPILER =
      ManagementFactory.getCompilationMXBean();

  /// Calls the workload until it is warm and then for `seconds`, at least five times.
  ///
  /// @throws IllegalStateException if a result is not finite
  public static Timing of(Workload workload, double seconds) {
    HeapTouch.once();
    StepMemory memory = new StepMemory();
    Supplier<Tensor> work = workload.setup().get();
    Tensor[] result = new Tensor[1]; // ends with its step, as in a loop
    Runnable call = () -> memory.execute(() -> result[0] = work.get());
    memory.execute(() -> check(workload, work.get()));
    warm(call, seconds);
    double[] times = new double[1 << 20];
    int n = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while ((System.nanoTime() < end || n < FEWEST) && n < times.length) {
      long start = System.nanoTime();
      call.run();
      times[n++] = (System.nanoTime() - start) / 1e6;
    }
    memory.execute(() -> check(workload, work.get()));
    double[] sorted = Arrays.copyOf(times, n);
    Arrays.sort(sorted);
    return new Timing(sorted[0], sorted[n / 2]);
  }

  /// Calls for at least a second, and on until half a second (and a few calls) bring nothing faster
  /// and the compiler, which needs a processor too, had next to nothing to do; at most for
  /// [#LONGEST_WARMING].
  private static void warm(Runnable call, double seconds) {
    long begin = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    while (System.nanoTime() - begin < LONGEST_WARMING) {
      double before = best;
      long compiled = compilation();
      long round = System.nanoTime();
      int calls = 0;
      do {
        long start = System.nanoTime();
        call.run();
        best = Math.min(best, System.nanoTime() - start);
        calls++;
      } while (System.nanoTime() - round < ROUND || calls < FEWEST);
      boolean enough = System.nanoTime() - begin >= Math.max(seconds, 1) * 1e9;
      double busy = (compilation() - compiled) * 1e6 / (System.nanoTime() - round);
      if (enough && best > STEADY * before && busy < QUIET) {
        return;
      }
    }
  }

  /// Milliseconds that the virtual machine has compiled, 0 if it does not tell.
  private static long compilation() {
    return COMPILER != null && COMPILER.isCompilationTimeMonitoringSupported()
        ? COMPILER.getTotalCompilationTime()
        : 0;
  }

  /// Calls the workload for `seconds`; for what is warm already, or too slow to be called often: at
  /// least five times, but if that takes more than a second, as often as one second allows, and once.
  ///
  /// @throws IllegalStateException if a result is not finite
  public static Timing atLeastOnce(Workload workload, double seconds) {
    StepMemory memory = new StepMemory();
    Supplier<Tensor> work = workload.setup().get();
    Supplier<Tensor> call = () -> memory.run(work);
    List<Double> times = new ArrayList<>();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    long patience = Math.max(end, begin + PATIENCE);
    Tensor last;
    do {
      long start = System.nanoTime();
      last = call.get();
      times.add((System.nanoTime() - start) / 1e6);
    } while (System.nanoTime() < end || (times.size() < FEWEST && System.nanoTime() < patience));
    check(workload, last);
    Collections.sort(times);
    return new Timing(times.getFirst(), times.get(times.size() / 2));
  }

  private static void check(Workload workload, Tensor result) {
    if (result.stopGradient().isFinite().all().item() == 0) {
      throw new IllegalStateException(
          "bench: the result of " + workload.name() + " must be finite, but is not.");
    }
  }
}

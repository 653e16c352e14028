package octavo.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import octavo.tensor.Tensor;

/// How long one call of a workload takes.
///
/// @param best the shortest time in milliseconds
/// @param median the median in milliseconds
public record Timing(double best, double median) {
  private static final int FEWEST = 5;
  private static final long PATIENCE = 1_000_000_000;

  /// Calls the workload until it is warm and then for `seconds`, at least five times.
  ///
  /// @throws IllegalStateException if a result is not finite
  public static Timing of(Workload workload, double seconds) {
    Supplier<Tensor> call = workload.setup().get();
    check(workload, call.get());
    long warm = System.nanoTime() + (long) (Math.max(seconds, 1) * 1e9);
    Tensor last = call.get();
    for (int i = 0; i < 3 || System.nanoTime() < warm; i++) {
      last = call.get();
    }
    double[] times = new double[1 << 20];
    int n = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while ((System.nanoTime() < end || n < FEWEST) && n < times.length) {
      long start = System.nanoTime();
      last = call.get();
      times[n++] = (System.nanoTime() - start) / 1e6;
    }
    check(workload, last); // also keeps the work from being optimized away
    double[] sorted = Arrays.copyOf(times, n);
    Arrays.sort(sorted);
    return new Timing(sorted[0], sorted[n / 2]);
  }

  /// Calls the workload for `seconds`; for what is warm already, or too slow to be called often: at
  /// least five times, but if that takes more than a second, as often as one second allows, and once.
  ///
  /// @throws IllegalStateException if a result is not finite
  public static Timing atLeastOnce(Workload workload, double seconds) {
    Supplier<Tensor> call = workload.setup().get();
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

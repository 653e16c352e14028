package octavo.cli.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Rung;
import octavo.tensor.Tensor;
import octavo.tensor.Threads;

/// Times the rungs of one ladder, size by size. What a call will take is known from the size before;
/// where that is more than the limit, the point is skipped.
public final class LadderBench {
  /// A rung is warmed up so many times as long as a point is timed, at most one second.
  private static final double WARM = 4;

  private final Kind kind;
  private final double seconds;
  private final double limit;
  private final double peak;
  private final Map<Rung, LadderPoint> before = new EnumMap<>(Rung.class);

  /// A run.
  ///
  /// @param kind the ladder
  /// @param seconds how long each point is timed
  /// @param limit how long one call may take, in seconds
  /// @param peak GFLOP/s of one core at most, 0 if unknown
  public LadderBench(Kind kind, double seconds, double limit, double peak) {
    this.kind = kind;
    this.seconds = seconds;
    this.limit = limit;
    this.peak = peak;
  }

  /// What is computed.
  public enum Kind {
    /// The product of two square matrices.
    GEMM,
    /// The convolution of a square picture of 3 channels with 64 filters of 3×3.
    CONV;

    /// The rows of a filter of [#CONV].
    public static final int KERNEL = 3;

    private static final int IN = 3;
    private static final int OUT = 64;

    /// Its name on the command line.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return label();
    }

    /// The sizes of the article that this ladder follows.
    public List<Integer> usualSizes() {
      if (this == CONV) {
        return List.of(224);
      }
      List<Integer> sizes = new ArrayList<>();
      for (int n = 32; n <= 1024; n += 32) {
        sizes.add(n);
      }
      sizes.addAll(List.of(1280, 1536, 1792));
      return sizes;
    }

    /// Floating-point operations for one size.
    public double flops(int size) {
      double out = size - KERNEL + 1;
      return this == GEMM ? 2.0 * size * size * size : 2.0 * OUT * IN * KERNEL * KERNEL * out * out;
    }

    private Supplier<Tensor> setup(Rung rung, int size) {
      Rng rng = Rng.of(0);
      if (this == GEMM) {
        Tensor a = RandomTensors.normal(rng, size, size);
        Tensor b = RandomTensors.normal(rng, size, size);
        return () -> rung.gemm(a, b);
      }
      Tensor x = RandomTensors.normal(rng, 1, IN, size, size);
      Tensor w = RandomTensors.normal(rng, OUT, IN, KERNEL, KERNEL);
      return () -> rung.conv2d(x, w, null, ConvOptions.DEFAULT);
    }
  }

  /// The rungs that this process can run.
  public static List<Rung> rungs() {
    return Stream.of(Rung.values()).filter(Rung::isAvailable).toList();
  }

  private Workload workload(Rung rung, int size) {
    return new Workload(
        "ladder/%s/%s/%d".formatted(kind.label(), rung.label(), size),
        kind.flops(size),
        () -> kind.setup(rung, size));
  }

  /// Lets the compiler see every rung.
  public void warmUp() {
    for (Rung rung : rungs()) {
      Timing.atLeastOnce(workload(rung, 64), Math.min(1, WARM * seconds));
    }
  }

  /// All rungs for one size.
  public List<LadderPoint> points(int size) {
    List<LadderPoint> points = new ArrayList<>();
    for (Rung rung : rungs()) {
      Workload workload = workload(rung, size);
      int threads = rung.usesThreads() ? Threads.count() : 1;
      int cores = Math.min(threads, Runtime.getRuntime().availableProcessors());
      double expected = expected(rung, workload.flops());
      Optional<Timing> timing =
          expected > 1e3 * limit ? Optional.empty() : Optional.of(timing(rung, workload));
      LadderPoint point =
          new LadderPoint(
              workload.name(),
              rung,
              size,
              threads,
              workload.flops(),
              peak * cores,
              timing,
              expected);
      timing.ifPresent(t -> before.put(rung, point));
      points.add(point);
    }
    return points;
  }

  /// The planner may choose another algorithm for each size of a picture, which the compiler has not seen.
  private Timing timing(Rung rung, Workload workload) {
    boolean chosen = kind == Kind.CONV && rung == Rung.PACKED;
    return chosen ? Timing.of(workload, seconds) : Timing.atLeastOnce(workload, seconds);
  }

  /// Milliseconds by the rate at the size before; 0 at the first one.
  private double expected(Rung rung, double flops) {
    LadderPoint last = before.get(rung);
    return last == null ? 0 : last.timing().orElseThrow().best() * flops / last.flops();
  }
}

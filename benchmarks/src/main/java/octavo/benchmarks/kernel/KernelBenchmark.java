package octavo.benchmarks.kernel;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The same kernel by the oracle and by the twin.
///
/// @param <K> the contract of the family
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class KernelBenchmark<K> {
  /// The rounding unit of contracts: the distance of 1 and the next float.
  static final double EPSILON = 0x1p-23;

  private final K oracle;
  private final K twin;

  /// A pair.
  ///
  /// @param oracle the definition
  /// @param twin what must equal it
  protected KernelBenchmark(K oracle, K twin) {
    this.oracle = oracle;
    this.twin = twin;
  }

  /// Calls the kernel once and returns the array that it wrote, which the next call may overwrite.
  protected abstract float[] compute(K kernels);

  /// By how much the twin may miss one number of the oracle.
  protected abstract double tolerance(float expected);

  /// Puts back what [#compute] has changed besides its result.
  protected void restore() {}

  /// Compares the twin with the oracle.
  ///
  /// @throws IllegalStateException if a number differs by more than the contract allows
  @Setup(Level.Trial)
  public void check() {
    restore();
    float[] expected = compute(oracle).clone();
    restore();
    float[] found = compute(twin);
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - found[i]);
      boolean same = Float.compare(expected[i], found[i]) == 0;
      if (!same && !(difference <= tolerance(expected[i]))) {
        throw new IllegalStateException(
            "%s: the twin must equal the oracle within %.3g, but element %d is %s instead of %s."
                .formatted(
                    getClass().getSimpleName(), tolerance(expected[i]), i, found[i], expected[i]));
      }
    }
  }

  /// The scalar definition.
  @Benchmark
  public float[] oracle() {
    return compute(oracle);
  }

  /// The kernel in use.
  @Benchmark
  public float[] twin() {
    return compute(twin);
  }

  /// Seeded normal numbers.
  static View normal(long seed, int... sizes) {
    View view = zeros(sizes);
    Random random = new Random(seed);
    for (int i = 0; i < view.count(); i++) {
      view.floats()[i] = (float) random.nextGaussian();
    }
    return view;
  }

  /// Zeros.
  static View zeros(int... sizes) {
    int n = 1;
    for (int size : sizes) {
      n *= size;
    }
    return View.of(new FloatStorage(new float[n]), sizes);
  }
}

package octavo.benchmarks;

import java.util.concurrent.TimeUnit;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Products of square matrices.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MatmulBenchmark {
  /// The number of rows and columns.
  @Param({"64", "256", "512"})
  private int n;

  private Tensor a = Tensor.zeros(1);
  private Tensor b = Tensor.zeros(1);

  /// Draws the matrices.
  @Setup(Level.Trial)
  public void draw() {
    Rng rng = Rng.of(1);
    a = RandomTensors.normal(rng, n, n);
    b = RandomTensors.normal(rng, n, n);
  }

  /// `a·b`.
  @Benchmark
  public Tensor matmul() {
    return a.matmul(b);
  }
}

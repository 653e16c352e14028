package octavo.benchmarks.kernel;

import octavo.kernel.reduce.ReduceKernels;
import octavo.kernel.reduce.Reduction;
import octavo.kernel.reduce.ScalarReduce;
import octavo.kernel.reduce.SimdReduce;
import octavo.kernel.row.Rows;
import octavo.storage.View;

/// Sums of 256 rows of 4,096 numbers.
public class ReduceBenchmark extends KernelBenchmark<ReduceKernels> {
  private static final int LENGTH = 4096;

  private final Rows x = Rows.along(normal(1, 256, LENGTH), 1);
  private final View y = zeros(256);

  /// The pair.
  public ReduceBenchmark() {
    super(new ScalarReduce(), new SimdReduce());
  }

  @Override
  protected float[] compute(ReduceKernels kernels) {
    kernels.reduce(Reduction.SUM, x, y);
    return y.floats();
  }

  /// `(64 + n/64)·ε·Σ|x|`; of normal numbers `Σ|x| ≈ 0.8·n`.
  @Override
  protected double tolerance(float expected) {
    return (64 + LENGTH / 64.0) * EPSILON * 0.8 * LENGTH;
  }
}

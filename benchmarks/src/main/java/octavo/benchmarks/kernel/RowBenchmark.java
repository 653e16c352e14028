package octavo.benchmarks.kernel;

import octavo.kernel.row.RowKernels;
import octavo.kernel.row.Rows;
import octavo.kernel.row.ScalarRow;
import octavo.kernel.row.SimdRow;

/// Softmax of 256 rows of 1,000 numbers.
public class RowBenchmark extends KernelBenchmark<RowKernels> {
  private static final int LENGTH = 1000;

  private final Rows x = Rows.along(normal(1, 256, LENGTH), 1);
  private final Rows y = Rows.along(zeros(256, LENGTH), 1);

  /// The pair.
  public RowBenchmark() {
    super(new ScalarRow(), new SimdRow());
  }

  @Override
  protected float[] compute(RowKernels kernels) {
    kernels.softmax(x, y);
    return y.floats();
  }

  /// `8·ε·√length`, relative: all terms of the sum are positive.
  @Override
  protected double tolerance(float expected) {
    return 8 * EPSILON * Math.sqrt(LENGTH) * expected;
  }
}

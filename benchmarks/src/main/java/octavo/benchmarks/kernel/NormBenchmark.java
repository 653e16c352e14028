package octavo.benchmarks.kernel;

import octavo.kernel.Kernels;
import octavo.kernel.norm.NormKernels;
import octavo.kernel.norm.ScalarNorm;
import octavo.kernel.row.Rows;
import octavo.storage.View;

/// Layer normalization of 256 rows of 768 numbers.
public class NormBenchmark extends KernelBenchmark<NormKernels> {
  private static final int LENGTH = 768;

  private final Rows x = Rows.along(normal(1, 256, LENGTH), 1);
  private final Rows y = Rows.along(zeros(256, LENGTH), 1);
  private final View weight = normal(2, LENGTH);
  private final View bias = normal(3, LENGTH);
  private final View mean = zeros(256);
  private final View rstd = zeros(256);

  /// The pair; the twin is what the library uses.
  public NormBenchmark() {
    super(new ScalarNorm(), Kernels.NORM);
  }

  @Override
  protected float[] compute(NormKernels kernels) {
    kernels.layerNorm(x, weight, bias, 1e-5, y, mean, rstd);
    return y.floats();
  }

  /// `16·ε·√n`, relative to numbers of size 1 and to the result where that is larger.
  @Override
  protected double tolerance(float expected) {
    return 16 * EPSILON * Math.sqrt(LENGTH) * Math.max(1, Math.abs(expected));
  }
}

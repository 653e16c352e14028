package octavo.benchmarks.kernel;

import octavo.kernel.gemm.GemmKernels;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.ScalarGemm;
import octavo.kernel.gemm.SimdGemm;

/// The product of two matrices of 256 rows and columns.
public class GemmBenchmark extends KernelBenchmark<GemmKernels> {
  private static final int N = 256;

  private final Matrix a = Matrix.of(normal(1, N, N).storage(), N, N);
  private final Matrix b = Matrix.of(normal(2, N, N).storage(), N, N);
  private final Matrix c = Matrix.of(zeros(N, N).storage(), N, N);

  /// The pair.
  public GemmBenchmark() {
    super(new ScalarGemm(), new SimdGemm());
  }

  @Override
  protected float[] compute(GemmKernels kernels) {
    kernels.multiply(a, b, c, false, null);
    return c.floats();
  }

  /// `2·ε·√k·Σ|a||b|`; of normal numbers `Σ|a||b| ≈ 0.64·k`.
  @Override
  protected double tolerance(float expected) {
    return 2 * EPSILON * Math.sqrt(N) * 0.64 * N;
  }
}

package octavo.benchmarks.kernel;

import octavo.kernel.pool.PoolGeometry;
import octavo.kernel.pool.PoolKernels;
import octavo.kernel.pool.ScalarPool;
import octavo.kernel.pool.SimdPool;
import octavo.storage.View;

/// The maximum of 3×3 windows two apart, over 64 channels of 56×56 numbers.
public class PoolBenchmark extends KernelBenchmark<PoolKernels> {
  private final PoolGeometry geometry =
      new PoolGeometry(1, 64, 56, 56, 3, 3, 2, 2, 1, 1, 1, 1, false);
  private final View x = normal(1, 1, 64, 56, 56);
  private final View y = zeros(1, 64, geometry.outHeight(), geometry.outWidth());

  /// The pair.
  public PoolBenchmark() {
    super(new ScalarPool(), new SimdPool());
  }

  @Override
  protected float[] compute(PoolKernels kernels) {
    kernels.maxForward(geometry, x, y);
    return y.floats();
  }

  /// None: the same bits.
  @Override
  protected double tolerance(float expected) {
    return 0;
  }
}

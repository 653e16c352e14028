package octavo.benchmarks.kernel;

import octavo.kernel.random.RandomKernels;
import octavo.kernel.random.ScalarRandom;
import octavo.kernel.random.SimdRandom;
import octavo.storage.View;

/// 65,536 normal numbers.
public class RandomBenchmark extends KernelBenchmark<RandomKernels> {
  private final View y = zeros(1 << 16);

  /// The pair.
  public RandomBenchmark() {
    super(new ScalarRandom(), new SimdRandom());
  }

  @Override
  protected float[] compute(RandomKernels kernels) {
    kernels.normal(5, 3, 0, 1, y);
    return y.floats();
  }

  /// 2·10⁻⁶.
  @Override
  protected double tolerance(float expected) {
    return 2e-6;
  }
}

package octavo.benchmarks.kernel;

import java.util.Arrays;
import octavo.kernel.update.AdamStep;
import octavo.kernel.update.ScalarUpdate;
import octavo.kernel.update.SimdUpdate;
import octavo.kernel.update.UpdateKernels;
import octavo.storage.View;

/// A step of Adam for 65,536 numbers.
public class UpdateBenchmark extends KernelBenchmark<UpdateKernels> {
  private static final int N = 1 << 16;

  private final View gradient = normal(1, N);
  private final View u = zeros(N);
  private final View m = zeros(N);
  private final View v = zeros(N);

  /// The pair.
  public UpdateBenchmark() {
    super(new ScalarUpdate(), new SimdUpdate());
  }

  @Override
  protected float[] compute(UpdateKernels kernels) {
    System.arraycopy(gradient.floats(), 0, u.floats(), 0, N);
    AdamStep step = new AdamStep(1, 0, 0.9, 0.999, 10, 1 / Math.sqrt(0.001), 1e-8, 0, 1e-3);
    kernels.adamStep(u, m, v, gradient, 0, step, N);
    return u.floats();
  }

  /// Forgets the moments.
  @Override
  protected void restore() {
    Arrays.fill(m.floats(), 0);
    Arrays.fill(v.floats(), 0);
  }

  /// Some ten roundings of numbers of size 1.
  @Override
  protected double tolerance(float expected) {
    return 16 * EPSILON * Math.max(1, Math.abs(expected));
  }
}

package octavo.benchmarks.kernel;

import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.ConvKernels;
import octavo.kernel.conv.ConvPlanner;
import octavo.kernel.conv.ScalarConv;
import octavo.storage.View;

/// A 3×3 convolution of 32 channels of 28×28 numbers to 32 channels.
public class ConvBenchmark extends KernelBenchmark<ConvKernels> {
  private static final int CHANNELS = 32;
  private static final int SIDE = 28;

  private final ConvGeometry geometry =
      new ConvGeometry(1, CHANNELS, SIDE, SIDE, CHANNELS, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  private final View x = normal(1, 1, CHANNELS, SIDE, SIDE);
  private final View w = normal(2, CHANNELS, CHANNELS, 3, 3);
  private final View bias = normal(3, CHANNELS);
  private final View y = zeros(1, CHANNELS, SIDE, SIDE);

  /// The pair; the twin is the method that the planner chooses.
  public ConvBenchmark() {
    super(new ScalarConv(), new ConvPlanner(true));
  }

  @Override
  protected float[] compute(ConvKernels kernels) {
    kernels.forward(geometry, x, w, bias, y);
    return y.floats();
  }

  /// `2·ε·√n·Σ|x||w|` with `n` the terms of one sum; of normal numbers `Σ|x||w| ≈ 0.64·n`.
  @Override
  protected double tolerance(float expected) {
    return 2 * EPSILON * Math.sqrt(geometry.filter()) * 0.64 * geometry.filter();
  }
}

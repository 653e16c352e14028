package octavo.benchmarks.kernel;

import octavo.kernel.elementwise.ElementwiseKernels;
import octavo.kernel.elementwise.ScalarElementwise;
import octavo.kernel.elementwise.SimdElementwise;
import octavo.kernel.elementwise.UnaryFunction;
import octavo.storage.View;

/// GELU of 65,536 numbers.
public class ElementwiseBenchmark extends KernelBenchmark<ElementwiseKernels> {
  private final View x = normal(1, 1 << 16);
  private final View y = zeros(1 << 16);

  /// The pair.
  public ElementwiseBenchmark() {
    super(new ScalarElementwise(), new SimdElementwise());
  }

  @Override
  protected float[] compute(ElementwiseKernels kernels) {
    kernels.unary(UnaryFunction.GELU, x, y);
    return y.floats();
  }

  /// 4.5 units in the last place.
  @Override
  protected double tolerance(float expected) {
    return 4.5 * Math.ulp(expected);
  }
}

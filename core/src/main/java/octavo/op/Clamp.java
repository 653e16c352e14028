package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// `y = min(max(x, low), high)`; a NaN stays NaN. The gradient passes where `low ≤ x ≤ high`.
///
/// @param low the lower bound, may be -∞
/// @param high the upper bound, may be +∞
public record Clamp(double low, double high) implements UnaryOp {
  /// Checks that the bounds are in order.
  public Clamp {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "clamp: low must not exceed high, but low is " + low + " and high is " + high + ".");
    }
  }

  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ELEMENTWISE.clamp(x.view(), low, high, y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    Tensor inside = at.x().greaterEqual(low).logicalAnd(at.x().lessEqual(high));
    // outside it is 0, even if the gradient of what is made of the limit is infinite
    return Arithmetic.of(BinaryFunction.MASK, at.dy(), inside.to(at.dy().dtype()));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}

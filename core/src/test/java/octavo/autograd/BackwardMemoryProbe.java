package octavo.autograd;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A backward pass whose gradients have sixty lengths and 240 megabytes in all, one after the other.
public final class BackwardMemoryProbe {
  private static final int LENGTH = 1 << 20;

  private BackwardMemoryProbe() {}

  /// Takes no arguments.
  public static void main(String[] arguments) {
    Tensor x = Tensors.full(Shape.of(LENGTH), 0.5).tracked();
    Tensor y = Tensor.scalar(0);
    for (int i = 0; i < 60; i++) {
      y = y.add(x.narrow(0, 0, LENGTH - i).sin().sum());
    }
    Tensor dx = y.gradients().of(x);
    System.out.print(Math.abs(dx.get(0) - 60 * Math.cos(0.5)) < 1e-3 ? "computed" : dx);
  }
}

package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// `y = scale·x + shift` with two constants: what `add`, `subtract`, `multiply` and `divide` with a
/// number are. `dx = scale·dy`.
///
/// @param scale the factor
/// @param shift the summand
public record Affine(double scale, double shift) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    return x;
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.ELEMENTWISE.affine(x.view(), scale, shift, y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return scale == 1 ? at.dy() : at.dy().multiply(scale);
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

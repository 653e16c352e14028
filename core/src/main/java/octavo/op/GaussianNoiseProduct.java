package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.elementwise.BinaryFunction;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Gaussian dropout (Srivastava et al., 2014, section 10): `y = x ⊙ n`, each `n` normal with mean 1.
/// The noise is a pure function of key and counter, drawn in float32 for every type, so the backward
/// pass `dx = dy ⊙ n` makes it again instead of keeping it.
///
/// @param key the random stream
/// @param counter where in the stream the noise begins
/// @param deviation the standard deviation of the noise
public record GaussianNoiseProduct(long key, long counter, double deviation) implements UnaryOp {
  @Override
  public String name() {
    return "gaussianDropout";
  }

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
    Tensor noise = Tensor.toFill(DType.FLOAT32, x.shape());
    Kernels.RANDOM.normal(key, counter, 1, deviation, noise.view());
    Kernels.ELEMENTWISE.binary(
        BinaryFunction.MULTIPLY, x.view(), noise.to(x.dtype()).view(), y.view());
  }

  @Override
  public Tensor gradient(Backward at) {
    return apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

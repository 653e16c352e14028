package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Squares of `factor`×`factor` numbers of a channel as `factor²` channels: the inverse of
/// [PixelShuffle], and its adjoint.
///
/// @param factor r
public record PixelUnshuffle(int factor) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    int[] sizes = x.toArray();
    int channels = sizes.length - 3;
    sizes[channels] = Shape.total("pixelUnshuffle", (long) sizes[channels] * factor * factor);
    sizes[channels + 1] /= factor;
    sizes[channels + 2] /= factor;
    return Shape.of(sizes);
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.RESIZE.unshuffle(
        PixelShuffle.geometry(x.shape(), factor), x.contiguous().view(), y.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor gradient(Backward at) {
    return new PixelShuffle(factor).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

package octavo.op;

import octavo.autograd.Backward;
import octavo.kernel.Kernels;
import octavo.kernel.resize.ShuffleGeometry;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// `factor²` channels laid side by side as one of `factor` times as many rows and columns,
/// `y[…, c, h·r + i, w·r + j] = x[…, c·r² + i·r + j, h, w]` (Shi et al., 2016). The gradient is taken
/// apart again, see [PixelUnshuffle].
///
/// @param factor r
public record PixelShuffle(int factor) implements UnaryOp {
  @Override
  public Shape outputShape(Shape x) {
    int[] sizes = x.toArray();
    int channels = sizes.length - 3;
    sizes[channels] /= factor * factor;
    sizes[channels + 1] = Shape.total("pixelShuffle", (long) sizes[channels + 1] * factor);
    sizes[channels + 2] = Shape.total("pixelShuffle", (long) sizes[channels + 2] * factor);
    return Shape.of(sizes);
  }

  /// The sizes of a shuffle to pictures of this shape.
  static ShuffleGeometry geometry(Shape large, int factor) {
    int height = large.size(-2);
    int width = large.size(-1);
    int planes = height == 0 || width == 0 ? 0 : large.elements() / (height * width);
    return new ShuffleGeometry(planes, factor, height / factor, width / factor);
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    Kernels.RESIZE.shuffle(geometry(y.shape(), factor), x.contiguous().view(), y.view());
  }

  @Override
  public boolean writesAll() {
    return true;
  }

  @Override
  public Tensor gradient(Backward at) {
    return new PixelUnshuffle(factor).apply(at.dy());
  }

  @Override
  public Saves saves() {
    return Saves.NOTHING;
  }
}

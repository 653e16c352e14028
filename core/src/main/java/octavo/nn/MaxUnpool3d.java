package octavo.nn;

import octavo.tensor.PoolingMethods.Pooled;
import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// Numbers put back to where a max pooling took them from, zeros elsewhere (Zeiler and Fergus, 2014):
/// the way back from `maxPool3dWithIndices`. It takes indices too, and so is no [Layer].
///
/// @param window size, step and padding of the pooling
public record MaxUnpool3d(Window window) {
  /// Checks the window.
  public MaxUnpool3d {
    window.unpooling("MaxUnpool3d", 3);
  }

  /// To the smallest size that the pooling comes from, `(size - 1)·stride - 2·padding + kernel` along
  /// each axis.
  public Tensor forward(Tensor x, Tensor indices) {
    return x.maxUnpool3d(indices, window);
  }

  /// [#forward(Tensor, Tensor)] of numbers with their indices.
  public Tensor forward(Pooled pooled) {
    return forward(pooled.values(), pooled.indices());
  }

  /// To a size that is given, of the input of the pooling.
  public Tensor forward(Tensor x, Tensor indices, int depth, int height, int width) {
    return x.maxUnpool3d(indices, depth, height, width);
  }
}

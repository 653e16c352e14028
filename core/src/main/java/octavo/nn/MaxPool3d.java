package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The largest number of each window of `[batch, channels, depth, height, width]`; padding counts as -∞.
///
/// @param window size, step, padding and dilation
public record MaxPool3d(Window window) implements Layer {
  /// Checks the window.
  public MaxPool3d {
    window.pooling("MaxPool3d", 3);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.maxPool3d(window);
  }
}

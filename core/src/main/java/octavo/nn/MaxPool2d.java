package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The largest number of each window of `[batch, channels, height, width]`; padding counts as -∞.
///
/// @param window size, step, padding and dilation
public record MaxPool2d(Window window) implements Layer {
  /// Checks the window.
  public MaxPool2d {
    window.pooling("MaxPool2d", 2);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.maxPool2d(window);
  }
}

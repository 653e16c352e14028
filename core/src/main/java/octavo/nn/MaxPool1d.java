package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The largest number of each window of `[batch, channels, length]`; padding counts as -∞.
///
/// @param window size, step, padding and dilation
public record MaxPool1d(Window window) implements Layer {
  /// Checks the window.
  public MaxPool1d {
    window.pooling("MaxPool1d", 1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.maxPool1d(window);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The mean of each window of `[batch, channels, height, width]`; padding counts as zeros unless the
/// window says otherwise.
///
/// @param window size, step and padding, and what sums are divided by
public record AvgPool2d(Window window) implements Layer {
  /// Checks the window.
  public AvgPool2d {
    window.meanPooling("AvgPool2d", 2);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.avgPool2d(window);
  }
}

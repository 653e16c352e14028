package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The mean of each window of `[batch, channels, depth, height, width]`; padding counts as zeros unless the
/// window says otherwise.
///
/// @param window size, step and padding, and what sums are divided by
public record AvgPool3d(Window window) implements Layer {
  /// Checks the window.
  public AvgPool3d {
    window.meanPooling("AvgPool3d", 3);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.avgPool3d(window);
  }
}

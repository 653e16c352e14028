package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The mean of each window of `[batch, channels, length]`; padding counts as zeros unless the
/// window says otherwise.
///
/// @param window size, step and padding, and what sums are divided by
public record AvgPool1d(Window window) implements Layer {
  /// Checks the window.
  public AvgPool1d {
    window.meanPooling("AvgPool1d", 1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.avgPool1d(window);
  }
}

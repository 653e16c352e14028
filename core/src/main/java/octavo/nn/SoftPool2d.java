package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// `Σ softmax(x)·x` of each window of `[batch, channels, height, width]` (Stergiou, Poppe and
/// Kalliatakis, 2021).
///
/// @param window size, step, padding and dilation
public record SoftPool2d(Window window) implements Layer {
  /// Checks the window.
  public SoftPool2d {
    window.pooling("SoftPool2d", 2);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softPool2d(window);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// `Σ softmax(x)·x` of each window of `[batch, channels, depth, height, width]` (Stergiou, Poppe and
/// Kalliatakis, 2021).
///
/// @param window size, step, padding and dilation
public record SoftPool3d(Window window) implements Layer {
  /// Checks the window.
  public SoftPool3d {
    window.pooling("SoftPool3d", 3);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softPool3d(window);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// `Σ softmax(x)·x` of each window of `[batch, channels, length]` (Stergiou, Poppe and
/// Kalliatakis, 2021).
///
/// @param window size, step, padding and dilation
public record SoftPool1d(Window window) implements Layer {
  /// Checks the window.
  public SoftPool1d {
    window.pooling("SoftPool1d", 1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softPool1d(window);
  }
}

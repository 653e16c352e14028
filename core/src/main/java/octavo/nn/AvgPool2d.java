package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The mean of each window of `[batch, channels, height, width]`; padding counts as zeros.
///
/// @param window size, step and padding
public record AvgPool2d(Window window) implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.avgPool2d(window);
  }
}

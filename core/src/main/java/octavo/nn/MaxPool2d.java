package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// The largest number of each window of `[batch, channels, height, width]`.
///
/// @param window size, step and padding
public record MaxPool2d(Window window) implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.maxPool2d(window);
  }
}

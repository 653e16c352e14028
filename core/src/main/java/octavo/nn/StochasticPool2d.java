package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// Stochastic pooling of `[batch, channels, height, width]` behind a ReLU (Zeiler and Fergus, 2013): in
/// training one number of each window, drawn with a probability in proportion to itself; in inference
/// the mean with these probabilities.
///
/// @param window size, step and padding
public record StochasticPool2d(Window window) implements Layer {
  /// Checks the window.
  public StochasticPool2d {
    window.pooling("StochasticPool2d", 2);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() ? x.stochasticPool2d(window, mode.rng()) : x.stochasticPool2d(window);
  }
}

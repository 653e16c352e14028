package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;

/// Stochastic pooling of `[batch, channels, length]` behind a ReLU (Zeiler and Fergus, 2013): in
/// training one number of each window, drawn with a probability in proportion to itself; in inference
/// the mean with these probabilities.
///
/// @param window size, step and padding
public record StochasticPool1d(Window window) implements Layer {
  /// Checks the window.
  public StochasticPool1d {
    window.pooling("StochasticPool1d", 1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode.isTraining() ? x.stochasticPool1d(window, mode.rng()) : x.stochasticPool1d(window);
  }
}

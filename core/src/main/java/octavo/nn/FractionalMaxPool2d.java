package octavo.nn;

import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;

/// The largest numbers of windows at pseudo-random places that bring `[batch, channels, …, …]` to
/// `[batch, channels, height, width]` (Graham, 2014). Training draws the places; inference takes the middle
/// sample, ½.
///
/// @param window the size of the windows
/// @param height rows of the result
/// @param width columns of the result
public record FractionalMaxPool2d(Window window, int height, int width) implements Layer {
  /// Checks the window and the sizes.
  public FractionalMaxPool2d {
    window.sizeOnly("FractionalMaxPool2d", 2);
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "FractionalMaxPool2d: the result must have at least one number along each axis, but is to be [%d, %d]."
              .formatted(height, width));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int batch = x.size(0);
    int channels = x.size(1);
    Tensor samples =
        mode.isTraining()
            ? RandomTensors.uniform(mode.rng(), 0, 1, batch, channels, 2)
            : Tensors.full(Tensor.zeros(batch, channels, 2).shape(), 0.5);
    return x.fractionalMaxPool2d(window, height, width, samples).values();
  }
}

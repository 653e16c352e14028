package octavo.nn;

import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;

/// The largest numbers of windows at pseudo-random places that bring `[batch, channels, …, …, …]` to
/// `[batch, channels, depth, height, width]` (Graham, 2014). Training draws the places; inference takes the middle
/// sample, ½.
///
/// @param window the size of the windows
/// @param depth slices of the result
/// @param height rows of the result
/// @param width columns of the result
public record FractionalMaxPool3d(Window window, int depth, int height, int width)
    implements Layer {
  /// Checks the window and the sizes.
  public FractionalMaxPool3d {
    window.sizeOnly("FractionalMaxPool3d", 3);
    if (depth < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "FractionalMaxPool3d: the result must have at least one number along each axis, but is to be [%d, %d, %d]."
              .formatted(depth, height, width));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int batch = x.size(0);
    int channels = x.size(1);
    Tensor samples =
        mode.isTraining()
            ? RandomTensors.uniform(mode.rng(), 0, 1, batch, channels, 3)
            : Tensors.full(Tensor.zeros(batch, channels, 3).shape(), 0.5);
    return x.fractionalMaxPool3d(window, depth, height, width, samples).values();
  }
}

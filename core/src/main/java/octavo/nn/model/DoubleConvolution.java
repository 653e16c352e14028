package octavo.nn.model;

import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Two convolutions of 3×3 with norms and ReLUs that keep the size of the picture: the block of a [UNet].
///
/// @param conv1 3×3
/// @param bn1 behind it
/// @param conv2 3×3
/// @param bn2 behind it
public record DoubleConvolution(Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2)
    implements Layer {
  /// A block from `in` to `out` channels.
  public static DoubleConvolution create(int in, int out, Rng rng) {
    return new DoubleConvolution(
        ResidualBlock.convolution(in, out, 3, 1, rng),
        BatchNorm2d.create(out),
        ResidualBlock.convolution(out, out, 3, 1, rng),
        BatchNorm2d.create(out));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor h = bn1.forward(conv1.forward(x, mode), mode).relu();
    return bn2.forward(conv2.forward(h, mode), mode).relu();
  }
}

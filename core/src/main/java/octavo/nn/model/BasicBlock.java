package octavo.nn.model;

import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Two convolutions of 3×3 with a shortcut around them: the block of ResNet-18 and -34.
///
/// @param conv1 3×3, with the block's step
/// @param bn1 behind it
/// @param conv2 3×3
/// @param bn2 behind it
/// @param downsample 1×1 convolution and norm of the shortcut, or null where the shapes agree
public record BasicBlock(
    Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, @Nullable Sequential downsample)
    implements ResidualBlock {
  /// A block from `in` to `out` channels.
  public static BasicBlock create(int in, int out, int stride, Rng rng) {
    return new BasicBlock(
        ResidualBlock.convolution(in, out, 3, stride, rng),
        BatchNorm2d.create(out),
        ResidualBlock.convolution(out, out, 3, 1, rng),
        BatchNorm2d.create(out),
        ResidualBlock.shortcut(in, out, stride, rng));
  }

  @Override
  public Tensor residual(Tensor x, Mode mode) {
    Tensor h = bn1.forward(conv1.forward(x, mode), mode).relu();
    return bn2.forward(conv2.forward(h, mode), mode);
  }
}

package octavo.nn.model;

import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Mode;
import octavo.nn.Sequential;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A convolution of 3×3 between two of 1×1 that narrow and widen again, with a shortcut around them:
/// the block of ResNet-50. The step is that of the 3×3 convolution.
///
/// @param conv1 1×1, to the narrow width
/// @param bn1 behind it
/// @param conv2 3×3, with the block's step
/// @param bn2 behind it
/// @param conv3 1×1, to four times the narrow width
/// @param bn3 behind it
/// @param downsample 1×1 convolution and norm of the shortcut, or null where the shapes agree
public record Bottleneck(
    Conv2d conv1,
    BatchNorm2d bn1,
    Conv2d conv2,
    BatchNorm2d bn2,
    Conv2d conv3,
    BatchNorm2d bn3,
    @Nullable Sequential downsample)
    implements ResidualBlock {
  /// How much wider the result is than the narrow part.
  public static final int EXPANSION = 4;

  /// A block from `in` to `4·narrow` channels.
  public static Bottleneck create(int in, int narrow, int stride, Rng rng) {
    int out = EXPANSION * narrow;
    return new Bottleneck(
        ResidualBlock.convolution(in, narrow, 1, 1, rng),
        BatchNorm2d.create(narrow),
        ResidualBlock.convolution(narrow, narrow, 3, stride, rng),
        BatchNorm2d.create(narrow),
        ResidualBlock.convolution(narrow, out, 1, 1, rng),
        BatchNorm2d.create(out),
        ResidualBlock.shortcut(in, out, stride, rng));
  }

  @Override
  public Tensor residual(Tensor x, Mode mode) {
    Tensor h = bn1.forward(conv1.forward(x, mode), mode).relu();
    h = bn2.forward(conv2.forward(h, mode), mode).relu();
    return bn3.forward(conv3.forward(h, mode), mode);
  }
}

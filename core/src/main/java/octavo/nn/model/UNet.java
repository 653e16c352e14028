package octavo.nn.model;

import static octavo.tensor.Window.kernel;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// U-Net (Ronneberger, Fischer and Brox, 2015): pictures `[batch, channels, height, width]` to logits of
/// each pixel `[batch, classes, height, width]`. A path down halves the picture and doubles the channels,
/// a path up does the reverse by transposed convolutions of 2×2 with step 2, which have no checkerboard,
/// and each level up also sees what the same level down has made. Convolutions are padded and followed by
/// norms, as is common today; in the paper they were neither.
///
/// @param down the blocks on the way down, the one at the bottom last
/// @param up the transposed convolutions, the lowest first
/// @param join the blocks behind them, which see both paths
/// @param head 1×1, to the classes
public record UNet(
    List<DoubleConvolution> down,
    List<ConvTranspose2d> up,
    List<DoubleConvolution> join,
    Conv2d head)
    implements Layer {
  /// Keeps its own copies of the lists.
  public UNet {
    down = List.copyOf(down);
    up = List.copyOf(up);
    join = List.copyOf(join);
  }

  /// The network of the paper for pictures of so many channels: four times halved, 64 channels first.
  public static Options of(int channels, int classes) {
    return new Options(channels, classes, 64, 4);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Pictures.requireMultiples("UNet", x, 1 << up.size());
    List<Tensor> levels = new ArrayList<>();
    Tensor h = x;
    for (DoubleConvolution block : down) {
      h = block.forward(levels.isEmpty() ? h : h.maxPool2d(kernel(2)), mode);
      levels.add(h);
    }
    for (int i = 0; i < up.size(); i++) {
      Tensor same = levels.get(up.size() - 1 - i);
      h = Tensors.concat(1, same, up.get(i).forward(h, mode));
      h = join.get(i).forward(h, mode);
    }
    return head.forward(h, mode);
  }

  /// What a network is made from.
  ///
  /// @param channels those of the pictures
  /// @param classes numbers of each pixel of the result
  /// @param width channels of the first block
  /// @param depth how many times the picture is halved
  public record Options(int channels, int classes, int width, int depth) {
    /// Checks the sizes.
    public Options {
      if (channels < 1 || classes < 1 || width < 1 || depth < 1 || depth > 16) {
        throw new IllegalArgumentException(
            "UNet: channels, classes and width must be positive and the depth 1 to 16, but there are %d channels and %d classes, the width is %d and the depth %d."
                .formatted(channels, classes, width, depth));
      }
    }

    /// With so many channels in the first block; the others follow.
    public Options withWidth(int number) {
      return new Options(channels, classes, number, depth);
    }

    /// Halving the picture so many times.
    public Options withDepth(int times) {
      return new Options(channels, classes, width, times);
    }

    /// The network, with weights drawn from `rng`: convolutions normal by their fan-out, norms with weight
    /// 1 and bias 0.
    public UNet create(Rng rng) {
      List<DoubleConvolution> down = new ArrayList<>();
      List<ConvTranspose2d> up = new ArrayList<>();
      List<DoubleConvolution> join = new ArrayList<>();
      for (int level = 0; level <= depth; level++) {
        int in = level == 0 ? channels : width << (level - 1);
        down.add(DoubleConvolution.create(in, width << level, rng));
      }
      for (int level = depth - 1; level >= 0; level--) {
        int out = width << level;
        up.add(ConvTranspose2d.of(2 * out, out, kernel(2)).withStride(2).create(rng));
        join.add(DoubleConvolution.create(2 * out, out, rng));
      }
      return new UNet(down, up, join, Conv2d.of(width, classes, kernel(1)).create(rng));
    }
  }
}

package octavo.nn;

import octavo.tensor.Tensor;
import octavo.tensor.Window;
import org.jspecify.annotations.Nullable;

/// `α·max + (1 - α)·mean` of each window of `[batch, channels, depth, height, width]` (Lee, Gallagher and Tu,
/// 2016). Nothing keeps a learned α in `[0, 1]`, as in the paper.
///
/// @param window size, step and padding
/// @param share α if it is given
/// @param alpha α if it is learned, one number or one for each channel; else null
public record MixedPool3d(Window window, double share, @Nullable Parameter alpha) implements Layer {
  /// Checks the window and the share.
  public MixedPool3d {
    window.meanPooling("MixedPool3d", 3);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "MixedPool3d: the share of the maximum must be in [0, 1], but is " + share + ".");
    }
  }

  /// A share of the maximum that stays.
  public static MixedPool3d of(Window window, double share) {
    return new MixedPool3d(window, share, null);
  }

  /// A learned share for all channels, ½ in the beginning.
  public static MixedPool3d learned(Window window) {
    return learned(window, 1);
  }

  /// A learned share for each channel, ½ in the beginning.
  public static MixedPool3d learned(Window window, int channels) {
    return new MixedPool3d(window, 0.5, Parameter.of(Tensor.ones(channels).multiply(0.5)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Parameter learned = alpha;
    return x.mixedPool3d(window, learned == null ? Tensor.scalar(share) : learned.in(mode));
  }
}

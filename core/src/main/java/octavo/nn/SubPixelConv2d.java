package octavo.nn;

import static octavo.tensor.Window.kernel;

import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Sub-pixel convolution (ESPCN; Shi et al., 2016): a convolution to `out·factor²` channels and a pixel
/// shuffle, so `[batch, in, height, width]` to `[batch, out, height·factor, width·factor]`. It is a learned
/// upsampling that computes on the small picture. It begins with ICNR, without a checkerboard.
///
/// @param conv the convolution, which keeps the size of the picture
/// @param shuffle behind it
public record SubPixelConv2d(Conv2d conv, PixelShuffle shuffle) implements Layer {
  /// A layer from `in` to `out` channels, `factor` times larger, with an odd kernel of `size`×`size`.
  ///
  /// @throws IllegalArgumentException if a number is not positive or the size is even
  public static SubPixelConv2d create(int in, int out, int factor, int size, Rng rng) {
    if (in < 1 || out < 1 || factor < 1 || size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException(
          "SubPixelConv2d: channels, factor and size must be positive and the size odd, but in is %d, out is %d, the factor is %d and the size %d."
              .formatted(in, out, factor, size));
    }
    Initializer same = Initializer.icnr(factor, Initializer.kaimingUniform(Math.sqrt(1 / 3.0)));
    double bound = 1 / Math.sqrt((double) in * size * size);
    Conv2d conv =
        Conv2d.of(in, Math.multiplyExact(out, factor * factor), kernel(size))
            .withPadding(size / 2)
            .withInitializer(same)
            .withBiasInitializer(Initializer.icnr(factor, Initializer.uniform(-bound, bound)))
            .create(rng);
    return new SubPixelConv2d(conv, new PixelShuffle(factor));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return shuffle.forward(conv.forward(x, mode), mode);
  }
}

package octavo.nn;

import static octavo.tensor.Window.kernel;

import octavo.random.Rng;
import octavo.tensor.CarafeOptions;
import octavo.tensor.Tensor;

/// Content-aware reassembly of features (CARAFE; Wang et al., 2019): `[batch, channels, height, width]` to
/// `[batch, channels, height·factor, width·factor]`. Two convolutions and a pixel shuffle predict a kernel
/// for each number of the result, softmax makes it sum to 1, and the number is the window's sum by it.
///
/// ```java
/// Carafe up = Carafe.of(256).create(rng);
/// ```
///
/// @param compressor 1×1, to few channels
/// @param encoder to `groups·k²·factor²` channels
/// @param reassembly window, factor and groups
public record Carafe(Conv2d compressor, Conv2d encoder, CarafeOptions reassembly) implements Layer {
  /// For pictures of so many channels, as in the paper: 64 compressed channels, an encoder of 3×3, and
  /// windows of 5×5 for twice the size.
  public static Options of(int channels) {
    return new Options(channels, 64, 3, CarafeOptions.DEFAULT);
  }

  /// The kernels, `[batch, groups·k², height·factor, width·factor]`; those of each group sum to 1.
  public Tensor kernels(Tensor x, Mode mode) {
    Tensor w = encoder.forward(compressor.forward(x, mode), mode);
    w = w.pixelShuffle(reassembly.factor());
    int taps = reassembly.kernel() * reassembly.kernel();
    int pixels = w.size(2) * w.size(3);
    Tensor shares = w.reshape(w.size(0), reassembly.groups(), taps, pixels).softmax(2);
    return shares.reshape(w.shape());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.carafe(kernels(x, mode), reassembly);
  }

  /// What a layer is made from.
  ///
  /// @param channels those of the pictures
  /// @param compressed those that the kernels are predicted from
  /// @param encoderKernel rows and columns of the encoder, odd
  /// @param reassembly window, factor and groups
  public record Options(int channels, int compressed, int encoderKernel, CarafeOptions reassembly) {
    /// Checks the sizes.
    public Options {
      if (channels < 1 || compressed < 1 || encoderKernel < 1 || encoderKernel % 2 == 0) {
        throw new IllegalArgumentException(
            "Carafe: channels must be positive and the encoder's kernel odd, but there are %d channels, %d compressed ones and the kernel is %d."
                .formatted(channels, compressed, encoderKernel));
      }
      if (channels % reassembly.groups() != 0) {
        throw new IllegalArgumentException(
            "Carafe: groups must divide the channels, but groups is %d and there are %d channels."
                .formatted(reassembly.groups(), channels));
      }
    }

    /// With so many channels to predict kernels from.
    public Options withCompressed(int number) {
      return new Options(channels, number, encoderKernel, reassembly);
    }

    /// With an encoder of this size.
    public Options withEncoderKernel(int size) {
      return new Options(channels, compressed, size, reassembly);
    }

    /// With another reassembly.
    public Options withReassembly(CarafeOptions other) {
      return new Options(channels, compressed, encoderKernel, other);
    }

    /// The layer, with weights drawn from `rng`: the compressor by Glorot's rule, the encoder with deviation
    /// 0.001, so that kernels begin as means, and biases 0.
    public Carafe create(Rng rng) {
      int taps = reassembly.groups() * reassembly.kernel() * reassembly.kernel();
      Conv2d compressor =
          Conv2d.of(channels, compressed, kernel(1))
              .withInitializer(Initializer.xavierUniform(1))
              .withBiasInitializer(Initializer.constant(0))
              .create(rng);
      Conv2d encoder =
          Conv2d.of(
                  compressed,
                  taps * reassembly.factor() * reassembly.factor(),
                  kernel(encoderKernel))
              .withPadding(encoderKernel / 2)
              .withInitializer(Initializer.normal(0, 0.001))
              .withBiasInitializer(Initializer.constant(0))
              .create(rng);
      return new Carafe(compressor, encoder, reassembly);
    }
  }
}

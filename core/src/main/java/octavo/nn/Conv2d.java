package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.Padding;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Window;
import org.jspecify.annotations.Nullable;

/// Two-dimensional convolution of `[batch, in, height, width]`.
///
/// ```java
/// Conv2d c = Conv2d.of(16, 32, kernel(3)).withStride(2).withPadding(same()).create(rng);
/// ```
///
/// @param weight `[out, in/groups, height, width]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation and groups
public record Conv2d(Parameter weight, @Nullable Parameter bias, ConvOptions options)
    implements Layer {
  /// A convolution from `in` to `out` channels with the window's size; step 1 and no padding unless
  /// the window says otherwise. With a bias and PyTorch's default initialization.
  public static Options of(int in, int out, Window window) {
    ConvOptions options =
        ConvOptions.DEFAULT
            .withStride(Math.max(1, window.strideHeight()), Math.max(1, window.strideWidth()))
            .withPadding(Padding.of(window.padHeight(), window.padWidth()))
            .withDilation(window.dilationHeight(), window.dilationWidth());
    Initializer initializer = Initializer.kaimingUniform(Math.sqrt(1 / 3.0));
    return new Options(in, out, window.height(), window.width(), options, true, initializer);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv2d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }

  /// What a convolution is made from.
  ///
  /// @param in channels that enter
  /// @param out channels that leave
  /// @param height rows of the kernel
  /// @param width columns of the kernel
  /// @param convolution step, padding, dilation and groups
  /// @param withBias whether there is a bias
  /// @param initializer how the weight begins
  public record Options(
      int in,
      int out,
      int height,
      int width,
      ConvOptions convolution,
      boolean withBias,
      Initializer initializer) {
    /// Checks the sizes.
    public Options {
      if (in < 1 || out < 1) {
        throw new IllegalArgumentException(
            "Conv2d: channels must be positive, but in is %d and out is %d.".formatted(in, out));
      }
      int groups = convolution.groups();
      if (groups < 1 || in % groups != 0 || out % groups != 0) {
        throw new IllegalArgumentException(
            "Conv2d: groups must divide the channels, but groups is %d, in is %d and out is %d."
                .formatted(groups, in, out));
      }
    }

    private Options with(ConvOptions changed) {
      return new Options(in, out, height, width, changed, withBias, initializer);
    }

    /// Steps of this size in both directions.
    public Options withStride(int step) {
      return with(convolution.withStride(step));
    }

    /// The same padding on every side.
    public Options withPadding(int size) {
      return with(convolution.withPadding(size));
    }

    /// Another padding.
    public Options withPadding(Padding padding) {
      return with(convolution.withPadding(padding));
    }

    /// Neighbors of the kernel this far apart.
    public Options withDilation(int distance) {
      return with(convolution.withDilation(distance));
    }

    /// Channels cut into groups that do not see each other.
    public Options withGroups(int groups) {
      return with(convolution.withGroups(groups));
    }

    /// Without a bias: for a layer ahead of a batch norm, which would cancel it.
    public Options withoutBias() {
      return new Options(in, out, height, width, convolution, false, initializer);
    }

    /// With another beginning of the weight.
    public Options withInitializer(Initializer other) {
      return new Options(in, out, height, width, convolution, withBias, other);
    }

    /// The layer, with weights drawn from `rng`; the bias is uniform in `±1/√fanIn`.
    public Conv2d create(Rng rng) {
      int groupIn = in / convolution.groups();
      Parameter weight =
          Parameter.of(initializer.create(rng, Shape.of(out, groupIn, height, width)));
      double bound = 1 / Math.sqrt((double) groupIn * height * width);
      Initializer uniform = Initializer.uniform(-bound, bound);
      Parameter bias = withBias ? Parameter.of(uniform.create(rng, Shape.of(out))) : null;
      return new Conv2d(weight, bias, convolution);
    }
  }
}

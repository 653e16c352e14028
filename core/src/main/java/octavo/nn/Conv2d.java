package octavo.nn;

import octavo.tensor.ConvOptions;
import octavo.tensor.ConvolutionMatrix;
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
  /// A layer from `in` to `out` channels with the window's size; step 1 and no padding unless the
  /// window says otherwise.
  ///
  /// @throws IllegalArgumentException if a number of channels is not positive, or the window says what
  ///   only poolings know
  public static ConvBuilder<Conv2d> of(int in, int out, Window window) {
    int[] sizes = {window.height(), window.width()};
    return new ConvBuilder<Conv2d>(
            "Conv2d",
            /* transposed= */ false,
            in,
            out,
            sizes,
            (w, b, o) -> new Conv2d(w, b, o.convolution()))
        .withOptions(window.convolution("Conv2d"));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv2d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }

  /// This layer without its bias as a matrix `C`, `y = C·x` with `x` and `y` as columns, for pictures of
  /// this size: see [ConvolutionMatrix].
  ///
  /// @throws IllegalArgumentException if the kernel does not fit into the picture
  public Tensor toMatrix(int height, int width) {
    return ConvolutionMatrix.of(weight.tensor(), height, width, options);
  }
}

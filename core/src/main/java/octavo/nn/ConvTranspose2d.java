package octavo.nn;

import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.ConvolutionMatrix;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;
import org.jspecify.annotations.Nullable;

/// Transposed convolution, the input gradient of a convolution as a layer, of `[batch, in, height, width]`.
///
/// ```java
/// ConvTranspose2d c = ConvTranspose2d.of(16, 32, kernel(3)).withStride(2).withPadding(1).create(rng);
/// ```
///
/// @param weight `[in, out/groups, height, width]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation and groups, and the output padding
public record ConvTranspose2d(
    Parameter weight, @Nullable Parameter bias, ConvTransposeOptions options) implements Layer {
  /// A layer from `in` to `out` channels with the window's size; step 1 and no padding unless the
  /// window says otherwise.
  ///
  /// @throws IllegalArgumentException if a number of channels is not positive, or the window says what
  ///   only poolings know
  public static ConvBuilder<ConvTranspose2d> of(int in, int out, Window window) {
    int[] sizes = {window.height(), window.width()};
    return new ConvBuilder<ConvTranspose2d>(
            "ConvTranspose2d",
            /* transposed= */ true,
            in,
            out,
            sizes,
            (w, b, o) -> new ConvTranspose2d(w, b, o))
        .withOptions(window.convolution("ConvTranspose2d"));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.convTranspose2d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }

  /// This layer without its bias as a matrix, `y = Cᵀ·x` with `x` and `y` as columns, for pictures of this
  /// size: the transpose of the convolution with the same weight, see [ConvolutionMatrix].
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  public Tensor toMatrix(int height, int width) {
    Tensor w = weight.tensor();
    Tensor y =
        Tensors.zeros(w.dtype(), 1, w.size(0), height, width).convTranspose2d(w, null, options);
    return ConvolutionMatrix.of(w, y.size(2), y.size(3), options.convolution()).transpose();
  }
}

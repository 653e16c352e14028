package octavo.nn;

import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Extent;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Transposed convolution, the input gradient of a convolution as a layer, of `[batch, in, depth, height, width]`.
///
/// ```java
/// ConvTranspose3d c = ConvTranspose3d.of(16, 32, 3).withPadding(1).create(rng);
/// ```
///
/// @param weight `[in, out/groups, depth, height, width]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation and groups, and the output padding
public record ConvTranspose3d(
    Parameter weight, @Nullable Parameter bias, ConvTransposeOptions options) implements Layer {
  /// A layer from `in` to `out` channels with a cube as kernel; step 1 and no padding.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static ConvBuilder<ConvTranspose3d> of(int in, int out, int size) {
    return of(in, out, Extent.of(size));
  }

  /// A layer from `in` to `out` channels; step 1 and no padding.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static ConvBuilder<ConvTranspose3d> of(int in, int out, Extent kernel) {
    int[] sizes = {kernel.depth(), kernel.height(), kernel.width()};
    return new ConvBuilder<>(
        "ConvTranspose3d",
        /* transposed= */ true,
        in,
        out,
        sizes,
        (w, b, o) -> new ConvTranspose3d(w, b, o));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.convTranspose3d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }
}

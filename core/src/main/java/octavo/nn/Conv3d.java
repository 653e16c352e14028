package octavo.nn;

import octavo.tensor.ConvOptions;
import octavo.tensor.Extent;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Three-dimensional convolution of `[batch, in, depth, height, width]`.
///
/// ```java
/// Conv3d c = Conv3d.of(16, 32, 3).withPadding(1).create(rng);
/// ```
///
/// @param weight `[out, in/groups, depth, height, width]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation and groups
public record Conv3d(Parameter weight, @Nullable Parameter bias, ConvOptions options)
    implements Layer {
  /// A layer from `in` to `out` channels with a cube as kernel; step 1 and no padding.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static ConvBuilder<Conv3d> of(int in, int out, int size) {
    return of(in, out, Extent.of(size));
  }

  /// A layer from `in` to `out` channels; step 1 and no padding.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static ConvBuilder<Conv3d> of(int in, int out, Extent kernel) {
    int[] sizes = {kernel.depth(), kernel.height(), kernel.width()};
    return new ConvBuilder<>(
        "Conv3d",
        /* transposed= */ false,
        in,
        out,
        sizes,
        (w, b, o) -> new Conv3d(w, b, o.convolution()));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv3d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }
}

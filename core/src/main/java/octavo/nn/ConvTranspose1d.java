package octavo.nn;

import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Transposed convolution, the input gradient of a convolution as a layer, of `[batch, in, length]`.
///
/// ```java
/// ConvTranspose1d c = ConvTranspose1d.of(16, 32, 3).withStride(2).create(rng);
/// ```
///
/// @param weight `[in, out/groups, length]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation and groups, and the output padding
public record ConvTranspose1d(
    Parameter weight, @Nullable Parameter bias, ConvTransposeOptions options) implements Layer {
  /// A layer from `in` to `out` channels with a kernel of `size` numbers; step 1 and no padding.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static ConvBuilder<ConvTranspose1d> of(int in, int out, int size) {
    return new ConvBuilder<>(
        "ConvTranspose1d",
        /* transposed= */ true,
        in,
        out,
        new int[] {size},
        (w, b, o) -> new ConvTranspose1d(w, b, o));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.convTranspose1d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }
}

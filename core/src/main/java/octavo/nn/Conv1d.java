package octavo.nn;

import octavo.tensor.ConvOptions;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One-dimensional convolution of `[batch, in, length]`.
///
/// ```java
/// Conv1d c = Conv1d.of(16, 32, 3).withStride(2).create(rng);
/// ```
///
/// @param weight `[out, in/groups, length]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation and groups
public record Conv1d(Parameter weight, @Nullable Parameter bias, ConvOptions options)
    implements Layer {
  /// A layer from `in` to `out` channels with a kernel of `size` numbers; step 1 and no padding.
  ///
  /// @throws IllegalArgumentException if a size is not positive
  public static ConvBuilder<Conv1d> of(int in, int out, int size) {
    return new ConvBuilder<>(
        "Conv1d",
        /* transposed= */ false,
        in,
        out,
        new int[] {size},
        (w, b, o) -> new Conv1d(w, b, o.convolution()));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.conv1d(weight.in(mode), bias == null ? null : bias.in(mode), options);
  }
}

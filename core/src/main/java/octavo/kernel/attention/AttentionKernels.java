package octavo.kernel.attention;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention (Vaswani et al., 2017). With `sᵢⱼ = scale·qᵢ·kⱼ + maskᵢⱼ` over the keys `j`
/// that step `i` sees, `Lᵢ = ln Σⱼ exp sᵢⱼ` and `pᵢⱼ = exp(sᵢⱼ - Lᵢ)`, the result is `yᵢ = Σⱼ m(pᵢⱼ)·vⱼ`,
/// where `m` drops weights.
///
/// Queries `[batch, heads, steps, features]`, keys `[batch, keyHeads, keys, features]`, values `[batch,
/// keyHeads, keys, values]`, and the result like the queries; all of one type, with any strides but
/// neighbors along the last axis. The mask is read as `[batch, heads, steps, keys]`, with strides of 0 where it
/// is broadcast: numbers of the same type that are added, or truth values that say which keys are seen.
/// A step that sees no key has the result 0, passes no gradient and has `L = -∞`.
///
/// A weight that is 0, as of a key that a step does not see, may give NaN with a value that is infinite or
/// NaN, or 0.
///
/// Outputs have any strides but neighbors along the last axis and are written wholly, but for `ds`, which
/// holds zeros; `L` is contiguous.
///
/// Tolerance of the twin for float32, with `n = max(features, keys)`: `8·ε·√n·max|v|` for the
/// result, where scores are of size 1; the rounding of a score of size `s` counts `s` times.
public interface AttentionKernels {
  /// The result and `L` `[batch, heads, steps]`.
  void forward(AttentionGeometry g, Operands x, View y, View logSums);

  /// The gradients, with `Dᵢ = dyᵢ·yᵢ` and `dpᵢⱼ = m(dyᵢ·vⱼ)`: `dsᵢⱼ = pᵢⱼ·(dpᵢⱼ - Dᵢ)`, `dqᵢ =
  /// scale·Σⱼ dsᵢⱼ·kⱼ`, `dkⱼ = scale·Σᵢ dsᵢⱼ·qᵢ`, `dvⱼ = Σᵢ m(pᵢⱼ)·dyᵢ`, and `ds` itself, `[batch,
  /// heads, steps, keys]`, where the gradient of the mask is asked for.
  void backward(
      AttentionGeometry g,
      Operands x,
      View y,
      View logSums,
      View dy,
      View dq,
      View dk,
      View dv,
      @Nullable View ds);

  /// What attention reads.
  ///
  /// @param q queries
  /// @param k keys
  /// @param v values
  /// @param mask what is added to the scores, or which keys are seen; null for none
  record Operands(View q, View k, View v, @Nullable View mask) {}
}

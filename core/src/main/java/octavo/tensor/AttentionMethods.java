package octavo.tensor;

import octavo.random.Rng;

/// Scaled dot-product attention (Vaswani et al., "Attention is all you need", 2017).
///
/// The scores of all pairs are not kept: time grows with `steps·keys`, memory with `steps + keys`. A step
/// that sees no key has the result 0 and passes no gradient (PyTorch 2.5 and later give 0, too, earlier
/// ones NaN).
public sealed interface AttentionMethods permits Tensor {
  /// This tensor.
  Tensor self();

  /// `softmax(q·kᵀ/√features)·v`, where this is `q`: [#scaledDotProductAttention(Tensor, Tensor,
  /// AttentionOptions)] with [AttentionOptions#DEFAULT].
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  default Tensor scaledDotProductAttention(Tensor keys, Tensor values) {
    return scaledDotProductAttention(keys, values, AttentionOptions.DEFAULT);
  }

  /// `softmax(scale·q·kᵀ + mask)·v` over the keys: this is `q` `[batch, heads, steps, features]`, keys are
  /// `[batch, keyHeads, keys, features]`, values `[batch, keyHeads, keys, n]`, the result is `[batch,
  /// heads, steps, n]`. Where there are fewer heads of keys, `heads/keyHeads` neighbors share one (Ainslie
  /// et al., "GQA", 2023).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit, or the options drop weights
  default Tensor scaledDotProductAttention(Tensor keys, Tensor values, AttentionOptions options) {
    return Attentions.attend("scaledDotProductAttention", self(), keys, values, options, null);
  }

  /// The same with weights dropped by `rng`, with the probability of the options.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  default Tensor scaledDotProductAttention(
      Tensor keys, Tensor values, AttentionOptions options, Rng rng) {
    return Attentions.attend("scaledDotProductAttention", self(), keys, values, options, rng);
  }

  /// Attention of a sequence to itself, where one linear map has made queries, keys and values: this is
  /// `[batch, steps, (heads + 2·keyHeads)·features]`, first the queries head by head, then the keys, then the
  /// values; the result is `[batch, steps, heads·features]`. The same numbers as
  /// [#scaledDotProductAttention] of the three parts, which are read and whose gradients are written where
  /// they lie.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit, or the options drop weights
  default Tensor selfAttention(int heads, int keyHeads, AttentionOptions options) {
    return Attentions.attendToSelf(self(), heads, keyHeads, options, null);
  }

  /// The same with weights dropped by `rng`, with the probability of the options.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  default Tensor selfAttention(int heads, int keyHeads, AttentionOptions options, Rng rng) {
    return Attentions.attendToSelf(self(), heads, keyHeads, options, rng);
  }
}

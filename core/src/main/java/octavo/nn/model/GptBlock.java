package octavo.nn.model;

import octavo.nn.Dropout;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Mode;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A block of a [Gpt]: attention to the past and a feed-forward layer, each behind a norm and beside a
/// shortcut. `[batch, steps, features]` to the same shape.
///
/// @param norm1 ahead of the attention
/// @param attention to the past
/// @param norm2 ahead of the feed-forward layer
/// @param feedForward of each step by itself
/// @param dropout of both branches' results
public record GptBlock(
    LayerNorm norm1,
    CausalSelfAttention attention,
    LayerNorm norm2,
    Layer feedForward,
    Dropout dropout)
    implements Layer {
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor branch = attention.forward(norm1.forward(x, mode), mode);
    Tensor seen = x.add(dropout.forward(branch, mode));
    Tensor fed = feedForward.forward(norm2.forward(seen, mode), mode);
    return seen.add(dropout.forward(fed, mode));
  }

  /// In inference: the result of the first steps where there is no past, else of the one step behind it.
  CausalSelfAttention.Seen goOn(Tensor x, CausalSelfAttention.@Nullable Past past) {
    Mode mode = Mode.inference();
    CausalSelfAttention.Seen branch = attention.goOn(norm1.forward(x, mode), past);
    Tensor seen = x.add(branch.result());
    Tensor fed = feedForward.forward(norm2.forward(seen, mode), mode);
    return new CausalSelfAttention.Seen(seen.add(fed), branch.past());
  }
}

package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A block of the Transformer's encoder (Vaswani et al., 2017): attention of the sequence to itself and a
/// feed-forward layer, each with a shortcut, a norm and dropout. `[batch, steps, features]` to the same shape.
///
/// Parameters are named as in PyTorch's `nn.TransformerEncoderLayer`, so weights load by name; batches
/// come first. With a causal mask and the norm before it is a block of a decoder-only network.
///
/// @param selfAttn the attention
/// @param linear1 from the features to the hidden numbers
/// @param linear2 and back
/// @param norm1 of the attention
/// @param norm2 of the feed-forward layer
/// @param activation of the hidden numbers
/// @param dropout of both branches' results and of the hidden numbers
/// @param normPlace where the norms stand
public record TransformerEncoderLayer(
    MultiHeadAttention selfAttn,
    Linear linear1,
    Linear linear2,
    LayerNorm norm1,
    LayerNorm norm2,
    Layer activation,
    Dropout dropout,
    NormPlace normPlace)
    implements Layer {
  /// A block with PyTorch's defaults: 2048 hidden numbers, ReLU, dropout of 0.1, norms after.
  public static TransformerOptions of(int features, int heads) {
    return TransformerOptions.of("TransformerEncoderLayer", features, heads);
  }

  /// A block of these options, with weights drawn from `rng`.
  public static TransformerEncoderLayer create(TransformerOptions options, Rng rng) {
    return new TransformerEncoderLayer(
        options.attention(rng),
        options.up(rng),
        options.down(rng),
        options.norm(),
        options.norm(),
        options.activation(),
        new Dropout(options.dropProbability()),
        options.normPlace());
  }

  /// The block where every step sees every other.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return forward(x, AttentionMask.NONE, mode);
  }

  /// The block where the mask says which steps see which.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]` or the mask does not fit
  public Tensor forward(Tensor x, AttentionMask mask, Mode mode) {
    if (normPlace == NormPlace.BEFORE) {
      Tensor seen = x.add(attend(norm1.forward(x, mode), mask, mode));
      return seen.add(feed(norm2.forward(seen, mode), mode));
    }
    Tensor seen = norm1.forward(x.add(attend(x, mask, mode)), mode);
    return norm2.forward(seen.add(feed(seen, mode)), mode);
  }

  private Tensor attend(Tensor x, AttentionMask mask, Mode mode) {
    return dropout.forward(selfAttn.forward(x, mask, mode), mode);
  }

  private Tensor feed(Tensor x, Mode mode) {
    Tensor hidden = activation.forward(linear1.forward(x, mode), mode);
    return dropout.forward(linear2.forward(dropout.forward(hidden, mode), mode), mode);
  }
}

package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Tensor;

/// A block of the Transformer's decoder (Vaswani et al., 2017): attention of the sequence to itself, then to the
/// encoder's result (the *memory*), then a feed-forward layer, each with a shortcut, a norm and dropout.
/// `[batch, steps, features]` to the same shape.
///
/// Parameters are named as in PyTorch's `nn.TransformerDecoderLayer`, so weights load by name; batches
/// come first. It needs a memory: without one, take a [TransformerEncoderLayer] with a causal mask.
///
/// @param selfAttn the attention of the sequence to itself
/// @param multiheadAttn the attention to the memory
/// @param linear1 from the features to the hidden numbers
/// @param linear2 and back
/// @param norm1 of the attention to itself
/// @param norm2 of the attention to the memory
/// @param norm3 of the feed-forward layer
/// @param activation of the hidden numbers
/// @param dropout of the branches' results and of the hidden numbers
/// @param normPlace where the norms stand
public record TransformerDecoderLayer(
    MultiHeadAttention selfAttn,
    MultiHeadAttention multiheadAttn,
    Linear linear1,
    Linear linear2,
    LayerNorm norm1,
    LayerNorm norm2,
    LayerNorm norm3,
    Layer activation,
    Dropout dropout,
    NormPlace normPlace)
    implements Layer {
  /// A block with PyTorch's defaults: 2048 hidden numbers, ReLU, dropout of 0.1, norms after.
  public static TransformerOptions of(int features, int heads) {
    return TransformerOptions.of("TransformerDecoderLayer", features, heads);
  }

  /// A block of these options, with weights drawn from `rng`.
  public static TransformerDecoderLayer create(TransformerOptions options, Rng rng) {
    return new TransformerDecoderLayer(
        options.attention(rng),
        options.attention(rng),
        options.up(rng),
        options.down(rng),
        options.norm(),
        options.norm(),
        options.norm(),
        options.activation(),
        new Dropout(options.dropProbability()),
        options.normPlace());
  }

  /// Refused: there is no memory to attend to.
  ///
  /// @throws IllegalStateException always
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    throw missingMemory("TransformerDecoderLayer");
  }

  static IllegalStateException missingMemory(String layer) {
    return new IllegalStateException(
        layer
            + ": a decoder attends to the result of an encoder, but is given none. Call forward(x, memory, mask, memoryMask, mode), or take an encoder with a causal mask.");
  }

  /// The block for a memory `[batch, keys, features]`.
  ///
  /// @param x `[batch, steps, features]`
  /// @param memory the encoder's result
  /// @param mask which steps see which, usually [AttentionMask#CAUSAL]
  /// @param memoryMask which steps see what of the memory
  /// @throws IllegalArgumentException if the shapes or masks do not fit
  public Tensor forward(
      Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask, Mode mode) {
    if (normPlace == NormPlace.BEFORE) {
      Tensor seen = x.add(attend(norm1.forward(x, mode), mask, mode));
      seen = seen.add(recall(norm2.forward(seen, mode), memory, memoryMask, mode));
      return seen.add(feed(norm3.forward(seen, mode), mode));
    }
    Tensor seen = norm1.forward(x.add(attend(x, mask, mode)), mode);
    seen = norm2.forward(seen.add(recall(seen, memory, memoryMask, mode)), mode);
    return norm3.forward(seen.add(feed(seen, mode)), mode);
  }

  private Tensor attend(Tensor x, AttentionMask mask, Mode mode) {
    return dropout.forward(selfAttn.forward(x, mask, mode), mode);
  }

  private Tensor recall(Tensor x, Tensor memory, AttentionMask mask, Mode mode) {
    return dropout.forward(multiheadAttn.forward(x, memory, memory, mask, mode), mode);
  }

  private Tensor feed(Tensor x, Mode mode) {
    Tensor hidden = activation.forward(linear1.forward(x, mode), mode);
    return dropout.forward(linear2.forward(dropout.forward(hidden, mode), mode), mode);
  }
}

package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Blocks of the Transformer's decoder, one after the other, all for the same memory: `[batch, steps,
/// features]` to the same shape. Parameters are named as in PyTorch's `nn.TransformerDecoder`.
///
/// @param layers the blocks
/// @param norm of the result, or null
public record TransformerDecoder(List<TransformerDecoderLayer> layers, @Nullable LayerNorm norm)
    implements Layer {
  /// Keeps its own copy of the list.
  public TransformerDecoder {
    layers = List.copyOf(layers);
  }

  /// `count` blocks of these options, each with weights of its own; where norms stand before, one more ends
  /// the stack.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public static TransformerDecoder create(TransformerOptions options, int count, Rng rng) {
    List<TransformerDecoderLayer> layers = new ArrayList<>();
    TransformerEncoder.requireOwnWeights("TransformerDecoder", options.activation(), count);
    for (int i = 0; i < TransformerEncoder.requireCount("TransformerDecoder", count); i++) {
      layers.add(TransformerDecoderLayer.create(options, rng));
    }
    boolean before = options.normPlace() == NormPlace.BEFORE;
    return new TransformerDecoder(layers, before ? options.norm() : null);
  }

  /// Refused: there is no memory to attend to.
  ///
  /// @throws IllegalStateException always
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    throw TransformerDecoderLayer.missingMemory("TransformerDecoder");
  }

  /// The stack for a memory `[batch, keys, features]`.
  ///
  /// @param x `[batch, steps, features]`
  /// @param memory the encoder's result
  /// @param mask which steps see which, usually [AttentionMask#CAUSAL]
  /// @param memoryMask which steps see what of the memory
  /// @throws IllegalArgumentException if the shapes or masks do not fit
  public Tensor forward(
      Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask, Mode mode) {
    Tensor y = x;
    for (TransformerDecoderLayer layer : layers) {
      y = layer.forward(y, memory, mask, memoryMask, mode);
    }
    return norm == null ? y : norm.forward(y, mode);
  }
}

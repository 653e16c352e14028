package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Blocks of the Transformer's encoder, one after the other: `[batch, steps, features]` to the same shape.
/// Parameters are named as in PyTorch's `nn.TransformerEncoder`.
///
/// @param layers the blocks
/// @param norm of the result, or null
public record TransformerEncoder(List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm)
    implements Layer {
  /// Keeps its own copy of the list.
  public TransformerEncoder {
    layers = List.copyOf(layers);
  }

  /// `count` blocks of these options, each with weights of its own; where norms stand before, one more ends
  /// the stack.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public static TransformerEncoder create(TransformerOptions options, int count, Rng rng) {
    List<TransformerEncoderLayer> layers = new ArrayList<>();
    requireOwnWeights("TransformerEncoder", options.activation(), count);
    for (int i = 0; i < requireCount("TransformerEncoder", count); i++) {
      layers.add(TransformerEncoderLayer.create(options, rng));
    }
    boolean before = options.normPlace() == NormPlace.BEFORE;
    return new TransformerEncoder(layers, before ? options.norm() : null);
  }

  /// Refuses one activation with parameters for several blocks, each of which has weights of its own.
  static void requireOwnWeights(String layer, Layer activation, int count) {
    if (count > 1 && !activation.parameters().isEmpty()) {
      throw new IllegalArgumentException(
          "%s: blocks have weights of their own, but the %d blocks would share those of one activation (%s). Make the blocks one by one, each with an activation of its own."
              .formatted(layer, count, activation.parameters().keySet()));
    }
  }

  static int requireCount(String layer, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          layer + ": the number of blocks must not be negative, but is " + count + ".");
    }
    return count;
  }

  /// The stack where every step sees every other.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return forward(x, AttentionMask.NONE, mode);
  }

  /// The stack where the mask says which steps see which.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]` or the mask does not fit
  public Tensor forward(Tensor x, AttentionMask mask, Mode mode) {
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.forward(y, mask, mode);
    }
    return norm == null ? y : norm.forward(y, mode);
  }
}

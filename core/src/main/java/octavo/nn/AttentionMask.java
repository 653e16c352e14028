package octavo.nn;

import octavo.storage.DType;
import octavo.tensor.AttentionOptions;
import octavo.tensor.CausalMask;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Which keys the steps of an attention layer see. Two conventions for truth values are about; each has a
/// name here.
///
/// | | true says | shape | PyTorch's name |
/// |---|---|---|---|
/// | `mask` | the step sees the key | broadcasts to `[batch, heads, steps, keys]` | `attn_mask` of `scaled_dot_product_attention`; the negation of `attn_mask` of `nn.MultiheadAttention` |
/// | `padding` | the key is padding, no step sees it | `[batch, keys]` | `key_padding_mask` |
///
/// @param causal which keys a step sees by its place
/// @param mask truth values, or numbers that are added to the scores; or null
/// @param padding truth values; or null
public record AttentionMask(CausalMask causal, @Nullable Tensor mask, @Nullable Tensor padding) {
  /// Every step sees every key.
  public static final AttentionMask NONE = new AttentionMask(CausalMask.NONE, null, null);

  /// No step sees the keys behind it, of as many steps as keys.
  public static final AttentionMask CAUSAL = new AttentionMask(CausalMask.SQUARE, null, null);

  /// Checks the padding, and that a mask says whether it is one of a sequence or of a head.
  public AttentionMask {
    if (mask != null && mask.rank() == 3) {
      throw new IllegalArgumentException(
          "AttentionMask: a mask must be [steps, keys] or [batch, heads, steps, keys], but is %s. Say mask.unsqueeze(1) for one a sequence, mask.unsqueeze(0) for one a head."
              .formatted(mask.shape()));
    }
    if (padding != null && (padding.rank() != 2 || padding.dtype() != DType.BOOL)) {
      throw new IllegalArgumentException(
          "AttentionMask: padding must be truth values [batch, keys], but is %s of shape %s."
              .formatted(padding.dtype(), padding.shape()));
    }
  }

  /// The same where the keys that a step sees follow from its place.
  public AttentionMask withCausal(CausalMask other) {
    return new AttentionMask(other, mask, padding);
  }

  /// The same with truth values, true where a step sees a key, or numbers that are added to the scores.
  public AttentionMask withMask(Tensor other) {
    return new AttentionMask(causal, other, padding);
  }

  /// The same with keys that are padding: true where no step sees the key.
  ///
  /// @throws IllegalArgumentException if these are not truth values `[batch, keys]`
  public AttentionMask withPadding(Tensor other) {
    return new AttentionMask(causal, mask, other);
  }

  /// As options of the operation, for this many sequences and keys.
  AttentionOptions options(String layer, int batch, int keys) {
    AttentionOptions options = AttentionOptions.DEFAULT.withCausal(causal);
    if (padding == null) {
      return mask == null ? options : options.withMask(mask);
    }
    if (padding.size(0) != batch || padding.size(1) != keys) {
      throw new IllegalArgumentException(
          "%s: padding must be [batch, keys], but is %s for %d sequences of %d keys."
              .formatted(layer, padding.shape(), batch, keys));
    }
    Tensor seen = padding.logicalNot().reshape(batch, 1, 1, keys);
    if (mask == null) {
      return options.withMask(seen);
    }
    if (mask.dtype() == DType.BOOL) {
      return options.withMask(mask.logicalAnd(seen));
    }
    Tensor never = Tensors.full(mask.dtype(), Shape.SCALAR, Double.NEGATIVE_INFINITY);
    return options.withMask(Tensors.where(seen, mask, never));
  }
}

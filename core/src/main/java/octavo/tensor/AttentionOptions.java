package octavo.tensor;

import octavo.storage.DType;
import org.jspecify.annotations.Nullable;

/// How the weights of an attention are made.
///
/// ```java
/// q.scaledDotProductAttention(k, v, AttentionOptions.DEFAULT.withCausal());
/// ```
///
/// @param causal which keys a step sees by its place
/// @param mask what broadcasts to `[batch, heads, steps, keys]`: truth values, true where a step sees a key, or
///     numbers that are added to the scores; null for none
/// @param scale the factor of the products, or null for `1/√features`
/// @param dropProbability the part of the weights that is dropped, in `[0, 1]`
public record AttentionOptions(
    CausalMask causal, @Nullable Tensor mask, @Nullable Double scale, double dropProbability) {
  /// Every step sees every key, the scale is `1/√features`, nothing is dropped.
  public static final AttentionOptions DEFAULT =
      new AttentionOptions(CausalMask.NONE, null, null, 0);

  /// Checks the numbers and the type of the mask.
  public AttentionOptions {
    if (scale != null && !Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          "AttentionOptions: the scale must be finite, but is " + scale + ".");
    }
    if (!(dropProbability >= 0 && dropProbability <= 1)) {
      throw new IllegalArgumentException(
          "AttentionOptions: the probability to drop must be in [0, 1], but is "
              + dropProbability
              + ".");
    }
    if (mask != null && mask.dtype() != DType.BOOL && !mask.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "AttentionOptions: the mask must hold truth values or numbers to add, but is %s. Convert first: mask.to(DType.BOOL)."
              .formatted(mask.dtype()));
    }
  }

  /// The same where no step sees the keys behind it, of as many steps as keys.
  public AttentionOptions withCausal() {
    return withCausal(CausalMask.SQUARE);
  }

  /// The same where the keys that a step sees follow from its place.
  public AttentionOptions withCausal(CausalMask other) {
    return new AttentionOptions(other, mask, scale, dropProbability);
  }

  /// The same with truth values, true where a step sees a key, or numbers that are added to the scores.
  /// Numbers that are tracked have gradients; for these the scores of all pairs are made.
  ///
  /// @throws IllegalArgumentException if the mask holds whole numbers
  public AttentionOptions withMask(Tensor other) {
    return new AttentionOptions(causal, other, scale, dropProbability);
  }

  /// The same with another factor of the products.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public AttentionOptions withScale(double other) {
    return new AttentionOptions(causal, mask, other, dropProbability);
  }

  /// The same with weights dropped; what stays is divided by the probability to stay. The call then takes a
  /// generator.
  ///
  /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
  public AttentionOptions withDropout(double probability) {
    return new AttentionOptions(causal, mask, scale, probability);
  }
}

package octavo.nn.model;

import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.RotaryPositions;
import octavo.tensor.AttentionOptions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Attention of a sequence to its past: `[batch, steps, features]` to the same shape. Unlike
/// [octavo.nn.MultiHeadAttention] it can turn queries and keys by their place, and let heads share keys.
///
/// @param qkv from the features to the queries of all heads, then the keys, then the values
/// @param out from the joined heads to the result
/// @param heads of the queries
/// @param keyHeads of keys and values
/// @param dropProbability the part of the attention's weights that is dropped in training
/// @param rotary what turns queries and keys, or null
public record CausalSelfAttention(
    Linear qkv,
    Linear out,
    int heads,
    int keyHeads,
    double dropProbability,
    @Nullable RotaryPositions rotary)
    implements Layer {
  /// Checks that the maps fit the heads.
  ///
  /// @throws IllegalArgumentException if they do not, or the probability is none
  public CausalSelfAttention {
    if (keyHeads < 1 || heads < 1 || heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "CausalSelfAttention: the heads must be a multiple of those of the keys, but are %d and %d."
              .formatted(heads, keyHeads));
    }
    int numbers = qkv.weight().tensor().size(0);
    int all = heads + 2 * keyHeads;
    if (numbers % all != 0) {
      throw new IllegalArgumentException(
          "CausalSelfAttention: the queries, keys and values must share the numbers out evenly, but there are %d numbers for %d of them."
              .formatted(numbers, all));
    }
    if (rotary != null && rotary.features() != numbers / all) {
      throw new IllegalArgumentException(
          "CausalSelfAttention: the positions must turn the %d numbers of a head, but turn %d."
              .formatted(numbers / all, rotary.features()));
    }
    AttentionOptions.DEFAULT.withDropout(dropProbability);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor all = qkv.forward(x, mode);
    AttentionOptions options = AttentionOptions.DEFAULT.withCausal();
    boolean drops = mode.isTraining() && dropProbability > 0;
    if (drops) {
      options = options.withDropout(dropProbability);
    }
    if (rotary != null) {
      return out.forward(turned(all, options, drops, rotary, mode), mode);
    }
    Tensor joined =
        drops
            ? all.selfAttention(heads, keyHeads, options, mode.rng())
            : all.selfAttention(heads, keyHeads, options);
    return out.forward(joined, mode);
  }

  /// Keys and values of the steps so far, `[batch, keyHeads, steps, numbers]`; keys are turned.
  record Past(Tensor keys, Tensor values) {}

  /// The result of some steps, and the past of those that follow.
  record Seen(Tensor result, Past past) {}

  /// In inference: the result of the first steps where there is no past, else of the one step behind it.
  Seen goOn(Tensor x, @Nullable Past past) {
    Mode mode = Mode.inference();
    Tensor all = qkv.forward(x, mode);
    Tensor q = part(all, 0, heads);
    Tensor k = part(all, heads, keyHeads);
    Tensor v = part(all, heads + keyHeads, keyHeads);
    if (rotary != null) {
      int first = past == null ? 0 : past.keys().size(2);
      q = rotary.rotate(q, first);
      k = rotary.rotate(k, first);
    }
    AttentionOptions options = AttentionOptions.DEFAULT;
    if (past == null) {
      options = options.withCausal();
    } else { // the one step sees all of them
      k = Tensors.concat(2, past.keys(), k);
      v = Tensors.concat(2, past.values(), v);
    }
    Tensor y = q.scaledDotProductAttention(k, v, options).transpose(1, 2).flatten(2);
    return new Seen(out.forward(y, mode), new Past(k, v));
  }

  private Tensor turned(
      Tensor all, AttentionOptions options, boolean drops, RotaryPositions rotary, Mode mode) {
    Tensor q = rotary.forward(part(all, 0, heads), mode);
    Tensor k = rotary.forward(part(all, heads, keyHeads), mode);
    Tensor v = part(all, heads + keyHeads, keyHeads);
    Tensor y =
        drops
            ? q.scaledDotProductAttention(k, v, options, mode.rng())
            : q.scaledDotProductAttention(k, v, options);
    return y.transpose(1, 2).flatten(2);
  }

  private Tensor part(Tensor all, int first, int count) {
    int n = all.size(2) / (heads + 2 * keyHeads);
    return all.narrow(2, first * n, count * n)
        .reshape(all.size(0), all.size(1), count, n)
        .transpose(1, 2);
  }
}

package octavo.nn.model;

import java.util.Arrays;
import java.util.List;
import octavo.nn.Dropout;
import octavo.nn.Embedding;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A decoder-only Transformer (Radford et al., 2018 and 2019): from tokens, int64 `[batch, steps]`, to
/// logits `[batch, steps, vocabulary]`, those of step `t` for the token `t + 1`, of which they know nothing.
///
/// ```java
/// Gpt gpt = Gpt.of(65, 64).withWidth(128).withHeads(4).withBlocks(4).create(rng);
/// Loss loss = new PerStep(CrossEntropy.mean());
/// ```
///
/// @param tokens numbers for each token
/// @param positions what is added for each place, or null where the attention turns by the place
/// @param dropout of the sum of both
/// @param blocks one after the other
/// @param norm behind them
/// @param head from the features to the logits
/// @param context how many steps there may be
public record Gpt(
    Embedding tokens,
    @Nullable Layer positions,
    Dropout dropout,
    List<GptBlock> blocks,
    LayerNorm norm,
    Linear head,
    int context)
    implements Layer {
  /// Keeps its own copy of the list.
  public Gpt {
    blocks = List.copyOf(blocks);
  }

  /// A network for this many tokens and up to `context` steps: 4 blocks of width 128 with 4 heads, GELU,
  /// learned positions and no dropout unless told otherwise.
  public static GptOptions of(int vocabulary, int context) {
    return GptOptions.of(vocabulary, context);
  }

  /// The logits.
  ///
  /// @throws IllegalArgumentException if the tokens are not int64 `[batch, steps]` of at most `context` steps
  /// @throws IndexOutOfBoundsException if a token is not in the vocabulary
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (x.rank() != 2 || x.dtype() != DType.INT64 || x.size(1) > context) {
      throw new IllegalArgumentException(
          "Gpt: tokens must be int64 [batch, steps] with at most %d steps, but are %s of shape %s."
              .formatted(context, x.dtype(), x.shape()));
    }
    Tensor h = tokens.forward(x, mode);
    h = dropout.forward(positions == null ? h : positions.forward(h, mode), mode);
    for (GptBlock block : blocks) {
      h = block.forward(h, mode);
    }
    return head.forward(norm.forward(h, mode), mode);
  }

  /// `count` tokens that go on from `prompt`, one by one, each drawn from the logits that the last `context`
  /// tokens give. Up to the `context` the keys and values of earlier tokens are kept, and each token costs one
  /// step; the logits are those of [#forward] but for rounding. Beyond it the first token leaves, all others stand
  /// one place further ahead, and nothing that was computed for them holds: each token costs `context` steps.
  ///
  /// @throws IllegalArgumentException if the prompt is empty or the count negative
  /// @throws IndexOutOfBoundsException if a token is not in the vocabulary
  public long[] generate(long[] prompt, int count, Sampling sampling, Rng rng) {
    if (prompt.length == 0 || count < 0) {
      throw new IllegalArgumentException(
          "Gpt: a prompt of at least one token and a count that is not negative are needed, but there are %d tokens and the count is %d."
              .formatted(prompt.length, count));
    }
    long[] all = Arrays.copyOf(prompt, prompt.length + count);
    GptReader reader = new GptReader(this);
    for (int n = prompt.length; n < all.length; n++) {
      all[n] =
          sampling.draw(reader.logits(Arrays.copyOfRange(all, Math.max(0, n - context), n)), rng);
    }
    return Arrays.copyOfRange(all, prompt.length, all.length);
  }
}

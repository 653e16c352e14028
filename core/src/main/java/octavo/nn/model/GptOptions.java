package octavo.nn.model;

import java.util.ArrayList;
import java.util.List;
import octavo.nn.Dropout;
import octavo.nn.Embedding;
import octavo.nn.FeedForward;
import octavo.nn.GatedFeedForward;
import octavo.nn.Gelu;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.LearnedPositions;
import octavo.nn.Linear;
import octavo.nn.Parameter;
import octavo.nn.RotaryPositions;
import octavo.nn.SinusoidalPositions;
import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// What a [Gpt] is made from.
///
/// @param vocabulary how many tokens there are
/// @param context how many steps there may be
/// @param width numbers of a step
/// @param heads of the attention; a divisor of the width
/// @param keyHeads heads of keys and values; a divisor of the heads
/// @param blocks how many
/// @param hidden numbers of the feed-forward layer; a gated one has two thirds, so as to have as many weights
/// @param activation of the feed-forward layer, if it is not gated
/// @param gate the kind of a gated feed-forward layer, or null
/// @param positions how a step knows its place
/// @param dropProbability of dropout in training: of the embedding, the attention's weights and the branches
public record GptOptions(
    int vocabulary,
    int context,
    int width,
    int heads,
    int keyHeads,
    int blocks,
    int hidden,
    Layer activation,
    @Nullable GluKind gate,
    Positions positions,
    double dropProbability) {
  /// How a step knows its place.
  public enum Positions {
    /// Numbers that are learned for each place, as GPT-2 has them.
    LEARNED,
    /// The waves of the first Transformer.
    SINUSOIDAL,
    /// Queries and keys are turned; pairs are neighbors ([RotaryPositions.Pairing#INTERLEAVED]).
    ROTARY_INTERLEAVED,
    /// Queries and keys are turned; pairs are of both halves ([RotaryPositions.Pairing#HALVES]).
    ROTARY_HALVES
  }

  /// The deviation of the first weights (Radford et al., 2018).
  private static final double DEVIATION = 0.02;

  /// Checks the sizes.
  public GptOptions {
    if (vocabulary < 1 || context < 1 || blocks < 0 || hidden < 1) {
      throw new IllegalArgumentException(
          "Gpt: sizes must be positive, but the vocabulary is %d, the context %d, the blocks %d and the hidden size %d."
              .formatted(vocabulary, context, blocks, hidden));
    }
    boolean divides = width > 0 && heads > 0 && keyHeads > 0;
    if (!divides || width % heads != 0 || heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "Gpt: the heads must divide the width and the heads of the keys the heads, but width is %d, heads %d and keyHeads %d."
              .formatted(width, heads, keyHeads));
    }
    boolean rotary =
        positions == Positions.ROTARY_INTERLEAVED || positions == Positions.ROTARY_HALVES;
    int turned = rotary ? width / heads : positions == Positions.SINUSOIDAL ? width : 0;
    if (turned % 2 != 0) {
      throw new IllegalArgumentException(
          "Gpt: %s positions take an even number of features, but width is %d and heads %d."
              .formatted(positions, width, heads));
    }
    if (!(dropProbability >= 0 && dropProbability <= 1)) {
      throw new IllegalArgumentException(
          "Gpt: the probability to drop must be in [0, 1], but is " + dropProbability + ".");
    }
  }

  static GptOptions of(int vocabulary, int context) {
    return new GptOptions(
        vocabulary, context, 128, 4, 4, 4, 512, new Gelu(), null, Positions.LEARNED, 0);
  }

  /// With another width; the feed-forward layer has four times as many numbers.
  public GptOptions withWidth(int numbers) {
    return copy(numbers, heads, keyHeads, blocks, 4 * numbers, activation, gate, positions);
  }

  /// With other heads, each with keys of its own.
  public GptOptions withHeads(int count) {
    return copy(width, count, count, blocks, hidden, activation, gate, positions);
  }

  /// With fewer heads of keys and values, which neighbors share.
  public GptOptions withKeyHeads(int count) {
    return copy(width, heads, count, blocks, hidden, activation, gate, positions);
  }

  /// With another number of blocks.
  public GptOptions withBlocks(int count) {
    return copy(width, heads, keyHeads, count, hidden, activation, gate, positions);
  }

  /// With another hidden size of the feed-forward layer.
  public GptOptions withHidden(int numbers) {
    return copy(width, heads, keyHeads, blocks, numbers, activation, gate, positions);
  }

  /// With a plain feed-forward layer of this activation.
  public GptOptions withActivation(Layer other) {
    return copy(width, heads, keyHeads, blocks, hidden, other, null, positions);
  }

  /// With a gated feed-forward layer of this kind, whose hidden size is two thirds.
  public GptOptions withGate(GluKind kind) {
    return copy(width, heads, keyHeads, blocks, hidden, activation, kind, positions);
  }

  /// With another way to know the place.
  public GptOptions withPositions(Positions other) {
    return copy(width, heads, keyHeads, blocks, hidden, activation, gate, other);
  }

  /// With dropout in training.
  public GptOptions withDropout(double probability) {
    return new GptOptions(
        vocabulary,
        context,
        width,
        heads,
        keyHeads,
        blocks,
        hidden,
        activation,
        gate,
        positions,
        probability);
  }

  private GptOptions copy(
      int numbers,
      int count,
      int keyCount,
      int depth,
      int inside,
      Layer function,
      @Nullable GluKind kind,
      Positions places) {
    return new GptOptions(
        vocabulary,
        context,
        numbers,
        count,
        keyCount,
        depth,
        inside,
        function,
        kind,
        places,
        dropProbability);
  }

  /// The network, with weights drawn from `rng` as for GPT-2: normal with deviation 0.02, and for maps that end
  /// a branch `0.02/√(2·blocks)`; biases begin with 0.
  ///
  /// @throws IllegalArgumentException if the activation has parameters, which the blocks would share
  public Gpt create(Rng rng) {
    if (gate == null && blocks > 1 && !activation.parameters().isEmpty()) {
      throw new IllegalArgumentException(
          "Gpt: blocks have weights of their own, but the %d blocks would share those of one activation (%s). Take one without parameters."
              .formatted(blocks, activation.parameters().keySet()));
    }
    List<GptBlock> all = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      all.add(
          new GptBlock(
              LayerNorm.create(width),
              attention(rng),
              LayerNorm.create(width),
              feedForward(rng),
              new Dropout(dropProbability)));
    }
    Initializer normal = Initializer.normal(0, DEVIATION);
    return new Gpt(
        new Embedding(Parameter.of(normal.create(rng, Shape.of(vocabulary, width)))),
        positions(rng),
        new Dropout(dropProbability),
        all,
        LayerNorm.create(width),
        linear(width, vocabulary, DEVIATION, rng),
        context);
  }

  private @Nullable Layer positions(Rng rng) {
    return switch (positions) {
      case LEARNED -> LearnedPositions.create(context, width, DEVIATION, rng);
      case SINUSOIDAL -> new SinusoidalPositions(width);
      case ROTARY_INTERLEAVED, ROTARY_HALVES -> null;
    };
  }

  private CausalSelfAttention attention(Rng rng) {
    int n = width / heads;
    RotaryPositions rotary =
        switch (positions) {
          case LEARNED, SINUSOIDAL -> null;
          case ROTARY_INTERLEAVED -> RotaryPositions.interleaved(n);
          case ROTARY_HALVES -> RotaryPositions.halves(n);
        };
    return new CausalSelfAttention(
        linear(width, (heads + 2 * keyHeads) * n, DEVIATION, rng),
        linear(width, width, last(), rng),
        heads,
        keyHeads,
        dropProbability,
        rotary);
  }

  private Layer feedForward(Rng rng) {
    if (gate == null) {
      Linear up = linear(width, hidden, DEVIATION, rng);
      return new FeedForward(up, activation, linear(hidden, width, last(), rng));
    }
    int inside = GatedFeedForward.likePlain(width, hidden).hidden();
    return new GatedFeedForward(
        linear(width, inside, DEVIATION, rng),
        linear(width, inside, DEVIATION, rng),
        linear(inside, width, last(), rng),
        gate);
  }

  /// The deviation of maps that end a branch, so that the sum of all branches does not grow with their number.
  private double last() {
    return DEVIATION / Math.sqrt(Math.max(1, 2 * blocks));
  }

  private static Linear linear(int in, int out, double deviation, Rng rng) {
    return Linear.of(in, out)
        .withInitializer(Initializer.normal(0, deviation))
        .withBiasInitializer(Initializer.constant(0))
        .create(rng);
  }
}

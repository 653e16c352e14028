package octavo.nn;

import octavo.random.Rng;

/// What a block of a Transformer is made from.
///
/// ```java
/// TransformerEncoderLayer.create(
///     TransformerEncoderLayer.of(128, 4).withNormPlace(NormPlace.BEFORE).withActivation(new Gelu()), rng);
/// ```
///
/// @param layer what is to be made, for messages
/// @param features numbers of a step
/// @param heads of the attention; a divisor of the features
/// @param hidden numbers between the linear maps
/// @param activation of the hidden numbers
/// @param dropProbability of dropout in training: of the attention's weights, the branches and the hidden numbers
/// @param normPlace where the norms stand
/// @param epsilon of the norms
/// @param withBias whether linear maps and norms have biases
public record TransformerOptions(
    String layer,
    int features,
    int heads,
    int hidden,
    Layer activation,
    double dropProbability,
    NormPlace normPlace,
    double epsilon,
    boolean withBias) {
  /// Checks the numbers.
  public TransformerOptions {
    MultiHeadAttention.Options.requireHeads(layer, features, heads);
    DropProbability.require(layer, dropProbability);
    if (hidden < 1) {
      throw new IllegalArgumentException(
          layer + ": the hidden size must be positive, but is " + hidden + ".");
    }
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(
          layer + ": epsilon must not be negative, but is " + epsilon + ".");
    }
  }

  static TransformerOptions of(String layer, int features, int heads) {
    return new TransformerOptions(
        layer, features, heads, 2048, new Relu(), 0.1, NormPlace.AFTER, 1e-5, true);
  }

  /// With another number of hidden numbers.
  public TransformerOptions withHidden(int count) {
    return new TransformerOptions(
        layer, features, heads, count, activation, dropProbability, normPlace, epsilon, withBias);
  }

  /// With another activation.
  public TransformerOptions withActivation(Layer other) {
    return new TransformerOptions(
        layer, features, heads, hidden, other, dropProbability, normPlace, epsilon, withBias);
  }

  /// With another dropout, in `[0, 1]`.
  public TransformerOptions withDropout(double probability) {
    return new TransformerOptions(
        layer, features, heads, hidden, activation, probability, normPlace, epsilon, withBias);
  }

  /// With the norms elsewhere.
  public TransformerOptions withNormPlace(NormPlace other) {
    return new TransformerOptions(
        layer, features, heads, hidden, activation, dropProbability, other, epsilon, withBias);
  }

  /// With another epsilon of the norms.
  public TransformerOptions withEpsilon(double added) {
    return new TransformerOptions(
        layer, features, heads, hidden, activation, dropProbability, normPlace, added, withBias);
  }

  /// Without biases of the linear maps and norms.
  public TransformerOptions withoutBias() {
    return new TransformerOptions(
        layer, features, heads, hidden, activation, dropProbability, normPlace, epsilon, false);
  }

  MultiHeadAttention attention(Rng rng) {
    MultiHeadAttention.Options options =
        MultiHeadAttention.of(features, heads).withDropout(dropProbability);
    return (withBias ? options : options.withoutBias()).create(rng);
  }

  private Linear linear(int in, int out, Rng rng) {
    Linear.Options options = Linear.of(in, out);
    return (withBias ? options : options.withoutBias()).create(rng);
  }

  Linear up(Rng rng) {
    return linear(features, hidden, rng);
  }

  Linear down(Rng rng) {
    return linear(hidden, features, rng);
  }

  LayerNorm norm() {
    LayerNorm norm = LayerNorm.create(features).withEpsilon(epsilon);
    return withBias ? norm : norm.withoutBias();
  }
}

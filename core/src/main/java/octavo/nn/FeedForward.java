package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Tensor;

/// The feed-forward layer of the Transformer (Vaswani et al., 2017): `act(x·W₁ + b₁)·W₂ + b₂` over
/// the last axis, `[…, features]` to `[…, features]`. See [GatedFeedForward] for its gated form.
///
/// ```java
/// FeedForward f = FeedForward.of(768, 3072).withActivation(new Gelu()).create(rng);
/// ```
///
/// @param up from `features` to `hidden` numbers
/// @param activation between both
/// @param down from `hidden` to `features` numbers
public record FeedForward(Linear up, Layer activation, Linear down) implements Layer {
  /// A layer with ReLU and biases, as in the paper.
  public static Options of(int features, int hidden) {
    return new Options(features, hidden, new Relu(), true);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return down.forward(activation.forward(up.forward(x, mode), mode), mode);
  }

  /// What a feed-forward layer is made from.
  ///
  /// @param features numbers that enter and leave
  /// @param hidden numbers in between
  /// @param activation the function in between
  /// @param withBias whether there are biases
  public record Options(int features, int hidden, Layer activation, boolean withBias) {
    /// Checks the sizes.
    public Options {
      if (features < 1 || hidden < 1) {
        throw new IllegalArgumentException(
            "FeedForward: sizes must be positive, but features is %d and hidden is %d."
                .formatted(features, hidden));
      }
    }

    /// With another activation.
    public Options withActivation(Layer other) {
      return new Options(features, hidden, other, withBias);
    }

    /// Without biases.
    public Options withoutBias() {
      return new Options(features, hidden, activation, false);
    }

    /// The layer, with weights drawn from `rng`.
    public FeedForward create(Rng rng) {
      Linear.Options first = Linear.of(features, hidden);
      Linear.Options second = Linear.of(hidden, features);
      Linear up = (withBias ? first : first.withoutBias()).create(rng);
      Linear down = (withBias ? second : second.withoutBias()).create(rng);
      return new FeedForward(up, activation, down);
    }
  }
}

package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.Tensor;

/// The gated feed-forward layer (Shazeer, "GLU Variants Improve Transformer", 2020):
/// `(act(x·W) ⊙ x·V)·W₂` over the last axis, `[…, features]` to `[…, features]`.
///
/// It has three matrices where [FeedForward] has two, so for the same number of parameters its
/// hidden size is two thirds: 2048 for 3072.
///
/// ```java
/// GatedFeedForward f = GatedFeedForward.likePlain(768, 3072).withKind(GluKind.GEGLU).create(rng);
/// ```
///
/// @param gate `W`, from `features` to `hidden` numbers, which the activation is applied to
/// @param up `V`, from `features` to `hidden` numbers
/// @param down `W₂`, from `hidden` to `features` numbers
/// @param kind the activation
public record GatedFeedForward(Linear gate, Linear up, Linear down, GluKind kind) implements Layer {
  /// A layer of this hidden size, SwiGLU and without biases unless told otherwise.
  public static Options of(int features, int hidden) {
    return new Options(features, hidden, GluKind.SWIGLU, false);
  }

  /// A layer with as many weights as a plain one of hidden size `plainHidden`: its own is two thirds
  /// of that, rounded.
  public static Options likePlain(int features, int plainHidden) {
    return of(features, Math.toIntExact(Math.round(plainHidden * 2L / 3.0)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return down.forward(kind.apply(up.forward(x, mode), gate.forward(x, mode)), mode);
  }

  /// What a gated feed-forward layer is made from.
  ///
  /// @param features numbers that enter and leave
  /// @param hidden numbers in between
  /// @param kind the activation
  /// @param withBias whether there are biases
  public record Options(int features, int hidden, GluKind kind, boolean withBias) {
    /// Checks the sizes.
    public Options {
      if (features < 1 || hidden < 1) {
        throw new IllegalArgumentException(
            "GatedFeedForward: sizes must be positive, but features is %d and hidden is %d."
                .formatted(features, hidden));
      }
    }

    /// With another activation.
    public Options withKind(GluKind other) {
      return new Options(features, hidden, other, withBias);
    }

    /// With biases.
    public Options withBiases() {
      return new Options(features, hidden, kind, true);
    }

    /// The layer, with weights drawn from `rng`.
    public GatedFeedForward create(Rng rng) {
      return new GatedFeedForward(
          linear(features, hidden, rng),
          linear(features, hidden, rng),
          linear(hidden, features, rng),
          kind);
    }

    private Linear linear(int in, int out, Rng rng) {
      Linear.Options options = Linear.of(in, out);
      return (withBias ? options : options.withoutBias()).create(rng);
    }
  }
}

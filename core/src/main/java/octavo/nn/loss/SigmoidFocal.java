package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The focal loss of independent yes-or-no answers, from logits (Lin et al., 2017): the binary
/// cross-entropy times `α_t·(1 - p_t)^γ`, where `p_t` is the probability of the right answer, so that what
/// is easy counts little. `α_t = α` for targets of 1 and `1 - α` for 0.
///
/// @param reduction how the losses of the elements become one
/// @param gamma `γ`, not negative; 0 is the cross-entropy
/// @param alpha `α` in `[0, 1]`, or null for no balance
public record SigmoidFocal(LossReduction reduction, double gamma, @Nullable Double alpha)
    implements Loss {
  /// Checks gamma and alpha.
  public SigmoidFocal {
    SoftmaxFocal.requireGamma("SigmoidFocal", gamma);
    if (alpha != null && !(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "SigmoidFocal: alpha must be in [0, 1], but is " + alpha + ".");
    }
  }

  /// The mean over all elements, with the paper's `γ = 2` and `α = 0.25`.
  public static SigmoidFocal mean() {
    return new SigmoidFocal(LossReduction.MEAN, 2, 0.25);
  }

  /// The same with another `γ`.
  public SigmoidFocal withGamma(double other) {
    return new SigmoidFocal(reduction, other, alpha);
  }

  /// The same with another `α`.
  public SigmoidFocal withAlpha(double other) {
    return new SigmoidFocal(reduction, gamma, other);
  }

  /// The same with both answers balanced alike.
  public SigmoidFocal withoutAlpha() {
    return new SigmoidFocal(reduction, gamma, null);
  }

  /// The same with another reduction.
  public SigmoidFocal withReduction(LossReduction other) {
    return new SigmoidFocal(other, gamma, alpha);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor x = Tensors.real("SigmoidFocal", logits);
    Operands.requireSameShape("SigmoidFocal", x, targets);
    Tensor t = targets.to(x.dtype());
    Tensor losses = x.softplus().subtract(t.multiply(x));
    Tensor wrong = x.sigmoid().multiply(t.affine(-2, 1)).add(t); // 1 - p_t
    losses = losses.multiply(SoftmaxFocal.factor(wrong, gamma));
    return reduction.of(
        alpha == null ? losses : losses.multiply(t.affine(2 * alpha - 1, 1 - alpha)));
  }
}

package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// The focal loss of exclusive classes, from logits (Lin et al., 2017): of logits `[batch, classes, …]`
/// and class indices `t`, int64 `[batch, …]`, `-α_t·(1 - p_t)^γ·ln p_t` with `p = softmax x`.
///
/// @param reduction how the losses of the rows become one; the mean divides by their number
/// @param gamma `γ`, not negative; 0 is the cross-entropy
/// @param alpha a factor for each class, `[classes]`, or null for ones
public record SoftmaxFocal(LossReduction reduction, double gamma, @Nullable Tensor alpha)
    implements Loss {
  /// Below this `1 - p_t` counts as constant, so that a power below 1 has no infinite slope.
  private static final double LEAST = 1e-30;

  /// Checks gamma.
  public SoftmaxFocal {
    requireGamma("SoftmaxFocal", gamma);
  }

  static void requireGamma(String loss, double gamma) {
    if (!(gamma >= 0)) {
      throw new IllegalArgumentException(
          loss + ": gamma must not be negative, but is " + gamma + ".");
    }
  }

  /// The mean over the batch, with the paper's `γ = 2`.
  public static SoftmaxFocal mean() {
    return new SoftmaxFocal(LossReduction.MEAN, 2, null);
  }

  /// The same with another `γ`.
  public SoftmaxFocal withGamma(double other) {
    return new SoftmaxFocal(reduction, other, alpha);
  }

  /// The same with a factor for each class, `[classes]`.
  public SoftmaxFocal withAlpha(Tensor perClass) {
    return new SoftmaxFocal(reduction, gamma, perClass);
  }

  /// The same with another reduction.
  public SoftmaxFocal withReduction(LossReduction other) {
    return new SoftmaxFocal(other, gamma, alpha);
  }

  /// `wrong^γ`.
  static Tensor factor(Tensor wrong, double gamma) {
    return gamma == 0 ? wrong.stopGradient().onesLike() : wrong.maximum(LEAST).power(gamma);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor x = Tensors.real("SoftmaxFocal", logits);
    Operands.requireClasses("SoftmaxFocal", x, targets, Long.MIN_VALUE);
    Operands.requirePerClass("SoftmaxFocal", alpha, x.size(1));
    Tensor logP = x.crossEntropy(targets).negate();
    Tensor losses = factor(logP.expm1().negate(), gamma).multiply(logP).negate();
    return reduction.of(
        alpha == null
            ? losses
            : losses.multiply(Operands.rowWeights(targets, alpha, Long.MIN_VALUE, x.dtype())));
  }
}

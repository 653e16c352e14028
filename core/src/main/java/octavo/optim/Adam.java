package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Adam (Kingma and Ba, 2015), with bias corrections: `m = β₁m + (1-β₁)u`, `v =
/// β₂v + (1-β₂)u²`, `u = (m/(1-β₁ᵗ)) / (√(v/(1-β₂ᵗ)) + ε)`.
///
/// With `amsgrad` the largest `v` so far stands under the root (Reddi, Kale and Kumar, 2018), as in
/// PyTorch: the correction of bias comes after the maximum.
///
/// Of float32 an `m` below the smallest normal number, 1.2·10⁻³⁸, becomes 0: that of a parameter without a
/// gradient would stay among the subnormal numbers, which are slow.
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the mean of squares
/// @param epsilon keeps the quotient finite
/// @param placement where ε stands; the paper, the article and PyTorch have it outside the root
/// @param amsgrad whether the divisor never falls
public record Adam(
    double beta1, double beta2, double epsilon, EpsilonPlacement placement, boolean amsgrad)
    implements ElementwiseTransform {
  /// Checks the decays.
  public Adam {
    Numbers.requireShare("adam: beta1", beta1);
    Numbers.requireShare("adam: beta2", beta2);
    Numbers.requireNotNegative("adam: epsilon", epsilon);
  }

  /// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ outside the root.
  public static Adam defaults() {
    return new Adam(0.9, 0.999, 1e-8, EpsilonPlacement.OUTSIDE_ROOT, false);
  }

  /// Other decays.
  public Adam withBetas(double mean, double squares) {
    return new Adam(mean, squares, epsilon, placement, amsgrad);
  }

  /// Another ε, in this place.
  public Adam withEpsilon(double value, EpsilonPlacement where) {
    return new Adam(beta1, beta2, value, where, amsgrad);
  }

  /// With or without the maximum.
  public Adam withAmsgrad(boolean maximum) {
    return new Adam(beta1, beta2, epsilon, placement, maximum);
  }

  /// Whether the fused loop has it.
  boolean isPlain() {
    return !amsgrad && placement != EpsilonPlacement.INSIDE_ROOT;
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return amsgrad
        ? List.of(Slot.zeros("exp_avg"), Slot.zeros("exp_avg_sq"), Slot.zeros("max_exp_avg_sq"))
        : List.of(Slot.zeros("exp_avg"), Slot.zeros("exp_avg_sq"));
  }

  /// What the fused loop adds to the corrected root.
  double added(Step step) {
    return placement == EpsilonPlacement.OUTSIDE_ROOT ? epsilon : epsilon * root(step);
  }

  /// The correction of the mean.
  double factor(Step step) {
    return 1 / (1 - Math.pow(beta1, step.number()));
  }

  /// The correction of the root.
  double root(Step step) {
    return 1 / Math.sqrt(1 - Math.pow(beta2, step.number()));
  }

  @Override
  public Loop begin(Step step) {
    double factor = factor(step);
    double root = root(step);
    return b -> {
      b.state(0).blend(beta1, 1 - beta1, b.u());
      b.state(1).blendSquares(beta2, 1 - beta2, b.u());
      if (amsgrad) {
        b.state(2).maximum(b.state(1));
      }
      b.u().set(b.state(0));
      b.u().divideByRoot(factor, b.state(amsgrad ? 2 : 1), root, epsilon, placement);
    };
  }
}

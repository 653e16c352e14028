package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of RAdam (Liu et al., 2020): Adam whose divisor is used only when enough gradients
/// have been seen to trust it. With `ρ∞ = 2/(1-β₂) - 1` and `ρ = ρ∞ - 2tβ₂ᵗ/(1-β₂ᵗ)` the direction is
/// the plain mean `m̂` while `ρ ≤ 5`, then `m̂·r/√v̂` with
/// `r = √((ρ-4)(ρ-2)ρ∞ / ((ρ∞-4)(ρ∞-2)ρ))`.
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the mean of squares
/// @param epsilon added to the root before its bias is corrected, as in PyTorch
public record RAdam(double beta1, double beta2, double epsilon) implements ElementwiseTransform {
  /// Checks the numbers.
  public RAdam {
    Numbers.requireShare("radam: beta1", beta1);
    Numbers.requireShare("radam: beta2", beta2);
    Numbers.requireNotNegative("radam: epsilon", epsilon);
  }

  /// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  public static RAdam defaults() {
    return new RAdam(0.9, 0.999, 1e-8);
  }

  /// Other decays.
  public RAdam withBetas(double mean, double squares) {
    return new RAdam(mean, squares, epsilon);
  }

  /// Another ε.
  public RAdam withEpsilon(double value) {
    return new RAdam(beta1, beta2, value);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("exp_avg"), Slot.zeros("exp_avg_sq"));
  }

  @Override
  public Loop begin(Step step) {
    long t = step.number();
    double factor = 1 / (1 - Math.pow(beta1, t));
    double share = 1 - Math.pow(beta2, t);
    double limit = 2 / (1 - beta2) - 1;
    double length = limit - 2 * t * (1 - share) / share;
    double rectified =
        Math.sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
    return b -> {
      b.state(0).blend(beta1, 1 - beta1, b.u());
      b.state(1).blendSquares(beta2, 1 - beta2, b.u());
      b.u().set(b.state(0));
      if (length > 5) {
        double all = factor * rectified * Math.sqrt(share);
        b.u().divideByRoot(all, b.state(1), 1, epsilon, EpsilonPlacement.OUTSIDE_ROOT);
      } else {
        b.u().scale(factor);
      }
    };
  }
}

package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Nadam (Dozat, 2016), Adam with Nesterov's look ahead and a momentum that grows:
/// `μₜ = β₁(1 - ½·0.96^(t·decay))`, `u = ((1-μₜ)·u/(1 - Πₜ) + μₜ₊₁·m/(1 - Πₜ₊₁)) / (√v̂ + ε)` with
/// `Πₜ = μ₁·…·μₜ` and `v̂` as in [Adam].
///
/// @param beta1 what the momentum grows to
/// @param beta2 decay of the mean of squares
/// @param epsilon keeps the quotient finite
/// @param placement where ε stands
/// @param momentumDecay how fast the momentum grows; infinite for `μₜ = β₁` from the first step on
/// @param mean how the mean `m` is taken
/// @param amsgrad whether the divisor never falls, as in [Adam]
public record NAdam(
    double beta1,
    double beta2,
    double epsilon,
    EpsilonPlacement placement,
    double momentumDecay,
    Mean mean,
    boolean amsgrad)
    implements ElementwiseTransform {
  /// How the mean of the gradients is taken.
  public enum Mean {
    /// `m = β₁m + (1-β₁)u`, as in PyTorch.
    CONSTANT,

    /// `m = μₜm + (1-μₜ)u`, as in the article.
    SCHEDULED
  }

  /// Checks the numbers.
  public NAdam {
    Numbers.requireShare("nadam: beta1", beta1);
    Numbers.requireShare("nadam: beta2", beta2);
    Numbers.requireNotNegative("nadam: epsilon", epsilon);
    Numbers.require(momentumDecay >= 0, "nadam: momentumDecay must not be negative", momentumDecay);
  }

  /// PyTorch's: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ outside the root, `decay = 1/250`.
  public static NAdam defaults() {
    return new NAdam(0.9, 0.999, 1e-8, EpsilonPlacement.OUTSIDE_ROOT, 0.004, Mean.CONSTANT, false);
  }

  /// Other decays.
  public NAdam withBetas(double momentum, double squares) {
    return new NAdam(momentum, squares, epsilon, placement, momentumDecay, mean, amsgrad);
  }

  /// Another ε, in this place.
  public NAdam withEpsilon(double value, EpsilonPlacement where) {
    return new NAdam(beta1, beta2, value, where, momentumDecay, mean, amsgrad);
  }

  /// Another growth of the momentum.
  public NAdam withMomentumDecay(double decay) {
    return new NAdam(beta1, beta2, epsilon, placement, decay, mean, amsgrad);
  }

  /// The same momentum in all steps.
  public NAdam withConstantMomentum() {
    return withMomentumDecay(Double.POSITIVE_INFINITY);
  }

  /// Another mean.
  public NAdam withMean(Mean form) {
    return new NAdam(beta1, beta2, epsilon, placement, momentumDecay, form, amsgrad);
  }

  /// With or without the maximum.
  public NAdam withAmsgrad(boolean maximum) {
    return new NAdam(beta1, beta2, epsilon, placement, momentumDecay, mean, maximum);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    Slot m = Slot.zeros("exp_avg");
    Slot v = Slot.zeros("exp_avg_sq");
    Slot product = Slot.number("mu_product", 1);
    return amsgrad ? List.of(m, v, product, Slot.zeros("max_exp_avg_sq")) : List.of(m, v, product);
  }

  private double momentum(long step) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
  }

  @Override
  public Loop begin(Step step) {
    double now = momentum(step.number());
    double next = momentum(step.number() + 1);
    double product = step.number(2) * now;
    step.setNumber(2, product);
    double decay = mean == Mean.CONSTANT ? beta1 : now;
    double root = 1 / Math.sqrt(1 - Math.pow(beta2, step.number()));
    return b -> {
      b.state(0).blend(decay, 1 - decay, b.u());
      b.state(1).blendSquares(beta2, 1 - beta2, b.u());
      if (amsgrad) {
        b.state(3).maximum(b.state(1));
      }
      b.u().blend((1 - now) / (1 - product), next / (1 - product * next), b.state(0));
      b.u().divideByRoot(1, b.state(amsgrad ? 3 : 1), root, epsilon, placement);
    };
  }
}

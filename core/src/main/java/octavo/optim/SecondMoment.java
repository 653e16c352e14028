package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// Adam's divisor without its mean: `v = βv + (1-β)u²`, `u = u/(√(v/(1-βᵗ)) + ε)`.
///
/// @param beta decay of the mean of squares
/// @param epsilon added to the root
public record SecondMoment(double beta, double epsilon) implements ElementwiseTransform {
  /// Checks the numbers.
  public SecondMoment {
    Numbers.requireShare("secondMoment: beta", beta);
    Numbers.requireNotNegative("secondMoment: epsilon", epsilon);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("exp_avg_sq"));
  }

  @Override
  public Loop begin(Step step) {
    double root = 1 / Math.sqrt(1 - Math.pow(beta, step.number()));
    return b -> {
      b.state(0).blendSquares(beta, 1 - beta, b.u());
      b.u().divideByRoot(1, b.state(0), root, epsilon, EpsilonPlacement.OUTSIDE_ROOT);
    };
  }
}

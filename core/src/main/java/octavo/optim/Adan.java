package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Adan (Xie et al., 2022), Nesterov's momentum without the second evaluation: with
/// `d = g - gₜ₋₁` (0 in the first step), `m = β₁m + (1-β₁)g`, `v = β₂v + (1-β₂)d`, `n = β₃n +
/// (1-β₃)(g + β₂d)²`, `u = (m̂ + β₂v̂)/(√n̂ + ε)`, where a hat divides by `1 - βᵗ`.
///
/// The βs are what is kept, as in the authors' program; the paper's are `1 - β`.
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the mean of differences
/// @param beta3 decay of the mean of squares
/// @param epsilon added to the root
public record Adan(double beta1, double beta2, double beta3, double epsilon)
    implements ElementwiseTransform {
  /// Checks the numbers.
  public Adan {
    Numbers.requireShare("adan: beta1", beta1);
    Numbers.requireShare("adan: beta2", beta2);
    Numbers.requireShare("adan: beta3", beta3);
    Numbers.requireNotNegative("adan: epsilon", epsilon);
  }

  /// β = 0.98, 0.92, 0.99, ε = 10⁻⁸.
  public static Adan defaults() {
    return new Adan(0.98, 0.92, 0.99, 1e-8);
  }

  /// Other decays.
  public Adan withBetas(double mean, double differences, double squares) {
    return new Adan(mean, differences, squares, epsilon);
  }

  /// Another ε.
  public Adan withEpsilon(double value) {
    return new Adan(beta1, beta2, beta3, value);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(
        Slot.zeros("exp_avg"),
        Slot.zeros("exp_avg_diff"),
        Slot.zeros("exp_avg_sq"),
        Slot.zeros("previous_gradient"));
  }

  @Override
  public Loop begin(Step step) {
    long t = step.number();
    double factor = 1 / (1 - Math.pow(beta1, t));
    double ahead = beta2 / (1 - Math.pow(beta2, t));
    double root = 1 / Math.sqrt(1 - Math.pow(beta3, t));
    return b -> {
      Span difference = b.scratch();
      if (t == 1) {
        b.state(3).set(b.u());
      }
      difference.set(b.u());
      difference.add(-1, b.state(3));
      b.state(3).set(b.u());
      b.state(0).blend(beta1, 1 - beta1, b.u());
      b.state(1).blend(beta2, 1 - beta2, difference);
      b.u().add(beta2, difference);
      b.state(2).blendSquares(beta3, 1 - beta3, b.u());
      b.u().set(b.state(0));
      b.u().blend(factor, ahead, b.state(1));
      b.u().divideByRoot(1, b.state(2), root, epsilon, EpsilonPlacement.OUTSIDE_ROOT);
    };
  }
}

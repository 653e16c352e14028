package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Adamax (Kingma and Ba, 2015): Adam with the largest magnitude in the place of
/// the root mean square: `m = β₁m + (1-β₁)u`, `n = max(β₂n, |u|)`, `u = (m/(1-β₁ᵗ))/n`.
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the maximum
/// @param epsilon keeps the quotient finite
/// @param placement where ε stands
public record Adamax(double beta1, double beta2, double epsilon, Placement placement)
    implements ElementwiseTransform {
  /// Where ε is added.
  public enum Placement {
    /// To the magnitude: `n = max(β₂n, |u| + ε)`, as in PyTorch.
    TO_MAGNITUDE,

    /// To the divisor: `m̂/(n + ε)`, as in the article.
    TO_DIVISOR
  }

  /// Checks the numbers.
  public Adamax {
    Numbers.requireShare("adamax: beta1", beta1);
    Numbers.requireShare("adamax: beta2", beta2);
    Numbers.requireNotNegative("adamax: epsilon", epsilon);
  }

  /// PyTorch's: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ added to the magnitude.
  public static Adamax defaults() {
    return new Adamax(0.9, 0.999, 1e-8, Placement.TO_MAGNITUDE);
  }

  /// Other decays.
  public Adamax withBetas(double mean, double maximum) {
    return new Adamax(mean, maximum, epsilon, placement);
  }

  /// Another ε, in this place.
  public Adamax withEpsilon(double value, Placement where) {
    return new Adamax(beta1, beta2, value, where);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("exp_avg"), Slot.zeros("exp_inf"));
  }

  @Override
  public Loop begin(Step step) {
    double factor = 1 / (1 - Math.pow(beta1, step.number()));
    boolean early = placement == Placement.TO_MAGNITUDE;
    return b -> {
      b.state(0).blend(beta1, 1 - beta1, b.u());
      b.state(1).decayingMaximum(beta2, b.u(), early ? epsilon : 0);
      b.u().set(b.state(0));
      b.u().divide(factor, b.state(1), early ? 0 : epsilon);
    };
  }
}

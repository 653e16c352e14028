package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of AdaBelief (Zhuang et al., 2020): Adam that divides by how far gradients are from
/// their mean, not from zero: `m = β₁m + (1-β₁)u`, `s = β₂s + (1-β₂)(u-m)² + ε`, `u =
/// (m/(1-β₁ᵗ)) / (√(s/(1-β₂ᵗ)) + ε)`.
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the variance
/// @param epsilon added in both places, as in the paper
public record AdaBelief(double beta1, double beta2, double epsilon)
    implements ElementwiseTransform {
  /// Checks the numbers.
  public AdaBelief {
    Numbers.requireShare("adaBelief: beta1", beta1);
    Numbers.requireShare("adaBelief: beta2", beta2);
    Numbers.requireNotNegative("adaBelief: epsilon", epsilon);
  }

  /// β₁ = 0.9, β₂ = 0.999, ε = 10⁻¹⁶.
  public static AdaBelief defaults() {
    return new AdaBelief(0.9, 0.999, 1e-16);
  }

  /// Other decays.
  public AdaBelief withBetas(double mean, double variance) {
    return new AdaBelief(mean, variance, epsilon);
  }

  /// Another ε.
  public AdaBelief withEpsilon(double value) {
    return new AdaBelief(beta1, beta2, value);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("exp_avg"), Slot.zeros("exp_avg_var"));
  }

  @Override
  public Loop begin(Step step) {
    double factor = 1 / (1 - Math.pow(beta1, step.number()));
    double root = 1 / Math.sqrt(1 - Math.pow(beta2, step.number()));
    return b -> {
      Span m = b.state(0);
      Span s = b.state(1);
      m.blend(beta1, 1 - beta1, b.u());
      b.u().add(-1, m);
      s.blendSquares(beta2, 1 - beta2, b.u());
      s.shift(epsilon);
      b.u().set(m);
      b.u().divideByRoot(factor, s, root, epsilon, EpsilonPlacement.OUTSIDE_ROOT);
    };
  }
}

package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Lion (Chen et al., 2023), a sign: `u' = sign(β₁m + (1-β₁)u)`, `m = β₂m +
/// (1-β₂)u`. Every number moves by the rate, which is to be some ten times smaller than Adam's.
///
/// @param beta1 the share of the mean in the direction
/// @param beta2 decay of the mean
public record Lion(double beta1, double beta2) implements ElementwiseTransform {
  /// Checks the numbers.
  public Lion {
    Numbers.requireShare("lion: beta1", beta1);
    Numbers.requireShare("lion: beta2", beta2);
  }

  /// β₁ = 0.9, β₂ = 0.99.
  public static Lion defaults() {
    return new Lion(0.9, 0.99);
  }

  /// Other decays.
  public Lion withBetas(double direction, double mean) {
    return new Lion(direction, mean);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("exp_avg"));
  }

  @Override
  public Loop begin(Step step) {
    return b -> {
      b.scratch().set(b.u());
      b.u().blend(1 - beta1, beta1, b.state(0));
      b.u().sign();
      b.state(0).blend(beta2, 1 - beta2, b.scratch());
    };
  }
}

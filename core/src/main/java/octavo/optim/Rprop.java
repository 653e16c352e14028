package octavo.optim;

import java.util.List;
import octavo.kernel.Kernels;
import octavo.kernel.update.Resilience;
import octavo.tensor.Shape;

/// The direction of Rprop (Riedmiller and Braun, 1993) for gradients of whole data sets: each number
/// has a step size of its own, which grows while the sign of its gradient stays and shrinks when it
/// turns; after a turn the number waits for one step. The gradient's size does not count.
///
/// The rate scales all sizes: at the rate that [#initial] names the sizes are the steps, as in
/// PyTorch.
///
/// @param initial the first step size
/// @param shrinkage the factor after a turn, in `(0, 1)`
/// @param growth the factor otherwise, above 1
/// @param least the least step size
/// @param most the greatest
public record Rprop(double initial, double shrinkage, double growth, double least, double most)
    implements ElementwiseTransform {
  /// Checks the numbers.
  public Rprop {
    Numbers.requirePositive("rprop: the initial size", initial);
    Numbers.require(
        shrinkage > 0 && shrinkage < 1, "rprop: the shrinkage must be in (0, 1)", shrinkage);
    Numbers.require(growth > 1, "rprop: the growth must be above 1", growth);
    Numbers.requireNotNegative("rprop: the least size", least);
    Numbers.require(most >= least, "rprop: the greatest size must not be below the least", most);
  }

  /// Sizes from `initial` on, factors 0.5 and 1.2, sizes in `[10⁻⁶, 50]`.
  public static Rprop of(double initial) {
    return new Rprop(initial, 0.5, 1.2, 1e-6, 50);
  }

  /// Other factors.
  public Rprop withFactors(double turn, double same) {
    return new Rprop(initial, turn, same, least, most);
  }

  /// Other bounds of the sizes.
  public Rprop withSizes(double smallest, double greatest) {
    return new Rprop(initial, shrinkage, growth, smallest, greatest);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("prev"), Slot.filled("step_size", initial));
  }

  @Override
  public Loop begin(Step step) {
    Resilience numbers = new Resilience(shrinkage, growth, least, most);
    return b -> {
      Span u = b.u();
      Kernels.UPDATE.resilient(
          u.storage(),
          u.from(),
          b.state(0).storage(),
          b.state(1).storage(),
          b.state(0).from(),
          numbers,
          u.size());
      u.scale(1 / initial);
    };
  }
}

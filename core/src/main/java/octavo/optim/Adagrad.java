package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Adagrad (Duchi, Hazan and Singer, 2011): `n = n + u²`, `u = u/(√n + ε)`, or
/// `u/√(n + ε)` in the article; over `1 + (t-1)·rateDecay` if that is set.
///
/// @param rateDecay how fast the rate falls besides
/// @param initial what the sum of squares begins with
/// @param epsilon keeps the quotient finite
/// @param placement where ε stands; PyTorch has it outside the root, the article inside
public record Adagrad(double rateDecay, double initial, double epsilon, EpsilonPlacement placement)
    implements ElementwiseTransform {
  /// Checks the numbers.
  public Adagrad {
    Numbers.requireNotNegative("adagrad: rateDecay", rateDecay);
    Numbers.requireNotNegative("adagrad: the initial sum", initial);
    Numbers.requireNotNegative("adagrad: epsilon", epsilon);
  }

  /// PyTorch's: no decay of the rate, a sum from 0, ε = 10⁻¹⁰ outside the root.
  public static Adagrad defaults() {
    return new Adagrad(0, 0, 1e-10, EpsilonPlacement.OUTSIDE_ROOT);
  }

  /// Another decay of the rate.
  public Adagrad withRateDecay(double value) {
    return new Adagrad(value, initial, epsilon, placement);
  }

  /// Another beginning of the sum.
  public Adagrad withInitial(double sum) {
    return new Adagrad(rateDecay, sum, epsilon, placement);
  }

  /// Another ε, in this place.
  public Adagrad withEpsilon(double value, EpsilonPlacement where) {
    return new Adagrad(rateDecay, initial, value, where);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.filled("sum", initial));
  }

  @Override
  public Loop begin(Step step) {
    double factor = 1 / (1 + (step.number() - 1) * rateDecay);
    return b -> {
      b.state(0).blendSquares(1, 1, b.u());
      b.u().divideByRoot(factor, b.state(0), 1, epsilon, placement);
    };
  }
}

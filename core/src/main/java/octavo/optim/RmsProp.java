package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of RMSprop (Tieleman and Hinton, 2012): `n = ρn + (1-ρ)u²`, `u = u/(√n + ε)`, or
/// `u/√(n + ε)` in the article. Centered (Graves, 2013), the square of a running mean of `u` is
/// taken off `n` first, so that it is a variance; what rounding makes negative counts as 0.
///
/// @param alpha the decay ρ
/// @param epsilon keeps the quotient finite
/// @param placement where ε stands; PyTorch has it outside the root, the article inside
/// @param centered whether to divide by the deviation instead of the root mean square
public record RmsProp(double alpha, double epsilon, EpsilonPlacement placement, boolean centered)
    implements ElementwiseTransform {
  /// Checks the numbers.
  public RmsProp {
    Numbers.requireShare("rmsProp: alpha", alpha);
    Numbers.requireNotNegative("rmsProp: epsilon", epsilon);
  }

  /// PyTorch's: ρ = 0.99, ε = 10⁻⁸ outside the root, not centered.
  public static RmsProp defaults() {
    return new RmsProp(0.99, 1e-8, EpsilonPlacement.OUTSIDE_ROOT, false);
  }

  /// Another decay.
  public RmsProp withAlpha(double value) {
    return new RmsProp(value, epsilon, placement, centered);
  }

  /// Another ε, in this place.
  public RmsProp withEpsilon(double value, EpsilonPlacement where) {
    return new RmsProp(alpha, value, where, centered);
  }

  /// Centered or not.
  public RmsProp withCentered(boolean value) {
    return new RmsProp(alpha, epsilon, placement, value);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return centered
        ? List.of(Slot.zeros("square_avg"), Slot.zeros("grad_avg"))
        : List.of(Slot.zeros("square_avg"));
  }

  @Override
  public Loop begin(Step step) {
    return b -> {
      b.state(0).blendSquares(alpha, 1 - alpha, b.u());
      Span squares = b.state(0);
      if (centered) {
        b.state(1).blend(alpha, 1 - alpha, b.u());
        squares = b.scratch();
        squares.set(b.state(0));
        squares.blendSquares(1, -1, b.state(1));
        squares.floor(0);
      }
      b.u().divideByRoot(1, squares, 1, epsilon, placement);
    };
  }
}

package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// The direction of Adadelta (Zeiler, 2012), whose unit is the parameter's own: `n = ρn +
/// (1-ρ)u²`, `Δ = u·√(d + ε)/√(n + ε)`, `d = ρd + (1-ρ)Δ²`, `u = Δ`. The rate is 1 as a rule.
///
/// The article prints `√ΣΔx_r` in the place of `√(d + ε)`, and no `u`; this is the paper's formula,
/// as PyTorch has it. The article's first stage, which still has a rate, is [RmsProp] with ε inside
/// the root.
///
/// @param rho decay of both means
/// @param epsilon under both roots
public record Adadelta(double rho, double epsilon) implements ElementwiseTransform {
  /// Checks the numbers.
  public Adadelta {
    Numbers.requireShare("adadelta: rho", rho);
    Numbers.requireNotNegative("adadelta: epsilon", epsilon);
  }

  /// ρ = 0.9, ε = 10⁻⁶.
  public static Adadelta defaults() {
    return new Adadelta(0.9, 1e-6);
  }

  /// Another decay.
  public Adadelta withRho(double value) {
    return new Adadelta(value, epsilon);
  }

  /// Another ε.
  public Adadelta withEpsilon(double value) {
    return new Adadelta(rho, value);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("square_avg"), Slot.zeros("acc_delta"));
  }

  @Override
  public Loop begin(Step step) {
    return b -> {
      b.state(0).blendSquares(rho, 1 - rho, b.u());
      b.u().divideByRoot(1, b.state(0), 1, epsilon, EpsilonPlacement.INSIDE_ROOT);
      b.u().multiplyByRoot(b.state(1), epsilon);
      b.state(1).blendSquares(rho, 1 - rho, b.u());
    };
  }
}

package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;

/// Momentum as PyTorch counts it (Polyak, 1964; Nesterov form of Sutskever et al., 2013): `m =
/// μ·m + (1 - dampening)·u`, then `u = m`, or `u = u + μ·m` for Nesterov. In the first step `m =
/// u`.
///
/// Without dampening it is the form of the textbooks, `m = μm + g; Δp = -rate·m`.
///
/// Of float32 an `m` below the smallest normal number, 1.2·10⁻³⁸, becomes 0, as in [Adam].
///
/// @param momentum the factor μ, in `[0, 1)`
/// @param dampening how much of the gradient is held back
/// @param nesterov whether to look ahead
public record Momentum(double momentum, double dampening, boolean nesterov)
    implements ElementwiseTransform {
  /// Checks the factor.
  public Momentum {
    Numbers.requireShare("momentum:", momentum);
    Numbers.require(
        dampening >= 0 && dampening <= 1, "momentum: the dampening must be in [0, 1]", dampening);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "nesterov: momentum must be above 0 and dampening 0, but they are "
              + momentum
              + " and "
              + dampening
              + ".");
    }
  }

  /// Momentum μ without dampening.
  public static Momentum of(double momentum) {
    return new Momentum(momentum, 0, false);
  }

  /// Another dampening: PyTorch's option; with `dampening = μ` the mean is a running mean.
  public Momentum withDampening(double share) {
    return new Momentum(momentum, share, nesterov);
  }

  /// With or without Nesterov's look ahead.
  public Momentum withNesterov(boolean ahead) {
    return new Momentum(momentum, dampening, ahead);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("momentum_buffer"));
  }

  /// The share of the gradient in the mean.
  double share(Step step) {
    return step.number() == 1 ? 1 : 1 - dampening;
  }

  @Override
  public Loop begin(Step step) {
    double share = share(step);
    return b -> {
      b.state(0).blend(momentum, share, b.u());
      if (nesterov) {
        b.u().add(momentum, b.state(0));
      } else {
        b.u().set(b.state(0));
      }
    };
  }
}

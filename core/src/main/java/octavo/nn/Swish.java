package octavo.nn;

import octavo.tensor.Tensor;

/// `x·σ(beta·x)` with a learned `beta` (Ramachandran, Zoph and Le, 2017). With a fixed `beta` of 1
/// it is [Silu].
///
/// @param beta a number, or numbers that broadcast to the input
public record Swish(Parameter beta) implements Layer {
  /// One `beta` for all, which begins as 1.
  public static Swish create() {
    return new Swish(Parameter.of(Tensor.ones(1)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.swish(beta.in(mode));
  }
}

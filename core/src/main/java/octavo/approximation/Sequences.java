package octavo.approximation;

/// The conditions of Dvoretzky's theorem on its sequences.
final class Sequences {
  private Sequences() {}

  static Decision[] sums(StepRule alpha, StepRule beta) {
    Tail a = Tail.of(alpha);
    Tail b = Tail.of(beta);
    return new Decision[] {
      Tail.infinite("Σ α_k = ∞", a),
      Tail.finite("Σ α_k² < ∞", Tail.product(a, a)),
      Tail.finite("Σ β_k² < ∞", Tail.product(b, b))
    };
  }
}

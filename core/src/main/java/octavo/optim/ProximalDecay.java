package octavo.optim;

/// Decoupled weight decay as an implicit step, `p = (p - rate·u)/(1 + rate·λ)`: the minimum of `‖p' -
/// (p - rate·u)‖²/(2·rate) + λ‖p'‖²/2` (Zhuang et al., 2022; the form of Adan). It stands last:
/// `u = (u + λ·p)/(1 + rate·λ)`.
///
/// @param decay the factor λ
public record ProximalDecay(double decay) implements ElementwiseTransform {
  /// Checks the factor.
  public ProximalDecay {
    Numbers.requireNotNegative("weightDecay: the factor", decay);
  }

  @Override
  public Loop begin(Step step) {
    double factor = 1 / (1 + step.rate() * decay);
    return b -> {
      b.u().add(decay, b.parameter());
      b.u().scale(factor);
    };
  }
}

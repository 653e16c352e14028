package octavo.optim;

/// The ten methods of chapter 7's article in exactly its forms: the places of the epsilons, the
/// momentum of Nadam, no bias where it has none. Where PyTorch's form differs, it is in [Optimizers].
///
/// The article's misprint of Adadelta, a sum under the root without squares and without the
/// gradient, is not copied. True Nesterov, which takes the gradient ahead of the point, needs a
/// closure; the form here is the same in the variable `φ = p - rate·μ·m`.
public final class ArticleOptimizers {
  private static final EpsilonPlacement INSIDE = EpsilonPlacement.INSIDE_ROOT;

  private ArticleOptimizers() {}

  /// `Δp = -η·g`.
  public static Optimizers.Builder sgd(double rate) {
    return Optimizers.sgd(rate);
  }

  /// `m = μm + g; Δp = -η·m`.
  public static Optimizers.Builder momentum(double rate, double momentum) {
    return Optimizers.sgd(rate).withMomentum(momentum);
  }

  /// Nesterov's in the form without a closure: `m = μm + g; Δp = -η·(g + μm)`.
  public static Optimizers.Builder nesterov(double rate, double momentum) {
    return Optimizers.sgd(rate).withNesterov(momentum);
  }

  /// `n = n + g²; Δp = -η·g/√(n+ε)`.
  public static Optimizers.Builder adagrad(double rate, double epsilon) {
    return Optimizers.adagrad(rate, Adagrad.defaults().withEpsilon(epsilon, INSIDE));
  }

  /// The first stage of Adadelta: `n = νn + (1-ν)g²; Δp = -η·g/√(n+ε)`.
  public static Optimizers.Builder adadeltaWithRate(double rate, double nu, double epsilon) {
    return rmsProp(rate, nu, epsilon);
  }

  /// Adadelta, which has no rate: `n = ρn + (1-ρ)g²; Δp = -√(d+ε)/√(n+ε)·g; d = ρd + (1-ρ)Δp²`.
  public static Optimizers.Builder adadelta(double rho, double epsilon) {
    return Optimizers.adadelta(1, new Adadelta(rho, epsilon));
  }

  /// `n = ρn + (1-ρ)g²; Δp = -η·g/√(n+ε)`.
  public static Optimizers.Builder rmsProp(double rate, double rho, double epsilon) {
    return Optimizers.rmsProp(rate, RmsProp.defaults().withAlpha(rho).withEpsilon(epsilon, INSIDE));
  }

  /// `m = μm + (1-μ)g; n = νn + (1-ν)g²; Δp = -η·m̂/(√n̂+ε)`, μ = 0.9, ν = 0.999.
  public static Optimizers.Builder adam(double rate, double epsilon) {
    return Optimizers.adam(
        rate, Adam.defaults().withEpsilon(epsilon, EpsilonPlacement.OUTSIDE_ROOT));
  }

  /// `n = max(νn, |g|); Δp = -η·m̂/(n+ε)`, μ = 0.9, ν = 0.999.
  public static Optimizers.Builder adamax(double rate, double epsilon) {
    return Optimizers.adamax(
        rate, Adamax.defaults().withEpsilon(epsilon, Adamax.Placement.TO_DIVISOR));
  }

  /// `ĝ = g/(1-Πₜ); m = μₜm + (1-μₜ)g; m̂ = m/(1-Πₜ₊₁); Δp = -η·((1-μₜ)ĝ + μₜ₊₁m̂)/(√n̂+ε)` with Dozat's
  /// momentum `μₜ = μ(1 - ½·0.96^(t/250))`.
  public static Optimizers.Builder nadam(double rate, double epsilon) {
    return Optimizers.nadam(
        rate,
        NAdam.defaults()
            .withMean(NAdam.Mean.SCHEDULED)
            .withEpsilon(epsilon, EpsilonPlacement.OUTSIDE_ROOT));
  }
}

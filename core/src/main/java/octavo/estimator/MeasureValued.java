package octavo.estimator;

import octavo.distribution.Bernoulli;
import octavo.distribution.Categorical;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.tensor.Tensors;

/// Measure-valued gradients, weak derivatives: the derivative of a density is a difference of two densities times a
/// constant, `∂pθ/∂θ = cθ·(p⁺ - p⁻)`, so `∂/∂θ E f(z) = cθ·(E f(z⁺) - E f(z⁻))` (Pflug, 1989; Heidergott and Vázquez-Abad, 2000; Mohamed,
/// Rosca, Figurnov and Mnih, 2020, *Monte Carlo Gradient Estimation in Machine Learning*, section 6). Unbiased, with little variance, and `f`
/// need not be differentiable; but it looks at `f` at least twice for **each variable of a row**, all others held.
///
/// | | constant | `z⁺` | `z⁻` |
/// |---|---|---|---|
/// | normal, `μ` | `1/(σ√2π)` | `μ + σW`, `W` Weibull(`√2`, 2) | `μ - σW` |
/// | normal, `σ` | `1/σ` | `μ + σM`, `M` two-sided Maxwell | `μ + σMU`, `U` uniform |
/// | Bernoulli, logit | `p·(1 - p)` | 1 | 0 |
/// | categorical, logit `k` | `pₖ·(1 - pₖ)` | class `k` | a class other than `k` |
/// | Poisson, rate | 1 | `z + 1` | `z` |
///
/// Where both share their noise, as here, the variance is smaller still.
public final class MeasureValued {
  private MeasureValued() {}

  /// For the mean and the scale of normal variables; `1 + 4V` evaluations for each sample of a row with `V` variables.
  public static GradientEstimator<Normal> normal() {
    return new NormalMeasure();
  }

  /// For the logits of binary variables; `1 + 2V` evaluations.
  public static GradientEstimator<Bernoulli> bernoulli() {
    return new BernoulliMeasure();
  }

  /// For the logits of class numbers; `1 + KV` evaluations with `K` classes. The `K` evaluations serve all `z⁻`, whose mean is
  /// taken exactly: what is left is the variance of the other variables (the local expectation gradient of Titsias and
  /// Lázaro-Gredilla, 2015).
  public static GradientEstimator<Categorical> categorical() {
    return new ClassMeasure<>(Categorical::logits, (k, classes) -> Tensors.of(new long[] {k}));
  }

  /// For the logits of one-hot vectors; as [#categorical()].
  public static GradientEstimator<OneHotCategorical> oneHot() {
    return new ClassMeasure<>(OneHotCategorical::logits, Tensors::oneHot);
  }
}

package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Distributions with parameters of float64. Closed forms of the divergence have squares, quotients and exponentials of parameters, which
/// are numbers of float64 for all parameters of float32.
final class Wide {
  private Wide() {}

  private static Tensor wide(Tensor x) {
    return x.to(DType.FLOAT64);
  }

  /// The same distribution in float64; itself if it is of another family than those of numbers.
  static Distribution of(Distribution d) {
    return switch (d) {
      case Normal n -> new Normal(wide(n.loc()), wide(n.scale()));
      case LogNormal n -> new LogNormal(wide(n.loc()), wide(n.scale()));
      case HalfNormal n -> new HalfNormal(wide(n.scale()));
      case Laplace n -> new Laplace(wide(n.loc()), wide(n.scale()));
      case Logistic n -> new Logistic(wide(n.loc()), wide(n.scale()));
      case Gumbel n -> new Gumbel(wide(n.loc()), wide(n.scale()));
      case Cauchy n -> new Cauchy(wide(n.loc()), wide(n.scale()));
      case HalfCauchy n -> new HalfCauchy(wide(n.scale()));
      case Exponential n -> new Exponential(wide(n.rate()));
      case Uniform n -> new Uniform(wide(n.low()), wide(n.high()));
      case Weibull n -> new Weibull(wide(n.scale()), wide(n.concentration()));
      case Pareto n -> new Pareto(wide(n.scale()), wide(n.alpha()));
      case Gamma n -> new Gamma(wide(n.concentration()), wide(n.rate()));
      case Chi2 n -> new Chi2(wide(n.df()));
      case InverseGamma n -> new InverseGamma(wide(n.concentration()), wide(n.rate()));
      case Beta n -> new Beta(wide(n.concentration1()), wide(n.concentration0()));
      case Dirichlet n -> new Dirichlet(wide(n.concentration()));
      case MultivariateNormal n -> new MultivariateNormal(wide(n.loc()), wide(n.scaleTril()));
      case Poisson n -> new Poisson(wide(n.rate()));
      case Geometric n -> new Geometric(wide(n.logits()));
      case NegativeBinomial n -> new NegativeBinomial(wide(n.totalCount()), wide(n.logits()));
      default -> d;
    };
  }
}

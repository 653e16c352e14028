package octavo.golden;

import static octavo.golden.GoldenCase.of;
import static octavo.golden.GoldenCase.several;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import octavo.distribution.Bernoulli;
import octavo.distribution.Categorical;
import octavo.distribution.Cauchy;
import octavo.distribution.Distribution;
import octavo.distribution.ExpRelaxedCategorical;
import octavo.distribution.Exponential;
import octavo.distribution.Gumbel;
import octavo.distribution.HalfCauchy;
import octavo.distribution.HalfNormal;
import octavo.distribution.HasCdf;
import octavo.distribution.HasEntropy;
import octavo.distribution.HasInverseCdf;
import octavo.distribution.Independent;
import octavo.distribution.Laplace;
import octavo.distribution.LogNormal;
import octavo.distribution.Logistic;
import octavo.distribution.Mixture;
import octavo.distribution.MultivariateNormal;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.distribution.Pareto;
import octavo.distribution.RelaxedBernoulli;
import octavo.distribution.RelaxedOneHotCategorical;
import octavo.distribution.Reparameterized;
import octavo.distribution.Transform;
import octavo.distribution.TransformedDistribution;
import octavo.distribution.Uniform;
import octavo.distribution.Weibull;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Distributions. A log-density is a sum of some terms of the size of its largest.
final class DistributionGoldenCases {
  private static final int TERMS = 24;
  private static final Tensor CLASSES = Tensors.of(new long[] {0, 2, 1, 3, 3, 0}, 3, 2);

  private DistributionGoldenCases() {}

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    lines(cases);
    discrete(cases);
    relaxed(cases);
    vectors(cases);
    composed(cases);
    transformed(cases);
    cases.addAll(DivergenceGoldenCases.all());
    factors(cases);
    return cases;
  }

  private static GoldenCase logProb(
      String name, int parameters, Function<Tensor[], ? extends Distribution> make) {
    return of(name + "LogProb", TERMS, x -> make.apply(x).logProb(x[parameters]));
  }

  private static GoldenCase cdf(
      String name, int parameters, Function<Tensor[], ? extends Distribution> make) {
    return of(name + "Cdf", TERMS, x -> ((HasCdf) make.apply(x)).cdf(x[parameters]));
  }

  private static GoldenCase entropy(String name, Function<Tensor[], ? extends Distribution> make) {
    return of(name + "Entropy", TERMS, x -> ((HasEntropy) make.apply(x)).entropy());
  }

  private static GoldenCase moments(String name, Function<Tensor[], ? extends Distribution> make) {
    return several(
        name + "Moments",
        TERMS,
        x -> new Tensor[] {make.apply(x).mean(), make.apply(x).variance()});
  }

  private static void quantiles(
      List<GoldenCase> cases,
      String name,
      int parameters,
      Function<Tensor[], ? extends HasInverseCdf> make) {
    cases.add(logProb(name, parameters, make));
    cases.add(cdf(name, parameters, make));
    cases.add(of(name + "Icdf", TERMS, x -> make.apply(x).icdf(x[parameters])));
  }

  private static void numbers(
      List<GoldenCase> cases,
      String name,
      int parameters,
      Function<Tensor[], ? extends HasInverseCdf> make) {
    quantiles(cases, name, parameters, make);
    cases.add(entropy(name, make));
    cases.add(
        several(
            name + "Moments",
            TERMS,
            x -> {
              Distribution d = make.apply(x);
              return new Tensor[] {d.mean(), d.variance(), d.mode().stopGradient()};
            }));
  }

  private static void lines(List<GoldenCase> cases) {
    numbers(cases, "normal", 2, x -> Normal.of(x[0], x[1]));
    numbers(cases, "laplace", 2, x -> Laplace.of(x[0], x[1]));
    numbers(cases, "gumbel", 2, x -> Gumbel.of(x[0], x[1]));
    quantiles(cases, "logistic", 2, x -> Logistic.of(x[0], x[1]));
    quantiles(cases, "cauchy", 2, x -> Cauchy.of(x[0], x[1]));
    cases.add(entropy("cauchy", x -> Cauchy.of(x[0], x[1])));
    quantiles(cases, "uniform", 2, x -> Uniform.of(x[0], x[1]));
    cases.add(entropy("uniform", x -> Uniform.of(x[0], x[1])));
    cases.add(moments("uniform", x -> Uniform.of(x[0], x[1])));
    numbers(cases, "logNormal", 2, x -> LogNormal.of(x[0], x[1]));
    numbers(cases, "halfNormal", 1, x -> HalfNormal.of(x[0]));
    quantiles(cases, "halfCauchy", 1, x -> HalfCauchy.of(x[0]));
    cases.add(entropy("halfCauchy", x -> HalfCauchy.of(x[0])));
    numbers(cases, "exponential", 1, x -> Exponential.of(x[0]));
    numbers(cases, "weibull", 2, x -> Weibull.of(x[0], x[1]));
    numbers(cases, "pareto", 2, x -> Pareto.of(x[0], x[1]));
  }

  private static void discrete(List<GoldenCase> cases) {
    cases.add(logProb("bernoulli", 1, x -> Bernoulli.ofLogits(x[0])));
    cases.add(
        of(
            "bernoulliLogProbOfProbs",
            TERMS,
            x -> Bernoulli.ofProbs(x[0]).logProb(x[1].stopGradient())));
    cases.add(entropy("bernoulli", x -> Bernoulli.ofLogits(x[0])));
    cases.add(moments("bernoulli", x -> Bernoulli.ofLogits(x[0])));
    cases.add(of("categoricalLogProb", TERMS, x -> Categorical.ofLogits(x[0]).logProb(CLASSES)));
    cases.add(
        of("categoricalLogProbOfProbs", TERMS, x -> Categorical.ofProbs(x[0]).logProb(CLASSES)));
    cases.add(entropy("categorical", x -> Categorical.ofLogits(x[0])));
    cases.add(of("categoricalMode", x -> Categorical.ofLogits(x[0].stopGradient()).mode()));
    cases.add(
        of(
            "oneHotLogProb",
            TERMS,
            x -> OneHotCategorical.ofLogits(x[0]).logProb(x[1].stopGradient())));
    cases.add(entropy("oneHot", x -> OneHotCategorical.ofLogits(x[0])));
    cases.add(
        several(
            "oneHotMoments",
            TERMS,
            x -> {
              OneHotCategorical d = OneHotCategorical.ofLogits(x[0]);
              return new Tensor[] {d.mean(), d.variance(), d.mode()};
            }));
  }

  private static void relaxed(List<GoldenCase> cases) {
    cases.add(logProb("relaxedBernoulli", 2, x -> new RelaxedBernoulli(x[0], x[1])));
    cases.add(
        of(
            "relaxedOneHotLogProb",
            4 * TERMS,
            x -> new RelaxedOneHotCategorical(x[0], x[1]).logProb(x[2].softmax(-1))));
    cases.add(
        of(
            "expRelaxedLogProb",
            4 * TERMS,
            x -> new ExpRelaxedCategorical(x[0], x[1]).logProb(x[2].logSoftmax(-1))));
  }

  private static Tensor eye(Tensor like) {
    return Tensors.eye(like.size(-1)).to(like.dtype());
  }

  /// A lower triangular matrix with a positive diagonal, made of any square one.
  static Tensor lower(Tensor a) {
    int n = a.size(-1);
    Tensor i = Tensors.arange(n).unsqueeze(1);
    Tensor j = Tensors.arange(n).unsqueeze(0);
    Tensor below = i.greater(j).to(a.dtype());
    return a.multiply(below).add(a.multiply(eye(a)).exp().multiply(eye(a)));
  }

  private static MultivariateNormal vector(Tensor loc, Tensor a) {
    return MultivariateNormal.ofScaleTril(loc, lower(a));
  }

  private static void vectors(List<GoldenCase> cases) {
    cases.add(logProb("multivariateNormal", 2, x -> vector(x[0], x[1])));
    cases.add(
        of(
            "multivariateNormalLogProbOfCovariance",
            4 * TERMS,
            x ->
                MultivariateNormal.ofCovariance(x[0], x[1].matmul(x[1].transpose()).add(eye(x[1])))
                    .logProb(x[2])));
    cases.add(entropy("multivariateNormal", x -> vector(x[0].stopGradient(), x[1])));
    cases.add(moments("multivariateNormal", x -> vector(x[0], x[1])));
  }

  private static Mixture.WithCdf mixture(Tensor[] x) {
    return Mixture.of(Categorical.ofLogits(x[0]), Normal.of(x[1], x[2]));
  }

  private static void composed(List<GoldenCase> cases) {
    cases.add(logProb("mixture", 3, DistributionGoldenCases::mixture));
    cases.add(cdf("mixture", 3, DistributionGoldenCases::mixture));
    cases.add(moments("mixture", DistributionGoldenCases::mixture));
    cases.add(logProb("independent", 2, x -> Independent.of(Normal.of(x[0], x[1]), 1)));
    cases.add(entropy("independent", x -> Independent.of(Normal.of(x[0].stopGradient(), x[1]), 1)));
  }

  private static TransformedDistribution affineExp(Tensor[] x) {
    return TransformedDistribution.of(
        Normal.of(x[0], x[1]), Transform.affine(x[2], x[3]), Transform.exp());
  }

  private static GoldenCase transformed(
      String name, Function<Tensor[], Reparameterized> base, Transform transform) {
    return logProb(name, 2, x -> TransformedDistribution.of(base.apply(x), transform));
  }

  private static TransformedDistribution power(Tensor[] x) {
    return TransformedDistribution.of(Exponential.of(x[0]), Transform.power(x[1]));
  }

  private static void transformed(List<GoldenCase> cases) {
    cases.add(logProb("affineExp", 4, DistributionGoldenCases::affineExp));
    cases.add(cdf("affineExp", 4, DistributionGoldenCases::affineExp));
    cases.add(transformed("tanh", x -> Normal.of(x[0], x[1]), Transform.tanh()));
    cases.add(transformed("sigmoid", x -> Laplace.of(x[0], x[1]), Transform.sigmoid()));
    cases.add(
        cdf(
            "sigmoid",
            2,
            x -> TransformedDistribution.of(Laplace.of(x[0], x[1]), Transform.sigmoid())));
    cases.add(transformed("softplus", x -> Gumbel.of(x[0], x[1]), Transform.softplus()));
    cases.add(logProb("power", 2, DistributionGoldenCases::power));
    cases.add(of("powerIcdf", TERMS, x -> ((HasInverseCdf) power(x)).icdf(x[2])));
  }

  private static void factors(List<GoldenCase> cases) {
    for (String name : List.of("one", "three", "batch")) {
      cases.add(
          of(
              "cholesky_" + name,
              4 * TERMS,
              x -> x[0].matmul(x[0].transpose()).add(eye(x[0]).multiply(2)).cholesky()));
    }
    for (String name : List.of("one", "three", "broadcast", "batch")) {
      cases.add(
          of(
              "solveLower_" + name,
              4 * TERMS,
              x -> x[0].add(eye(x[0]).multiply(2)).solveLower(x[1])));
      cases.add(
          of(
              "solveUpper_" + name,
              4 * TERMS,
              x -> x[0].add(eye(x[0]).multiply(2)).solveUpper(x[1])));
    }
  }
}

package octavo.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import octavo.distribution.Cauchy;
import octavo.distribution.Distribution;
import octavo.distribution.ExpRelaxedCategorical;
import octavo.distribution.Exponential;
import octavo.distribution.FrozenDraws;
import octavo.distribution.Gumbel;
import octavo.distribution.HalfCauchy;
import octavo.distribution.HalfNormal;
import octavo.distribution.Laplace;
import octavo.distribution.LogNormal;
import octavo.distribution.Logistic;
import octavo.distribution.MultivariateNormal;
import octavo.distribution.Normal;
import octavo.distribution.Pareto;
import octavo.distribution.RelaxedBernoulli;
import octavo.distribution.RelaxedOneHotCategorical;
import octavo.distribution.Uniform;
import octavo.distribution.Weibull;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Draws of the same noise, and their gradients along the path. Where the noise is no normal number, it is made of a uniform
/// one, the last input.
final class DrawGoldenCases {
  private static final int TERMS = 24;

  private DrawGoldenCases() {}

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    cases.add(draw("normal", u -> u, x -> Normal.of(x[0], x[1])));
    cases.add(draw("logNormal", u -> u, x -> LogNormal.of(x[0], x[1])));
    cases.add(draw("halfNormal", u -> u, x -> HalfNormal.of(x[0])));
    cases.add(draw("laplace", DrawGoldenCases::laplace, x -> Laplace.of(x[0], x[1])));
    cases.add(draw("gumbel", DrawGoldenCases::gumbel, x -> Gumbel.of(x[0], x[1])));
    cases.add(draw("logistic", DrawGoldenCases::logistic, x -> Logistic.of(x[0], x[1])));
    cases.add(draw("cauchy", DrawGoldenCases::cauchy, x -> Cauchy.of(x[0], x[1])));
    cases.add(draw("halfCauchy", DrawGoldenCases::cauchy, x -> HalfCauchy.of(x[0])));
    cases.add(draw("uniform", u -> u, x -> Uniform.of(x[0], x[1])));
    cases.add(draw("exponential", DrawGoldenCases::exponential, x -> Exponential.of(x[0])));
    cases.add(draw("weibull", DrawGoldenCases::exponential, x -> Weibull.of(x[0], x[1])));
    cases.add(draw("pareto", DrawGoldenCases::exponential, x -> Pareto.of(x[0], x[1])));
    relaxed(cases);
    vectors(cases);
    return cases;
  }

  private static void relaxed(List<GoldenCase> cases) {
    cases.add(
        draw("relaxedBernoulli", DrawGoldenCases::logistic, x -> new RelaxedBernoulli(x[0], x[1])));
    cases.add(
        draw(
            "relaxedOneHot",
            DrawGoldenCases::gumbel,
            x -> new RelaxedOneHotCategorical(x[0], x[1])));
    cases.add(
        draw("expRelaxed", DrawGoldenCases::gumbel, x -> new ExpRelaxedCategorical(x[0], x[1])));
  }

  private static void vectors(List<GoldenCase> cases) {
    cases.add(
        draw(
            "multivariateNormal",
            u -> u,
            x -> MultivariateNormal.ofScaleTril(x[0], DistributionGoldenCases.lower(x[1]))));
    cases.add(
        draw(
            "multivariateNormalOfCovariance",
            u -> u,
            x -> {
              Tensor eye = Tensors.eye(x[1].size(-1)).to(x[1].dtype());
              return MultivariateNormal.ofCovariance(x[0], x[1].matmul(x[1].transpose()).add(eye));
            }));
  }

  private static GoldenCase draw(
      String name, UnaryOperator<Tensor> noise, Function<Tensor[], Distribution> make) {
    return GoldenCase.of(
        name,
        TERMS,
        x -> FrozenDraws.of(make.apply(x), noise.apply(x[x.length - 1].stopGradient())));
  }

  private static Tensor laplace(Tensor u) {
    Tensor side = u.affine(2, -1);
    return side.abs().negate().log1p().multiply(side.sign()).negate();
  }

  private static Tensor gumbel(Tensor u) {
    return u.log().negate().log().negate();
  }

  private static Tensor logistic(Tensor u) {
    return u.log().subtract(u.negate().log1p());
  }

  private static Tensor cauchy(Tensor u) {
    return u.affine(Math.PI, -Math.PI / 2).tan();
  }

  private static Tensor exponential(Tensor u) {
    return u.negate().log1p().negate();
  }
}

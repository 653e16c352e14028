package octavo.distribution;

import java.util.ArrayList;
import java.util.List;
import octavo.distribution.DistributionCase.Trait;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The distributions that go through the battery: every class of the package.
final class DistributionCases {
  private static final double[] ANYTHING = {Double.NaN, Double.POSITIVE_INFINITY};
  private static final double[] NEGATIVE = {-0.5, Double.NaN, Double.POSITIVE_INFINITY};
  private static final double[] FAR = {-100, 100, Double.NaN};
  private static final double[] BROKEN = {-1, 0.5, 7, Double.NaN};
  private static final double[] LOC = {-1, 0, 2.5};
  private static final double[] SCALE = {0.5, 1, 3};

  private DistributionCases() {}

  static List<DistributionCase> all() {
    List<DistributionCase> cases = new ArrayList<>();
    wholeLine(cases);
    halfLine(cases);
    discrete(cases);
    relaxed(cases);
    composed(cases);
    cases.addAll(GammaFamilyCases.all());
    return cases;
  }

  private static double[] d(double... numbers) {
    return numbers;
  }

  private static void wholeLine(List<DistributionCase> cases) {
    cases.add(DistributionCase.of(Normal.class, p -> Normal.of(p[0], p[1]), ANYTHING, LOC, SCALE));
    cases.add(
        DistributionCase.of(Laplace.class, p -> Laplace.of(p[0], p[1]), ANYTHING, LOC, SCALE));
    cases.add(
        DistributionCase.of(Logistic.class, p -> Logistic.of(p[0], p[1]), ANYTHING, LOC, SCALE));
    cases.add(DistributionCase.of(Gumbel.class, p -> Gumbel.of(p[0], p[1]), ANYTHING, LOC, SCALE));
    cases.add(DistributionCase.of(Cauchy.class, p -> Cauchy.of(p[0], p[1]), ANYTHING, LOC, SCALE));
    cases.add(
        DistributionCase.of(Uniform.class, p -> Uniform.of(p[0], p[1]), FAR, LOC, d(-0.5, 2, 5))
            .with(Trait.MOVING_SUPPORT));
    Tensor mean = Tensors.of(d(0, 1, -1, 2), 2, 2);
    Tensor root = Tensors.of(d(1, 0.3, -0.2, 0.8, 2, 0.5, 1, 1.5), 2, 2, 2);
    cases.add(
        DistributionCase.of(
            MultivariateNormal.class, DistributionCases::normalVector, ANYTHING, mean, root));
  }

  private static MultivariateNormal normalVector(Tensor[] p) {
    Tensor square = p[1].matmul(p[1].transpose());
    Tensor eye = Tensors.eye(p[1].size(-1)).to(p[1].dtype());
    return MultivariateNormal.ofCovariance(p[0], square.add(eye.multiply(0.5)));
  }

  private static void halfLine(List<DistributionCase> cases) {
    cases.add(
        DistributionCase.of(
            LogNormal.class, p -> LogNormal.of(p[0], p[1]), NEGATIVE, LOC, d(0.25, 0.5, 0.75)));
    cases.add(DistributionCase.of(HalfNormal.class, p -> HalfNormal.of(p[0]), NEGATIVE, SCALE));
    cases.add(DistributionCase.of(HalfCauchy.class, p -> HalfCauchy.of(p[0]), NEGATIVE, SCALE));
    cases.add(DistributionCase.of(Exponential.class, p -> Exponential.of(p[0]), NEGATIVE, SCALE));
    cases.add(
        DistributionCase.of(
            Weibull.class, p -> Weibull.of(p[0], p[1]), NEGATIVE, SCALE, d(0.8, 1.5, 4)));
    cases.add(
        DistributionCase.of(
                Pareto.class,
                p -> Pareto.of(p[0], p[1]),
                d(0.25, Double.NaN, Double.POSITIVE_INFINITY),
                SCALE,
                d(6, 9, 12))
            .with(Trait.MOVING_SUPPORT));
  }

  private static Tensor logits() {
    return Tensors.of(d(0, 1, -1, 2, 2, 0.5, -3, 0, 0.25), 3, 3);
  }

  private static void discrete(List<DistributionCase> cases) {
    cases.add(
        DistributionCase.of(Bernoulli.class, p -> Bernoulli.ofLogits(p[0]), BROKEN, d(-2, 0.5, 3)));
    cases.add(
        DistributionCase.of(Bernoulli.class, p -> Bernoulli.ofProbs(p[0]), BROKEN, d(0.2, 0.5, 0.9))
            .named("of probabilities"));
    cases.add(
        DistributionCase.of(Categorical.class, p -> Categorical.ofLogits(p[0]), BROKEN, logits()));
    cases.add(
        DistributionCase.of(
                Categorical.class,
                p -> Categorical.ofProbs(p[0]),
                BROKEN,
                Tensors.of(d(0.2, 0.8, 3, 1, 0.5, 0.5), 3, 2))
            .named("of probabilities"));
    cases.add(
        DistributionCase.of(
            OneHotCategorical.class, p -> OneHotCategorical.ofLogits(p[0]), BROKEN, logits()));
    cases.add(
        DistributionCase.of(
                OneHotCategoricalStraightThrough.class,
                p -> OneHotCategoricalStraightThrough.ofLogits(p[0]),
                BROKEN,
                logits())
            .with(Trait.BIASED_GRADIENT));
  }

  private static void relaxed(List<DistributionCase> cases) {
    cases.add(
        DistributionCase.of(
            RelaxedBernoulli.class,
            p -> new RelaxedBernoulli(p[0], p[1]),
            d(-0.5, 1.5, Double.NaN),
            d(0.7, 1, 1.5),
            d(-1, 0.5, 1)));
    cases.add(
        DistributionCase.of(
            RelaxedOneHotCategorical.class,
            p -> new RelaxedOneHotCategorical(p[0], p[1]),
            FAR,
            Tensors.of(d(0.5, 0.8, 1.5), 3),
            logits()));
    cases.add(
        DistributionCase.of(
            ExpRelaxedCategorical.class,
            p -> new ExpRelaxedCategorical(p[0], p[1]),
            FAR,
            Tensors.of(d(0.3, 0.8, 1.5), 3),
            logits()));
  }

  private static void composed(List<DistributionCase> cases) {
    Tensor locs = Tensors.of(d(-1, 0, 2, 0.5, 1, -2), 3, 2);
    Tensor scales = Tensors.of(d(0.5, 1, 3, 0.5, 1, 2), 3, 2);
    cases.add(
        DistributionCase.of(
            Independent.PathwiseWithEntropy.class,
            p -> Independent.of(Normal.of(p[0], p[1]), 1),
            ANYTHING,
            locs,
            scales));
    cases.add(
        DistributionCase.of(
            Independent.WithEntropy.class,
            p -> Independent.of(Bernoulli.ofLogits(p[0]), 1),
            BROKEN,
            locs));
    cases.add(
        DistributionCase.of(
            Independent.Pathwise.class,
            p -> Independent.of(new RelaxedBernoulli(p[1], p[0]), 1),
            d(-0.5, 1.5, Double.NaN),
            locs,
            scales.add(0.5)));
    mixed(cases, locs, scales);
    transformed(cases);
    transformedMore(cases);
  }

  private static void mixed(List<DistributionCase> cases, Tensor locs, Tensor scales) {
    Tensor weights = Tensors.of(d(0, 1, 0.5, -0.5, 2, 1), 3, 2);
    cases.add(
        DistributionCase.of(
            Mixture.WithCdf.class,
            p -> Mixture.of(Categorical.ofLogits(p[0]), Normal.of(p[1], p[2])),
            ANYTHING,
            weights,
            locs,
            scales));
    cases.add(
        DistributionCase.of(
                Mixture.WithCdf.class,
                p -> Mixture.of(Categorical.ofLogits(p[0]), Uniform.of(p[1], p[1].add(p[2]))),
                FAR,
                weights,
                locs,
                scales.add(3))
            .named("of uniform"));
    cases.add(
        DistributionCase.of(
            Mixture.Plain.class,
            p ->
                Mixture.of(
                    Categorical.ofLogits(p[0]),
                    Independent.of(Normal.of(p[1].unsqueeze(-1), p[2].unsqueeze(-1)), 1)),
            ANYTHING,
            weights,
            locs,
            scales));
    cases.add(
        DistributionCase.of(
            Independent.Plain.class,
            p ->
                Independent.of(
                    Mixture.of(
                        Categorical.ofLogits(p[0].unsqueeze(-2)),
                        Normal.of(
                            p[1].unsqueeze(-1), p[2].unsqueeze(-1).add(p[1].unsqueeze(-2).exp()))),
                    1),
            ANYTHING,
            weights,
            locs,
            scales));
  }

  private static void transformed(List<DistributionCase> cases) {
    cases.add(
        DistributionCase.of(
                TransformedDistribution.WithInverseCdf.class,
                p ->
                    TransformedDistribution.of(
                        Normal.of(p[0], p[1]), Transform.affine(p[2], p[3]), Transform.exp()),
                NEGATIVE,
                LOC,
                d(0.25, 0.5, 0.75),
                d(0.5, 0, 1),
                d(-0.5, 0.3, 0.4))
            .named("by exp of affine"));
    cases.add(
        DistributionCase.of(
                TransformedDistribution.WithInverseCdf.class,
                p -> TransformedDistribution.of(Laplace.of(p[0], p[1]), Transform.tanh()),
                FAR,
                LOC,
                d(0.25, 0.5, 0.75))
            .named("by tanh"));
    cases.add(
        DistributionCase.of(
                TransformedDistribution.WithInverseCdf.class,
                p ->
                    TransformedDistribution.of(
                        Exponential.of(p[0]),
                        Transform.power(p[1]),
                        Transform.softplus().inverted(),
                        Transform.sigmoid()),
                FAR,
                SCALE,
                d(0.5, 1.2, 0.9))
            .named("by sigmoid of inverse softplus of power"));
  }

  private static void transformedMore(List<DistributionCase> cases) {
    cases.add(
        DistributionCase.of(
                TransformedDistribution.WithInverseCdf.class,
                p -> TransformedDistribution.of(Weibull.of(p[0], p[1]), Transform.power(p[2])),
                NEGATIVE,
                SCALE,
                d(0.8, 1.5, 4),
                d(-1, -0.5, 2))
            .named("by power"));
    cases.add(
        DistributionCase.of(
                TransformedDistribution.WithInverseCdf.class,
                p ->
                    TransformedDistribution.of(
                        Logistic.of(p[0], p[1]), Transform.affine(p[2], p[1])),
                ANYTHING,
                LOC,
                SCALE,
                d(0.5, 0, 1))
            .named("by affine"));
    cases.add(
        DistributionCase.of(
            TransformedDistribution.WithCdf.class,
            p ->
                TransformedDistribution.of(
                    new WithoutQuantiles(Normal.of(p[0], p[1])), Transform.affine(p[0], p[2])),
            ANYTHING,
            LOC,
            SCALE,
            d(-1, 2, -0.5)));
    cases.add(
        DistributionCase.of(
            TransformedDistribution.Plain.class,
            p ->
                TransformedDistribution.of(
                    Independent.of(Normal.of(p[0], p[1]), 1), Transform.softplus()),
            NEGATIVE,
            Tensors.of(d(-1, 0, 2, 0.5, 1, -2), 3, 2),
            Tensors.of(d(0.5, 1, 3, 0.5, 1, 2), 3, 2)));
  }
}

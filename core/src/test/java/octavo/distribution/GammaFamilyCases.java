package octavo.distribution;

import java.util.ArrayList;
import java.util.List;
import octavo.distribution.DistributionCase.Trait;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Gamma, beta and count distributions, for the battery.
final class GammaFamilyCases {
  private static final double[] ANYTHING = {Double.NaN, Double.POSITIVE_INFINITY};
  private static final double[] NEGATIVE = {-0.5, Double.NaN, Double.POSITIVE_INFINITY};
  private static final double[] NO_COUNT = {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY};

  private GammaFamilyCases() {}

  static List<DistributionCase> all() {
    List<DistributionCase> cases = new ArrayList<>();
    positive(cases);
    shares(cases);
    counts(cases);
    return cases;
  }

  private static double[] d(double... numbers) {
    return numbers;
  }

  private static void positive(List<DistributionCase> cases) {
    cases.add(
        DistributionCase.of(
                Gamma.class, p -> Gamma.of(p[0], p[1]), NEGATIVE, d(1.1, 2.5, 30), d(0.5, 2, 7))
            .with(Trait.IMPLICIT_GRADIENT));
    cases.add(
        DistributionCase.of(
                Gamma.class, p -> Gamma.of(p[0], p[1]), NEGATIVE, d(0.3, 0.7, 0.95), d(0.5, 2, 7))
            .with(Trait.IMPLICIT_GRADIENT)
            .named("below one"));
    cases.add(
        DistributionCase.of(Chi2.class, p -> Chi2.of(p[0]), NEGATIVE, d(1.5, 4, 17))
            .with(Trait.IMPLICIT_GRADIENT));
    cases.add(
        DistributionCase.of(
                InverseGamma.class,
                p -> InverseGamma.of(p[0], p[1]),
                d(-0.5, 0, Double.NaN),
                d(5, 7, 12),
                d(0.5, 2, 7))
            .with(Trait.IMPLICIT_GRADIENT));
    cases.add(
        DistributionCase.of(
                StudentT.class,
                p -> StudentT.of(p[0], p[1], p[2]),
                ANYTHING,
                d(5, 9, 40),
                d(-1, 0, 2.5),
                d(0.5, 1, 3))
            .with(Trait.IMPLICIT_GRADIENT));
  }

  private static void shares(List<DistributionCase> cases) {
    double[] outside = {-0.1, 1.1, Double.NaN};
    cases.add(
        DistributionCase.of(
                Beta.class, p -> Beta.of(p[0], p[1]), outside, d(1.3, 2, 30), d(2.2, 1.1, 4))
            .with(Trait.IMPLICIT_GRADIENT));
    cases.add(
        DistributionCase.of(
                Beta.class, p -> Beta.of(p[0], p[1]), outside, d(0.4, 0.8, 0.7), d(0.6, 0.8, 3))
            .with(Trait.IMPLICIT_GRADIENT)
            .named("below one"));
    cases.add(
        DistributionCase.of(
                Dirichlet.class,
                p -> Dirichlet.of(p[0]),
                d(-1, 0.7, Double.NaN),
                Tensors.of(d(1.5, 2, 3, 0.8, 5, 1.2), 2, 3))
            .with(Trait.IMPLICIT_GRADIENT));
  }

  /// The numbers of trials are no parameter to be differenced.
  private static Binomial binomial(int trials, Tensor logits) {
    return Binomial.ofLogits(Tensors.full(logits.dtype(), Shape.SCALAR, trials), logits);
  }

  private static void counts(List<DistributionCase> cases) {
    cases.add(DistributionCase.of(Poisson.class, p -> Poisson.of(p[0]), NO_COUNT, d(0.4, 3, 25.5)));
    cases.add(
        DistributionCase.of(
            Binomial.class, p -> binomial(6, p[0]), d(-1, 7, 0.5, Double.NaN), d(-2, 0.5, 1)));
    cases.add(
        DistributionCase.of(
                Binomial.class, p -> binomial(90, p[0]), d(-1, 91, 0.5, Double.NaN), d(-1, 0.5, 1))
            .named("of many trials"));
    cases.add(
        DistributionCase.of(
            NegativeBinomial.class,
            p -> NegativeBinomial.ofLogits(p[0], p[1]),
            NO_COUNT,
            d(0.7, 3, 12.5),
            d(-1, 0.5, 1)));
    cases.add(
        DistributionCase.of(Geometric.class, p -> Geometric.ofLogits(p[0]), NO_COUNT, d(-2, 0, 1)));
    cases.add(
        DistributionCase.of(
                Geometric.class, p -> Geometric.ofProbs(p[0]), NO_COUNT, d(0.1, 0.5, 0.9))
            .named("of probabilities"));
  }
}

package octavo.golden;

import static octavo.golden.GoldenCase.of;
import static octavo.golden.GoldenCase.several;

import java.util.ArrayList;
import java.util.List;
import octavo.distribution.Beta;
import octavo.distribution.Binomial;
import octavo.distribution.Chi2;
import octavo.distribution.Dirichlet;
import octavo.distribution.Distribution;
import octavo.distribution.Divergences;
import octavo.distribution.Exponential;
import octavo.distribution.Gamma;
import octavo.distribution.Geometric;
import octavo.distribution.Gumbel;
import octavo.distribution.InverseGamma;
import octavo.distribution.NegativeBinomial;
import octavo.distribution.Normal;
import octavo.distribution.Pareto;
import octavo.distribution.Poisson;
import octavo.distribution.StudentT;
import octavo.distribution.Uniform;
import octavo.tensor.Tensor;

/// Gamma, beta and count distributions. A log-density is a sum of some terms of the size of its largest.
final class GammaFamilyGoldenCases {
  private GammaFamilyGoldenCases() {}

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>(positive());
    cases.addAll(shares());
    cases.addAll(counts());
    cases.addAll(mixed());
    return cases;
  }

  private static GoldenCase moments(String name, MakesDistribution of) {
    return several(name, 4, x -> new Tensor[] {of.from(x).mean(), of.from(x).variance()});
  }

  private interface MakesDistribution {
    Distribution from(Tensor[] x);
  }

  private static Tensor[] three(Distribution d) {
    return new Tensor[] {d.mean(), d.variance(), d.mode().stopGradient()};
  }

  private static Tensor constant(Tensor x) {
    return x.stopGradient();
  }

  private static List<GoldenCase> positive() {
    return List.of(
        of("gammaLogProb", 24, x -> Gamma.of(x[0], x[1]).logProb(x[2])),
        of("gammaEntropy", 12, x -> Gamma.of(x[0], x[1]).entropy()),
        several("gammaMoments", 4, x -> three(Gamma.of(x[0], x[1]))),
        of("gammaCdf", 12, x -> Gamma.of(constant(x[0]), x[1]).cdf(x[2])),
        of("gammaKl", 12, x -> kl(Gamma.of(x[0], x[1]), Gamma.of(x[2], x[3]))),
        of("chi2LogProb", 12, x -> Chi2.of(x[0]).logProb(x[1])),
        of("chi2Entropy", 4, x -> Chi2.of(x[0]).entropy()),
        of("chi2Kl", 9, x -> kl(Chi2.of(x[0]), Chi2.of(x[1]))),
        of("inverseGammaLogProb", 12, x -> InverseGamma.of(x[0], x[1]).logProb(x[2])),
        of("inverseGammaEntropy", 4, x -> InverseGamma.of(x[0], x[1]).entropy()),
        moments("inverseGammaMoments", x -> InverseGamma.of(x[0], x[1])),
        of("studentTLogProb", 12, x -> StudentT.of(x[0], x[1], x[2]).logProb(x[3])),
        of("studentTEntropy", 9, x -> StudentT.of(x[0], x[1], x[2]).entropy()),
        moments("studentTMoments", x -> StudentT.of(x[0], x[1], x[2])));
  }

  private static List<GoldenCase> shares() {
    return List.of(
        of("betaLogProb", 24, x -> Beta.of(x[0], x[1]).logProb(x[2])),
        of("betaEntropy", 9, x -> Beta.of(x[0], x[1]).entropy()),
        moments("betaMoments", x -> Beta.of(x[0], x[1])),
        of("betaMode", x -> Beta.of(x[0], x[1]).mode()),
        of("betaKl", 9, x -> kl(Beta.of(x[0], x[1]), Beta.of(x[2], x[3]))),
        of("dirichletLogProb", 12, x -> Dirichlet.of(x[0]).logProb(x[1].softmax(-1))),
        of("dirichletEntropy", 16, x -> Dirichlet.of(x[0]).entropy()),
        moments("dirichletMoments", x -> Dirichlet.of(x[0])),
        of("dirichletMode", x -> constant(Dirichlet.of(x[0]).mode())),
        of("dirichletKl", 16, x -> kl(Dirichlet.of(x[0]), Dirichlet.of(x[1]))));
  }

  private static List<GoldenCase> counts() {
    return List.of(
        of("poissonLogProb", 6, x -> Poisson.of(x[0]).logProb(constant(x[1]))),
        of("poissonKl", 12, x -> kl(Poisson.of(x[0]), Poisson.of(x[1]))),
        of(
            "binomialLogProb",
            9,
            x -> Binomial.ofLogits(constant(x[1]), x[0]).logProb(constant(x[2]))),
        of(
            "binomialLogProbOfProbs",
            9,
            x -> Binomial.ofProbs(constant(x[1]), x[0]).logProb(constant(x[2]))),
        several("binomialMoments", 4, x -> three(Binomial.ofLogits(constant(x[1]), x[0]))),
        of(
            "binomialKl",
            9,
            x ->
                kl(
                    Binomial.ofLogits(constant(x[2]), x[0]),
                    Binomial.ofLogits(constant(x[2]), x[1]))),
        of(
            "negativeBinomialLogProb",
            9,
            x -> NegativeBinomial.ofLogits(x[0], x[1]).logProb(constant(x[2]))),
        several("negativeBinomialMoments", 4, x -> three(NegativeBinomial.ofLogits(x[0], x[1]))),
        of("geometricLogProb", 4, x -> Geometric.ofLogits(x[0]).logProb(constant(x[1]))),
        of("geometricLogProbOfProbs", 4, x -> Geometric.ofProbs(x[0]).logProb(constant(x[1]))),
        of("geometricEntropy", 4, x -> Geometric.ofLogits(x[0]).entropy()),
        moments("geometricMoments", x -> Geometric.ofLogits(x[0])),
        of("geometricKl", 4, x -> kl(Geometric.ofLogits(x[0]), Geometric.ofLogits(x[1]))));
  }

  private static Tensor kl(Distribution p, Distribution q) {
    return Divergences.kl(p, q);
  }

  private static GoldenCase pair(String name, MakesDistribution p, MakesDistribution q) {
    return of(name, 16, x -> kl(p.from(x), q.from(x)));
  }

  private static List<GoldenCase> mixed() {
    return List.of(
        pair("klBetaGamma", x -> Beta.of(x[0], x[1]), x -> Gamma.of(x[2], x[3])),
        pair("klBetaNormal", x -> Beta.of(x[0], x[1]), x -> Normal.of(x[2], x[3])),
        pair("klBetaExponential", x -> Beta.of(x[0], x[1]), x -> Exponential.of(x[2])),
        pair("klBetaUniform", x -> Beta.of(x[0], x[1]), x -> Uniform.of(x[2], x[3])),
        pair("klGammaNormal", x -> Gamma.of(x[0], x[1]), x -> Normal.of(x[2], x[3])),
        pair("klGammaGumbel", x -> Gamma.of(x[0], x[1]), x -> Gumbel.of(x[2], x[3])),
        pair("klGammaExponential", x -> Gamma.of(x[0], x[1]), x -> Exponential.of(x[2])),
        pair("klExponentialGamma", x -> Exponential.of(x[0]), x -> Gamma.of(x[1], x[2])),
        pair("klParetoGamma", x -> Pareto.of(x[0], x[1]), x -> Gamma.of(x[2], x[3])),
        pair("klUniformGamma", x -> Uniform.of(x[0], x[1]), x -> Gamma.of(x[2], x[3])),
        pair("klUniformBeta", x -> Uniform.of(x[0], x[1]), x -> Beta.of(x[2], x[3])));
  }
}

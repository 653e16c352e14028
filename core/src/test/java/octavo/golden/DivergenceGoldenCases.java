package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import octavo.distribution.Bernoulli;
import octavo.distribution.Categorical;
import octavo.distribution.Cauchy;
import octavo.distribution.Distribution;
import octavo.distribution.Divergences;
import octavo.distribution.Exponential;
import octavo.distribution.Gumbel;
import octavo.distribution.HalfNormal;
import octavo.distribution.Independent;
import octavo.distribution.Laplace;
import octavo.distribution.LogNormal;
import octavo.distribution.MultivariateNormal;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.distribution.Pareto;
import octavo.distribution.Transform;
import octavo.distribution.TransformedDistribution;
import octavo.distribution.Uniform;
import octavo.tensor.Tensor;

/// Divergences of all pairs that PyTorch has.
final class DivergenceGoldenCases {
  private static final int TERMS = 48;

  private DivergenceGoldenCases() {}

  /// A family and how many parameters it has.
  private record Family(int parameters, Function<Tensor[], Distribution> make) {}

  private static Map<String, Family> families() {
    Map<String, Family> all = new LinkedHashMap<>();
    all.put("Normal", new Family(2, x -> Normal.of(x[0], x[1])));
    all.put("Laplace", new Family(2, x -> Laplace.of(x[0], x[1])));
    all.put("Gumbel", new Family(2, x -> Gumbel.of(x[0], x[1])));
    all.put("Cauchy", new Family(2, x -> Cauchy.of(x[0], x[1])));
    all.put("Uniform", new Family(2, x -> Uniform.of(x[0], x[1])));
    all.put("Exponential", new Family(1, x -> Exponential.of(x[0])));
    all.put("HalfNormal", new Family(1, x -> HalfNormal.of(x[0])));
    all.put("Pareto", new Family(2, x -> Pareto.of(x[0], x[1])));
    all.put("LogNormal", new Family(2, x -> LogNormal.of(x[0], x[1])));
    return all;
  }

  /// The pairs in the table of PyTorch, by the first of each.
  private static final Map<String, List<String>> PAIRS =
      Map.of(
          "Normal", List.of("Normal", "Laplace", "Gumbel", "Uniform", "Exponential", "Pareto"),
          "Laplace", List.of("Normal", "Laplace", "Uniform", "Exponential", "Pareto"),
          "Gumbel", List.of("Normal", "Gumbel", "Uniform", "Exponential", "Pareto"),
          "Cauchy", List.of("Cauchy"),
          "Uniform", List.of("Normal", "Gumbel", "Uniform", "Exponential", "Pareto"),
          "Exponential", List.of("Normal", "Gumbel", "Uniform", "Exponential", "Pareto"),
          "HalfNormal", List.of("HalfNormal"),
          "Pareto", List.of("Normal", "Uniform", "Exponential", "Pareto"),
          "LogNormal", List.of("LogNormal"));

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    Map<String, Family> families = families();
    families.forEach((p, one) ->
        families.forEach((q, other) -> {
          if (PAIRS.getOrDefault(p, List.of()).contains(q)) {
            cases.add(pair("kl" + p + q, one, other));
          }
        }));
    cases.add(equal("klBernoulli", 1, x -> Bernoulli.ofLogits(x[0])));
    cases.add(equal("klCategorical", 1, x -> Categorical.ofLogits(x[0])));
    cases.add(equal("klOneHot", 1, x -> OneHotCategorical.ofLogits(x[0])));
    cases.add(equal("klIndependent", 2, x -> Independent.of(Normal.of(x[0], x[1]), 1)));
    cases.add(
        equal(
            "multivariateNormalKl",
            2,
            x -> MultivariateNormal.ofScaleTril(x[0], DistributionGoldenCases.lower(x[1]))));
    cases.add(
        equal(
            "transformedKl",
            2,
            x -> TransformedDistribution.of(Normal.of(x[0], x[1]), Transform.sigmoid())));
    return cases;
  }

  private static GoldenCase equal(
      String name, int parameters, Function<Tensor[], Distribution> make) {
    return pair(name, new Family(parameters, make), new Family(parameters, make));
  }

  private static GoldenCase pair(String name, Family p, Family q) {
    return of(
        name,
        TERMS,
        x ->
            Divergences.kl(
                p.make().apply(x),
                q.make().apply(Arrays.copyOfRange(x, p.parameters(), x.length))));
  }
}

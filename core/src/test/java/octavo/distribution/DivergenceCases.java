package octavo.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Pairs of distributions with a closed form of the divergence: every pair of the table.
final class DivergenceCases {
  /// A way to make a distribution, with two sets of parameters.
  private record Member(
      String name, Function<Tensor[], Distribution> make, Tensor[] one, Tensor[] other) {}

  private static final Member NORMAL =
      member("Normal", p -> Normal.of(p[0], p[1]), d(0.3, 1.2, -0.5, 2), d(-0.2, 0.7, 1, 1.5));
  private static final Member LAPLACE =
      member("Laplace", p -> Laplace.of(p[0], p[1]), d(0.3, 1.2, -0.5, 2), d(-0.2, 0.7, 1, 1.5));
  private static final Member LOGISTIC =
      member("Logistic", p -> Logistic.of(p[0], p[1]), d(0.3, 1.2, -0.5, 2), d(-0.2, 0.7, 1, 1));
  private static final Member GUMBEL =
      member("Gumbel", p -> Gumbel.of(p[0], p[1]), d(0.3, 1.2, -0.5, 2), d(-0.2, 1.7, 1, 2.5));
  private static final Member CAUCHY =
      member("Cauchy", p -> Cauchy.of(p[0], p[1]), d(0.3, 1.2, -0.5, 2), d(-0.2, 0.7, 1, 1.5));
  private static final Member UNIFORM =
      member("Uniform", p -> Uniform.of(p[0], p[1]), d(1.2, 2, 1.5, 3), d(0.5, 2.5, 1.1, 4));
  private static final Member EXPONENTIAL =
      member("Exponential", p -> Exponential.of(p[0]), d(0.5, 2), d(1.5, 1));
  private static final Member HALF_NORMAL =
      member("HalfNormal", p -> HalfNormal.of(p[0]), d(0.5, 2), d(1.5, 1));
  private static final Member HALF_CAUCHY =
      member("HalfCauchy", p -> HalfCauchy.of(p[0]), d(0.5, 2), d(1.5, 1));
  private static final Member LOG_NORMAL =
      member("LogNormal", p -> LogNormal.of(p[0], p[1]), d(0.3, 0.5, -0.2, 0.3), d(0, 1, 0.5, 0.4));
  private static final Member WEIBULL =
      member("Weibull", p -> Weibull.of(p[0], p[1]), d(0.8, 1.5, 2, 3), d(1.1, 1, 1.8, 2));
  private static final Member PARETO =
      member("Pareto", p -> Pareto.of(p[0], p[1]), d(1, 5, 1.5, 7), d(0.8, 4, 1.05, 6));

  private DivergenceCases() {}

  private static double[] d(double... numbers) {
    return numbers;
  }

  /// Parameters in pairs, of two distributions each: `[first of one, second of one, first of other, …]`.
  private static Member member(
      String name, Function<Tensor[], Distribution> make, double[] one, double[] other) {
    return new Member(name, make, split(one), split(other));
  }

  private static Tensor[] split(double[] numbers) {
    int count = numbers.length / 2;
    Tensor[] split = new Tensor[count];
    for (int i = 0; i < count; i++) {
      split[i] = Tensors.of(new double[] {numbers[i], numbers[count + i]}, 2);
    }
    return split;
  }

  private static DivergenceCase pair(Member p, Member q) {
    return new DivergenceCase(p.name() + " " + q.name(), p.make(), q.make(), p.one(), q.other());
  }

  static List<DivergenceCase> all() {
    List<DivergenceCase> cases = new ArrayList<>();
    List<Member> line = List.of(NORMAL, LAPLACE, LOGISTIC, GUMBEL, CAUCHY);
    List<Member> half = List.of(EXPONENTIAL, HALF_NORMAL, HALF_CAUCHY, LOG_NORMAL, WEIBULL);
    List<Member> members = new ArrayList<>(line);
    members.addAll(half);
    members.addAll(List.of(UNIFORM, PARETO));
    for (Member p : members) {
      for (Member q : members) {
        DivergenceCase c = pair(p, q);
        if (Divergences.hasClosedForm(c.p(), c.q())) {
          cases.add(c);
        }
      }
    }
    classes(cases);
    vectors(cases);
    cases.addAll(GammaDivergenceCases.all());
    return cases;
  }

  private static Member logits(String name, Function<Tensor[], Distribution> make) {
    Tensor one = Tensors.of(d(0, 1, -1, 2, 0.5, 0.3), 2, 3);
    Tensor other = Tensors.of(d(0.5, 0.2, 0, -1, 1, 0.7), 2, 3);
    return new Member(name, make, new Tensor[] {one}, new Tensor[] {other});
  }

  private static void classes(List<DivergenceCase> cases) {
    Member bernoulli = logits("Bernoulli", p -> Bernoulli.ofLogits(p[0]));
    Member categorical = logits("Categorical", p -> Categorical.ofLogits(p[0]));
    Member hot = logits("OneHotCategorical", p -> OneHotCategorical.ofLogits(p[0]));
    Member through =
        logits("StraightThrough", p -> OneHotCategoricalStraightThrough.ofLogits(p[0]));
    cases.add(pair(bernoulli, bernoulli));
    cases.add(pair(categorical, categorical));
    cases.add(pair(hot, hot));
    cases.add(pair(through, through));
    cases.add(pair(hot, through));
    cases.add(pair(through, hot));
    Member several = logits("Independent", p -> Independent.of(Bernoulli.ofLogits(p[0]), 1));
    cases.add(pair(several, several));
  }

  private static void vectors(List<DivergenceCase> cases) {
    Tensor mean = Tensors.of(d(0, 1, -1, 2), 2, 2);
    Tensor root = Tensors.of(d(1, 0.3, -0.2, 0.8, 2, 0.5, 1, 1.5), 2, 2, 2);
    Tensor otherMean = Tensors.of(d(0.5, 0), 2);
    Tensor otherRoot = Tensors.of(d(1.2, -0.3, 0.4, 1), 2, 2);
    Member normal =
        new Member(
            "MultivariateNormal",
            DivergenceCases::normalVector,
            new Tensor[] {mean, root},
            new Tensor[] {otherMean, otherRoot});
    cases.add(pair(normal, normal));
    Member transformed =
        new Member(
            "Transformed",
            p -> TransformedDistribution.of(Normal.of(p[0], p[1]), Transform.sigmoid()),
            NORMAL.one(),
            NORMAL.other());
    cases.add(pair(transformed, transformed));
  }

  private static MultivariateNormal normalVector(Tensor[] p) {
    Tensor square = p[1].matmul(p[1].transpose());
    Tensor eye = Tensors.eye(2).to(square.dtype());
    return MultivariateNormal.ofCovariance(p[0], square.add(eye.multiply(0.5)));
  }
}

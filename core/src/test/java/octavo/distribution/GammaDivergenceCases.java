package octavo.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Pairs with a gamma, beta or count distribution whose divergence has a closed form.
final class GammaDivergenceCases {
  /// A way to make a distribution, with two sets of parameters.
  private record Member(
      String name, Function<Tensor[], Distribution> make, Tensor[] one, Tensor[] other) {}

  private GammaDivergenceCases() {}

  private static double[] d(double... numbers) {
    return numbers;
  }

  private static Member member(
      String name, Function<Tensor[], Distribution> make, double[] one, double[] other) {
    return new Member(name, make, split(one), split(other));
  }

  /// Parameters in pairs, of two distributions each.
  private static Tensor[] split(double[] numbers) {
    int count = numbers.length / 2;
    Tensor[] split = new Tensor[count];
    for (int i = 0; i < count; i++) {
      split[i] = Tensors.of(new double[] {numbers[i], numbers[count + i]}, 2);
    }
    return split;
  }

  private static List<Member> family() {
    return List.of(
        member("Gamma", p -> Gamma.of(p[0], p[1]), d(2.5, 1.5, 6, 2), d(1.5, 1, 3, 2.5)),
        member("Chi2", p -> Chi2.of(p[0]), d(5, 3), d(4, 7)),
        member(
            "InverseGamma", p -> InverseGamma.of(p[0], p[1]), d(2.5, 1.5, 6, 2), d(1.5, 1, 3, 2)),
        member("Beta", p -> Beta.of(p[0], p[1]), d(2.5, 1.5, 6, 2), d(1.5, 1, 0.8, 2.5)),
        member(
            "StudentT",
            p -> StudentT.of(p[0], p[1], p[2]),
            d(7, 0.3, 1.2, 9, -0.5, 2),
            d(5, 0, 1, 6, 1, 2)));
  }

  private static List<Member> others() {
    return List.of(
        member("Normal", p -> Normal.of(p[0], p[1]), d(0.3, 1.2, -0.5, 2), d(-0.2, 0.7, 1, 1.5)),
        member("Laplace", p -> Laplace.of(p[0], p[1]), d(0.3, 1.2, 0, 2), d(0, 0.7, 1, 1.5)),
        member("Logistic", p -> Logistic.of(p[0], p[1]), d(0.3, 1.2, 0, 2), d(0, 0.7, 1, 1)),
        member("Gumbel", p -> Gumbel.of(p[0], p[1]), d(0.3, 1.2, 0, 2), d(0, 1.7, 1, 2.5)),
        member("Cauchy", p -> Cauchy.of(p[0], p[1]), d(0.3, 1.2, 0, 2), d(0, 0.7, 1, 1.5)),
        member("Uniform", p -> Uniform.of(p[0], p[1]), d(0.2, 0.7, 0.5, 0.9), d(-0.5, 2, -1, 4)),
        member("Exponential", p -> Exponential.of(p[0]), d(0.5, 2), d(1.5, 1)),
        member("HalfNormal", p -> HalfNormal.of(p[0]), d(0.5, 2), d(1.5, 1)),
        member("HalfCauchy", p -> HalfCauchy.of(p[0]), d(0.5, 2), d(1.5, 1)),
        member("LogNormal", p -> LogNormal.of(p[0], p[1]), d(0.3, 0.5, 0, 0.3), d(0, 1, 0.5, 0.4)),
        member("Weibull", p -> Weibull.of(p[0], p[1]), d(0.8, 1.5, 2, 3), d(1.1, 1, 1.8, 2)),
        member("Pareto", p -> Pareto.of(p[0], p[1]), d(1, 5, 1.5, 7), d(0.8, 4, 1.05, 6)));
  }

  private static Member binomial(int trials) {
    return member(
        "Binomial of " + trials,
        p -> Binomial.ofLogits(Tensors.full(p[0].dtype(), Shape.SCALAR, trials), p[0]),
        d(0.3, -1),
        d(1, 0.5));
  }

  private static Member negative(double failures) {
    return member(
        "NegativeBinomial",
        p -> NegativeBinomial.ofLogits(Tensors.full(p[0].dtype(), Shape.SCALAR, failures), p[0]),
        d(0.3, -1),
        d(1, 0.5));
  }

  private static DivergenceCase pair(Member p, Member q) {
    return new DivergenceCase(p.name() + " " + q.name(), p.make(), q.make(), p.one(), q.other());
  }

  static List<DivergenceCase> all() {
    List<DivergenceCase> cases = new ArrayList<>();
    List<Member> members = new ArrayList<>(family());
    members.addAll(others());
    for (Member p : members) {
      for (Member q : members) {
        DivergenceCase c = pair(p, q);
        boolean ours =
            family().stream().anyMatch(m -> m.name().equals(p.name()) || m.name().equals(q.name()));
        if (ours && Divergences.hasClosedForm(c.p(), c.q())) {
          cases.add(c);
        }
      }
    }
    Tensor one = Tensors.of(d(1.5, 2, 3, 0.8, 5, 1.2), 2, 3);
    Tensor other = Tensors.of(d(1, 1, 1, 2, 0.7, 3), 2, 3);
    Member dirichlet =
        new Member("Dirichlet", p -> Dirichlet.of(p[0]), new Tensor[] {one}, new Tensor[] {other});
    cases.add(pair(dirichlet, dirichlet));
    counts(cases);
    return cases;
  }

  private static void counts(List<DivergenceCase> cases) {
    Member poisson = member("Poisson", p -> Poisson.of(p[0]), d(0.7, 5), d(1.5, 4));
    Member geometric = member("Geometric", p -> Geometric.ofLogits(p[0]), d(0.3, -1), d(1, 0.5));
    Member bernoulli = member("Bernoulli", p -> Bernoulli.ofLogits(p[0]), d(0.3, -1), d(1, 0.5));
    cases.add(pair(poisson, poisson));
    cases.add(pair(geometric, geometric));
    cases.add(pair(binomial(9), binomial(9)));
    cases.add(pair(binomial(9), binomial(7)));
    cases.add(pair(negative(2.5), negative(2.5)));
    for (Member p : List.of(poisson, geometric, negative(2.5))) {
      cases.add(pair(p, bernoulli));
      cases.add(pair(p, binomial(9)));
    }
  }
}

package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Float64 parameters near the ends of the range, whose squares, products and quotients are no numbers. Another unit changes no
/// divergence, and a logarithm of a density by that of the unit. Numbers of unlike sizes are of mpmath with 720 digits.
class ExtremeScalesTest {
  private static Tensor w(double x) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, x);
  }

  /// Distributions of positive numbers and of all numbers, in a unit.
  private static final List<DoubleFunction<Distribution>> FAMILIES =
      List.of(
          u -> new Normal(w(0.3 * u), w(1.5 * u)),
          u -> new Normal(w(-0.4 * u), w(0.7 * u)),
          u -> new HalfNormal(w(1.3 * u)),
          u -> new Laplace(w(0.2 * u), w(0.9 * u)),
          u -> new Laplace(w(-0.1 * u), w(1.1 * u)),
          u -> new Logistic(w(0.3 * u), w(1.2 * u)),
          u -> new Gumbel(w(0.5 * u), w(0.8 * u)),
          u -> new Gumbel(w(0.1 * u), w(1.4 * u)),
          u -> new Cauchy(w(0.5 * u), w(0.8 * u)),
          u -> new Cauchy(w(-0.6 * u), w(1.7 * u)),
          u -> new HalfCauchy(w(1.1 * u)),
          u -> new StudentT(w(3.5), w(0.5 * u), w(0.8 * u)),
          u -> new Exponential(w(1.6 / u)),
          u -> new Exponential(w(0.6 / u)),
          u -> new Weibull(w(1.2 * u), w(1.7)),
          u -> new Weibull(w(0.9 * u), w(0.8)),
          u -> new Pareto(w(0.4 * u), w(2.9)),
          u -> new Pareto(w(0.3 * u), w(1.8)),
          u -> new Gamma(w(2.5), w(1.5 / u)),
          u -> new Gamma(w(0.7), w(0.9 / u)),
          u -> new InverseGamma(w(2.5), w(1.5 * u)),
          u -> new InverseGamma(w(0.7), w(0.9 * u)),
          u -> new LogNormal(w(0.2 + Math.log(u)), w(0.7)),
          u -> new Uniform(w(0.5 * u), w(1.1 * u)),
          u -> new Uniform(w(0.4 * u), w(1.3 * u)));

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-160, 1e150, 1e300})
  void anotherUnit(double unit) {
    for (DoubleFunction<Distribution> p : FAMILIES) {
      double near = p.apply(1).logProb(w(0.7)).item();
      assertThat(p.apply(unit).logProb(w(0.7 * unit)).item())
          .as("%s", p.apply(unit))
          .isCloseTo(near - Math.log(unit), within(1e-11));
      for (DoubleFunction<Distribution> q : FAMILIES) {
        if (Divergences.hasClosedForm(p.apply(1), q.apply(1))) {
          double expected = Divergences.kl(p.apply(1), q.apply(1)).item();
          double found = Divergences.kl(p.apply(unit), q.apply(unit)).item();
          if (Double.isInfinite(expected)) {
            assertThat(found).isEqualTo(expected);
          } else {
            assertThat(found)
                .as("%s from %s", p.apply(unit), q.apply(unit))
                .isCloseTo(expected, within(1e-11 * (1 + expected)));
          }
        }
      }
    }
  }

  /// A logarithm of a density.
  record Density(Distribution p, double x, double expected) {}

  static Stream<Density> densities() {
    return Stream.of(
        new Density(new StudentT(w(1e-300), w(-1e300), w(1e-300)), -1e300, 344.6946167685469),
        new Density(new StudentT(w(1e-300), w(1e150), w(1e-300)), 0, -1036.8564390278805),
        new Density(new StudentT(w(1e150), w(0), w(1e300)), -1e300, -692.1944664314184),
        new Density(new StudentT(w(1e300), w(0), w(1e-300)), 1e-150, -3.465735902799727e299),
        new Density(new Gamma(w(1e150), w(1e-300)), 1, -1.0351632918473206e153),
        new Density(new Gamma(w(1e150), w(2.5)), 1e-300, -1.0342470011154465e153),
        new Density(new InverseGamma(w(1e150), w(1e-300)), 1, -1.0351632918473206e153),
        new Density(new Chi2(w(1e150)), 1e-300, -5.175816459236603e152),
        new Density(new Poisson(w(1e-300)), 1e150, -1.0351632918473206e153),
        new Density(new NegativeBinomial(w(1e-300), w(0)), 1e150, -6.931471805599453e149),
        new Density(new NegativeBinomial(w(1e-300), w(700)), 1e150, -1036.1632918473206));
  }

  @ParameterizedTest
  @MethodSource("densities")
  void densitiesOfUnlikeSizes(Density d) {
    close(d.p().logProb(w(d.x())).item(), d.expected());
  }

  private static void close(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-10 * Math.abs(expected)));
  }

  /// The divergence of `p` from `q`.
  record Pair(Distribution p, Distribution q, double expected) {}

  static Stream<Pair> pairs() {
    return Stream.of(moments(), sameFamily(), gammas()).flatMap(List::stream);
  }

  private static List<Pair> moments() {
    Normal wide = new Normal(w(1e300), w(1e300));
    return List.of(
        new Pair(
            new Laplace(w(-1e300), w(1e-300)), new Normal(w(-1e150), w(1e300)), 1381.2768471490722),
        new Pair(new Logistic(w(1), w(1e300)), new Normal(w(0), w(1e300)), 0.5638726000528992),
        new Pair(new Exponential(w(1e-300)), wide, 0.4189385332046727),
        new Pair(new Exponential(w(1e-300)), new HalfNormal(w(1e300)), 0.22579135264472736),
        new Pair(new HalfNormal(w(1)), new Normal(w(-1e300), w(1e300)), 691.4686750787737),
        new Pair(new Gumbel(w(1e150), w(1)), wide, 690.6172507665168),
        new Pair(new Uniform(w(-1e150), w(1)), wide, 346.80670248231155),
        new Pair(new LogNormal(w(600), w(1e-150)), new HalfNormal(w(1e300)), 434.97014466676063),
        new Pair(new Weibull(w(1e-300), w(1e150)), new Exponential(w(1e-300)), 1725.3616040806328),
        new Pair(new Weibull(w(1e-300), w(2.5)), new HalfNormal(w(1e-300)), 0.2614445710680841),
        new Pair(new Beta(w(1), w(1e300)), new HalfNormal(w(1e-300)), 0.22579135264472736),
        new Pair(new Gamma(w(1), w(1e-300)), new Normal(w(1), w(1e300)), 0.9189385332046727),
        new Pair(new Normal(w(-1e300), w(1e-300)), new Laplace(w(0), w(2.5)), 4e299),
        new Pair(new Normal(w(1e150), w(1e-150)), new Laplace(w(-1e300), w(1e150)), 1e150),
        new Pair(new Uniform(w(0), w(2e-300)), new Gumbel(w(1), w(1e150)), 1036.4701446667607),
        new Pair(new Normal(w(0), w(2.5)), new Gumbel(w(-1e300), w(1e-300)), INFINITE));
  }

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static List<Pair> sameFamily() {
    return List.of(
        new Pair(
            new Laplace(w(-1e300), w(1e-300)), new Laplace(w(0), w(1e300)), 1381.5510557964274),
        new Pair(new Laplace(w(0), w(1e150)), new Laplace(w(-1e150), w(1e-300)), INFINITE),
        new Pair(new Gumbel(w(1), w(1e-150)), new Gumbel(w(1e300), w(1e300)), 1036.304358010878),
        new Pair(new Gumbel(w(-1e150), w(1e150)), new Gumbel(w(0), w(1e-300)), INFINITE),
        new Pair(
            new Cauchy(w(-1e300), w(1e-300)), new Cauchy(w(-1e150), w(1e-150)), 2416.328053282628),
        new Pair(new Cauchy(w(1e150), w(1e-300)), new Cauchy(w(0), w(1e150)), 1035.4701446667607),
        new Pair(new Weibull(w(1e-300), w(1)), new Weibull(w(1e300), w(1e-300)), 690.1983122333122),
        new Pair(
            new Pareto(w(1e-300), w(1e300)), new Pareto(w(1e-300), w(1e-300)), 1380.5510557964274),
        new Pair(new Pareto(w(1e150), w(1e-150)), new Pareto(w(1e-300), w(2.5)), 2.5e150),
        new Pair(new Exponential(w(1e300)), new Exponential(w(1e-300)), 1380.5510557964274),
        new Pair(new Exponential(w(1e-300)), new Exponential(w(1e150)), INFINITE),
        new Pair(new Uniform(w(0), w(2e-300)), new Uniform(w(0), w(1e300)), 1380.8579086158675),
        new Pair(new Beta(w(1e150), w(1e150)), new Beta(w(2.5), w(2.5)), 171.7854176644664),
        new Pair(new Beta(w(1e300), w(1e150)), new Beta(w(1e150), w(2.5)), 172.55962631182166),
        new Pair(new Beta(w(1e150), w(1e300)), new Beta(w(1e-150), w(1e-300)), 862.0504713395625),
        new Pair(new Beta(w(1e-300), w(1e-150)), new Beta(w(1e-150), w(1e150)), 2e150),
        new Pair(new Beta(w(2), w(3)), new Beta(w(5), w(1e-300)), 694.7604345480017));
  }

  private static List<Pair> gammas() {
    return List.of(
        new Pair(new Gamma(w(1e300), w(1)), new Gamma(w(1e-300), w(1e-300)), 1035.7443533141159),
        new Pair(new Gamma(w(1e-300), w(1e-150)), new Gamma(w(1e-150), w(1e300)), 2e150),
        new Pair(new Gamma(w(1e150), w(1e300)), new Chi2(w(1e-150)), 517.3558545710156),
        new Pair(new Chi2(w(1e150)), new Gamma(w(1e-300), w(1e-300)), 861.7038977492825),
        new Pair(
            new InverseGamma(w(1e150), w(1e150)),
            new InverseGamma(w(2.5), w(2.5)),
            171.76889948213628),
        new Pair(new Gamma(w(1e150), w(1e-300)), new Exponential(w(1e-300)), 1e150),
        new Pair(
            new LogNormal(w(600), w(2.5)), new Gamma(w(1e-150), w(2.5)), 2.146838655872802e262),
        new Pair(new Pareto(w(1e-300), w(2.5)), new Gamma(w(2.5), w(1e-150)), 2589.6092032206484),
        new Pair(new Beta(w(1e-150), w(1e300)), new Gamma(w(1e-300), w(1e300)), 344.38776394910684),
        new Pair(new Uniform(w(0), w(2e-300)), new Gamma(w(2.5), w(1e-150)), 2590.4600445373744),
        new Pair(new Exponential(w(1e300)), new Gamma(w(2.5), w(1e-150)), 2590.5587359861265));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void divergencesOfUnlikeSizes(Pair pair) {
    double found = Divergences.kl(pair.p(), pair.q()).item();
    if (pair.expected() == INFINITE) {
      assertThat(found).isEqualTo(INFINITE);
    } else {
      close(found, pair.expected());
    }
  }

  @Test
  void dirichletNumbersOfUnlikeSizes() {
    Dirichlet many = new Dirichlet(Tensors.of(new double[] {1e150, 1e150, 1e150}, 3));
    Dirichlet few = new Dirichlet(Tensors.of(new double[] {2.5, 1, 1e-300}, 3));
    close(Divergences.kl(many, few).item(), 1035.7049609150413);
    Dirichlet p = new Dirichlet(Tensors.of(new double[] {1e30, 2e30, 1}, 3));
    Dirichlet q = new Dirichlet(Tensors.of(new double[] {1e30, 1e30, 2}, 3));
    close(Divergences.kl(p, q).item(), 1.1778303565638345e29);
    assertThat(Divergences.kl(many, many).item()).isZero();
  }
}

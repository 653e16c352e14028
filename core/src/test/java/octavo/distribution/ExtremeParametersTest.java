package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import octavo.autograd.Gradients;
import octavo.kernel.special.SpecialFunction;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parameters from 10⁻³⁰ to 10³⁰ against closed forms that hold there.
class ExtremeParametersTest {
  private static Tensor narrow(double x) {
    return Tensor.scalar(x);
  }

  private static Tensor wide(double x) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, x);
  }

  private static void close(Tensor found, double expected, double relative) {
    assertThat(found.item()).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  private static double slope(Tensor y, Tensor of) {
    return y.sum().gradients().of(of).item();
  }

  /// In float32 the probability of failure is 1.
  @Test
  void rareSuccessesAreCounted() {
    Tensor trials = narrow(1e7);
    double none = Math.exp(-1e7 * Math.log1p(1 / (1 + Math.exp(17)) / (1 / (1 + Math.exp(-17)))));
    Tensor logits = narrow(-17).tracked();
    Tensor p = Binomial.ofLogits(trials, logits).cdf(narrow(0));
    close(p, none, 1e-6);
    close(wide(slope(p, logits)), -none * 1e7 / (1 + Math.exp(17)), 1e-5);
    // k and n have 24 digits, their difference more
    Tensor n = narrow(1e10);
    Tensor k = narrow(1191982976);
    double exact =
        Binomial.ofLogits(n.to(DType.FLOAT64), wide(-2)).logProb(k.to(DType.FLOAT64)).item();
    close(Binomial.ofLogits(n, narrow(-2)).logProb(k), exact, 1e-6);
  }

  /// The successes before a failure of probability e⁻⁴⁰, which is nothing beside 1.
  @ParameterizedTest
  @ValueSource(doubles = {1e16, 1e17, 1e18, 1e20})
  void rareFailuresAreCounted(double k) {
    Tensor logits = wide(40).tracked();
    Tensor p = NegativeBinomial.ofLogits(wide(1), logits).cdf(wide(k));
    double share = (k + 1) * Math.exp(-40);
    close(p, -Math.expm1(-share), 1e-12);
    close(wide(slope(p, logits)), -share * Math.exp(-share), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e30, 1e30})
  void certainCountsHaveNoSlope(double logit) {
    Tensor r = narrow(3).tracked();
    Tensor logits = narrow(logit).tracked();
    for (double k : new double[] {-1, 0, 0.5, 1e10}) {
      Tensor p = NegativeBinomial.ofLogits(r, logits).cdf(narrow(k));
      assertThat(p.item()).isEqualTo(logit < 0 && k >= 0 ? 1 : 0);
      assertThat(slope(p, logits)).isZero();
      assertThat(slope(p, r)).isZero();
    }
  }

  @Test
  void distributionOfTheSmallestShare() {
    for (double b : new double[] {1e20, 1e30}) {
      Tensor second = wide(b).tracked();
      Tensor x = wide(0.7 / b).tracked();
      Tensor p = Beta.of(wide(1), second).cdf(x);
      close(p, -Math.expm1(-0.7), 1e-14);
      close(wide(slope(p, x)), b * Math.exp(-0.7), 1e-12);
      close(wide(slope(p, second)), 0.7 / b * Math.exp(-0.7), 1e-12);
      assertThat(slope(Beta.of(wide(b), second).cdf(wide(2)), second)).isZero();
    }
  }

  /// Student's distribution of so many degrees of freedom is the normal one, and far out it keeps its digits.
  @ParameterizedTest
  @ValueSource(doubles = {1e12, 1e20, 1e30})
  void manyDegreesOfFreedom(double df) {
    StudentT student = StudentT.of(wide(df), wide(0), wide(1));
    for (double t : new double[] {-20, -3, -1, -1e-20, 0, 1e-20, 0.5, 1.5}) {
      Tensor x = wide(t).tracked();
      Tensor p = student.cdf(x);
      double tolerance = 1e-9 + t * t * t * t / df;
      close(p, Normal.of(wide(0), wide(1)).cdf(wide(t)).item(), tolerance);
      double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
      close(wide(slope(p, x)), density, tolerance);
    }
  }

  /// `½·ln(2πe·variance)`, and the exponential distribution of the smallest of many.
  @Test
  void entropiesOfLargeParameters() {
    double normal = 0.5 + 0.5 * Math.log(2 * Math.PI);
    for (double a : new double[] {1e12, 1e20, 1e30}) {
      double half = 0.5 * Math.log(a);
      close(Gamma.of(wide(a), wide(1)).entropy(), normal + half, 1e-11);
      close(InverseGamma.of(wide(a), wide(1)).entropy(), normal - 3 * half, 1e-11);
      close(Beta.of(wide(a), wide(a)).entropy(), normal - half - 0.5 * Math.log(8), 1e-11);
      close(Beta.of(wide(1), wide(a)).entropy(), 1 - 2 * half, 1e-11);
      Tensor pair = Tensors.of(new double[] {1, a}, 2);
      close(Dirichlet.of(pair).entropy(), 1 - 2 * half, 1e-11);
      close(StudentT.of(wide(a), wide(0), wide(1)).entropy(), normal, 1e-11);
    }
    close(Poisson.of(wide(1e20)).entropy(), normal + 10 * Math.log(10), 1e-14);
    for (double logit : new double[] {-17, 17, 40}) {
      double n = 1e30;
      double variance = n / (1 + Math.exp(-logit)) / (1 + Math.exp(logit));
      close(
          Binomial.ofLogits(wide(n), wide(logit)).entropy(),
          normal + 0.5 * Math.log(variance),
          1e-9);
    }
  }

  /// Draws at an end of the range of the type stay there.
  @Test
  void drawsOfExtremeSharesHaveSlopes() {
    Tensor large = narrow(1e30).tracked();
    Tensor two = narrow(2).tracked();
    var top = Beta.of(large, two).rsample(Rng.of(1), 5).sum().gradients();
    assertThat(top.of(large).item()).isZero();
    assertThat(top.of(two).item()).isZero();
    Tensor x = Beta.of(two, large).rsample(Rng.of(1), 5);
    assertThat(slope(x.multiply(1e30), two)).isBetween(0.5, 20.0);
    // x is a gamma number divided by the large concentration
    Tensor b = wide(1e30).tracked();
    Tensor y = Beta.of(wide(2), b).rsample(Rng.of(1), 5);
    close(wide(slope(y.multiply(1e30), b)), -y.sum().item(), 1e-9);
    for (double a : new double[] {1e-30, 1e-10, 1e-5, 1e-3}) {
      Tensor alpha = Tensors.full(Shape.of(50, 3), a).tracked();
      Tensor shares = Dirichlet.of(alpha).rsample(Rng.of(2));
      Tensor moved = shares.narrow(-1, 0, 1).sum().gradients().of(alpha);
      assertThat(moved.isFinite().all().item()).isOne();
      if (a < 1e-4) {
        assertThat(moved.abs().max().item()).isLessThan(1e-3);
      }
    }
  }

  /// `x = z·√(df/2g)` moves with `ln g`.
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void drawsOfHeavyTailsHaveSlopes(DType type) {
    for (double size : new double[] {0.02, 0.1, 0.3, 5}) {
      int count = 40;
      Tensor df = Tensors.full(type, Shape.of(count), size).tracked();
      Tensor one = df.stopGradient().onesLike();
      Tensor x = StudentT.of(df, one.zerosLike(), one).rsample(Rng.of(3));
      double[] moved = x.sum().gradients().of(df).toDoubleArray();
      double[] xs = x.toDoubleArray();
      double[] zs = Noise.normal(type, Rng.of(3), count).toDoubleArray();
      double half = df.get(0) / 2;
      double least = Math.log(FunctionTransform.least(type));
      for (int i = 0; i < count; i++) {
        double logGamma = Math.log(half) - 2 * Math.log(Math.abs(xs[i] / zs[i]));
        double own =
            logGamma < least + 1e-3
                ? 0
                : SpecialFunction.LOG_GAMMA_SLOPE.apply(half, logGamma, 0) / 2;
        double expected = xs[i] * (1 / (4 * half) - own / 2);
        assertThat(moved[i]).isCloseTo(expected, within(1e-3 * Math.abs(expected) + 1e-4));
      }
    }
    Tensor a = Tensors.full(type, Shape.of(40), 1e-30).tracked();
    Tensor y = InverseGamma.of(a, a.stopGradient().onesLike()).rsample(Rng.of(3));
    assertThat(y.sum().gradients().of(a).equalTo(0).all().item()).isOne();
  }

  /// A component whose density is 0 has no part in the slope, however steep it is there.
  @Test
  void impossibleComponentsOfMixtures() {
    Tensor loc = Tensor.of(-1e10f, 0).tracked();
    Tensor scale = Tensor.of(1e-30f, 1).tracked();
    Mixture mixture = Mixture.of(Categorical.ofLogits(Tensor.zeros(2)), Normal.of(loc, scale));
    Tensor x = narrow(-0.9).tracked();
    Gradients slopes = mixture.logProb(x).sum().gradients();
    close(slopes.of(x), 0.9, 1e-6);
    assertThat(slopes.of(loc).get(0)).isZero();
    close(wide(slopes.of(loc).get(1)), -0.9, 1e-6);
    assertThat(slopes.of(scale).get(0)).isZero();
    close(wide(slopes.of(scale).get(1)), 0.81 - 1, 1e-6);
    Tensor far = narrow(3e38).tracked();
    assertThat(slope(mixture.logProb(far), far)).isZero();
    Tensor weights = Tensor.zeros(2).tracked();
    Tensor variance =
        Mixture.of(Categorical.ofLogits(weights), Normal.of(Tensor.zeros(2), Tensor.of(1, 1e20f)))
            .variance();
    assertThat(variance.item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(variance.sum().gradients().of(weights).equalTo(0).all().item()).isOne();
  }

  @Test
  void quantilesThatOverflow() {
    Tensor loc = narrow(1e10).tracked();
    Tensor scale = narrow(2).tracked();
    TransformedDistribution exp =
        TransformedDistribution.of(Normal.of(loc, scale), Transform.exp());
    for (HasInverseCdf d : List.of(LogNormal.of(loc, scale), (HasInverseCdf) exp)) {
      Tensor median = d.icdf(narrow(0.5));
      assertThat(median.item()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(slope(median, scale)).isZero();
      Tensor low = d.icdf(narrow(0));
      assertThat(low.item()).isZero();
      assertThat(slope(low, loc)).isZero();
      assertThat(slope(low, scale)).isZero();
    }
  }

  @Test
  void transformedDensitiesFarOut() {
    Tensor y = narrow(1e30).tracked();
    Tensor scale = narrow(1e-30).tracked();
    Tensor density =
        TransformedDistribution.of(Normal.of(0, 1), Transform.affine(narrow(0), scale)).logProb(y);
    assertThat(density.item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(slope(density, y)).isZero();
    assertThat(slope(density, scale)).isZero();
    Tensor exponent = narrow(0.01).tracked();
    TransformedDistribution power =
        TransformedDistribution.of(LogNormal.of(0, 1), Transform.power(exponent));
    assertThat(power.logProb(narrow(17)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(slope(power.logProb(narrow(17)), exponent)).isZero();
    for (double x : new double[] {-1, 0, 17}) {
      Tensor p = ((HasCdf) power).cdf(narrow(x));
      assertThat(p.item()).isEqualTo(x > 0 ? 1 : 0);
      assertThat(slope(p, exponent)).isZero();
    }
    Tensor z = narrow(17).tracked();
    Tensor steep =
        TransformedDistribution.of(Normal.of(narrow(0), narrow(1e-30)), Transform.softplus())
            .logProb(z);
    assertThat(slope(steep, z)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void divergences(DType type) {
    Tensor one = Tensors.full(type, Shape.SCALAR, 1);
    Tensor huge = Tensors.full(type, Shape.SCALAR, 1e30);
    Tensor many = Tensors.full(type, Shape.SCALAR, 1e10);
    Tensor tiny = Tensors.full(type, Shape.SCALAR, 1e-30);
    double exponential = 1 - Math.log(2);
    Beta beta = Beta.of(one, huge);
    close(Divergences.kl(beta, Beta.of(one, huge.multiply(2))), exponential, 1e-6);
    Gamma gamma = Gamma.of(one, tiny);
    close(Divergences.kl(gamma, Gamma.of(one, tiny.multiply(2))), exponential, 1e-6);
    for (Distribution d :
        List.of(
            Gamma.of(many, one.multiply(0.3)),
            InverseGamma.of(huge, tiny),
            Chi2.of(huge),
            Beta.of(tiny, many),
            Dirichlet.of(Tensors.stack(0, huge, tiny, one)),
            Geometric.ofLogits(one.multiply(-800)),
            NegativeBinomial.ofLogits(one, huge))) {
      assertThat(Divergences.kl(d, d).item()).as(d.toString()).isZero();
    }
    Dirichlet p = Dirichlet.of(Tensors.stack(0, one.multiply(1e-3), huge));
    Dirichlet q = Dirichlet.of(Tensors.stack(0, tiny, huge));
    // gamma numbers of the small concentrations: ln Γ(b) - ln Γ(a) - (b - a)ψ(a)
    close(Divergences.kl(p, q), 61.16979833250571, 1e-6);
    // a width of 1 at 10¹⁰, against a tail that falls as fast
    Uniform uniform = Uniform.of(wide(1e10), wide(1e10 + 1));
    close(Divergences.kl(uniform, Pareto.of(wide(1e10), wide(1e10))), 0.5, 1e-6);
    Geometric rare = Geometric.ofLogits(one.multiply(-1000));
    Geometric rarer = Geometric.ofLogits(one.multiply(-1001));
    close(Divergences.kl(rare, rarer), Math.exp(-1), 1e-4);
    double normal = 0.5 + Math.expm1(0.5) - 0.5 * Math.log(2 * Math.PI);
    close(Divergences.kl(Normal.of(many, tiny), Gumbel.of(many, tiny)), normal, 1e-6);
    assertThat(Divergences.kl(Normal.of(one, huge), Normal.of(one, tiny)).item())
        .isGreaterThan(1e30);
  }

  /// A divergence that is no number of its type is a constant.
  @Test
  void infiniteDivergencesHaveSlopes() {
    Tensor scale = wide(1e-10).tracked();
    Tensor shape = wide(1e-3).tracked();
    for (Tensor kl :
        List.of(
            Divergences.kl(Normal.of(wide(0), wide(1)), Gumbel.of(wide(1), scale)),
            Divergences.kl(Gumbel.of(wide(0), wide(1)), Gumbel.of(wide(1), scale)))) {
      assertThat(kl.item()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(slope(kl, scale)).isNotNaN();
    }
    Tensor weibull = Divergences.kl(Weibull.of(wide(1), shape), Weibull.of(wide(1), wide(1e10)));
    assertThat(weibull.item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(slope(weibull, shape)).isNotNaN();
  }
}

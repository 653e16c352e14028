package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Far tails, ends of supports, and parameters of extreme size. Expected numbers are of SciPy in double.
class ExtremesTest {
  private static Tensor narrow(double x) {
    return Tensor.scalar(x);
  }

  private static void close(Tensor found, double expected, double relative) {
    assertThat(found.item()).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  static List<DistributionCase> cases() {
    return DistributionCases.all();
  }

  /// At infinity a distribution function is 0 or 1 whatever the parameters.
  @ParameterizedTest
  @MethodSource("cases")
  void cdfEndsAtInfinityWithoutGradient(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(HasCdf.class);
    Tensor[] parameters = c.parameters().clone();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = parameters[i].tracked();
    }
    HasCdf d = (HasCdf) c.make().apply(parameters);
    for (double end : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
      Tensor x = Tensors.full(DType.FLOAT64, d.batchShape(), end);
      Tensor p = d.cdf(x);
      assertThat(p.stopGradient()).isEqualTo(end > 0 ? x.onesLike() : x.zerosLike());
      if (p.isTracked()) {
        var gradients = p.sum().gradients();
        for (Tensor parameter : parameters) {
          Tensor slope = gradients.find(parameter);
          assertThat(slope == null || slope.equalTo(0).all().item() != 0)
              .as("%s at %s: %s", c.name(), end, slope)
              .isTrue();
        }
      }
    }
  }

  /// Below the support a relaxed variable's distribution function does not depend on the temperature.
  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 1, 2})
  void relaxedCdfIsConstantOutside(double x) {
    Tensor temperature = narrow(0.5).tracked();
    Tensor p = new RelaxedBernoulli(temperature, narrow(1)).cdf(narrow(x));
    assertThat(p.item()).isEqualTo(x > 0 ? 1 : 0);
    assertThat(p.sum().gradients().of(temperature).item()).isZero();
  }

  @Test
  void quantilesOfZeroAndOneAreConstantsInsideFiniteEnds() {
    Tensor temperature = narrow(0.5).tracked();
    RelaxedBernoulli relaxed = new RelaxedBernoulli(temperature, narrow(1));
    for (double p : new double[] {0, 1}) {
      Tensor x = relaxed.icdf(narrow(p));
      assertThat(x.item()).isEqualTo(p);
      assertThat(x.sum().gradients().of(temperature).item()).isZero();
    }
    Tensor scale = narrow(2).tracked();
    Tensor low = LogNormal.of(narrow(1), scale).icdf(narrow(0));
    assertThat(low.item()).isZero();
    assertThat(low.sum().gradients().of(scale).item()).isZero();
  }

  /// In float32 the square of such a number is infinite; heavy tails draw it.
  @Test
  void densitiesOfHeavyTailsAreFiniteFarOut() {
    Tensor far = narrow(1e30);
    close(Cauchy.of(0, 1).logProb(far), -139.29983549558705, 1e-6);
    close(HalfCauchy.of(1).logProb(far), -138.60668831502713, 1e-6);
    close(StudentT.of(0.1, 0, 1).logProb(far.negate()), -79.16165071779612, 1e-6);
    close(StudentT.of(5, 1, 2).logProb(far), -407.1398867781657, 1e-6);
    Tensor df = narrow(2).tracked();
    Tensor density = StudentT.of(df, narrow(0), narrow(1)).logProb(far);
    assertThat(density.sum().gradients().of(df).item()).isFinite();
    Tensor x = far.tracked();
    Tensor slope = Cauchy.of(0, 1).logProb(x).sum().gradients().of(x);
    close(slope, -2e-30, 1e-6);
  }

  @Test
  void lowerTailsKeepTheirDigits() {
    close(Cauchy.of(0, 1).cdf(narrow(-1e10)), 3.183098861837907e-11, 1e-6);
    close(Laplace.of(0, 1).cdf(narrow(-40)), 2.1241771276457944e-18, 1e-6);
    close(Laplace.of(0, 1).cdf(narrow(1)), 1 - 0.5 * Math.exp(-1), 1e-6);
  }

  /// The cumulative distribution of Laplace has its steepest slope in the middle.
  @Test
  void theMedianOfLaplaceHasASlope() {
    Tensor x = narrow(0).tracked();
    assertThat(Laplace.of(0, 1).cdf(x).sum().gradients().of(x).item()).isEqualTo(0.5);
    Tensor p = narrow(0.5).tracked();
    Tensor quantile = Laplace.of(3, 1).icdf(p);
    assertThat(quantile.item()).isEqualTo(3);
    assertThat(quantile.sum().gradients().of(p).item()).isEqualTo(2);
  }

  @Test
  void quantilesOfSmallProbabilitiesKeepTheirDigits() {
    close(Cauchy.of(0, 1).icdf(narrow(1e-10)), -3183098819.3389797, 1e-6);
    close(Cauchy.of(0, 1).icdf(narrow(1e-6)), -318309.8869863987, 1e-6);
    close(Cauchy.of(0, 1).icdf(narrow(1 - 0x1p-24)), 5340353.71544081, 1e-6);
    close(HalfCauchy.of(1).icdf(narrow(1 - 0x1p-24)), 10680707.43064227, 1e-6);
    close(Laplace.of(0, 1).icdf(narrow(1e-20)), -45.35855471105545, 1e-6);
    close(Laplace.of(0, 1).icdf(narrow(1e-6)), -13.122363379929086, 1e-6);
    assertThat(Cauchy.of(2, 1).icdf(narrow(0.5)).item()).isEqualTo(2);
    assertThat(Cauchy.of(0, 1).icdf(narrow(0)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Cauchy.of(0, 1).icdf(narrow(1)).item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(HalfCauchy.of(1).icdf(narrow(1)).item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  /// In float32 each of the terms is far larger than their sum.
  @Test
  void entropiesOfLargeConcentrations() {
    assertThat(Gamma.of(1e6, 1e6).entropy().item()).isCloseTo(-5.488817079110881, within(2e-6));
    assertThat(InverseGamma.of(1000, 1).entropy().item()).isCloseTo(-8.9420276, within(2e-6));
    assertThat(Chi2.of(1e4).entropy().item()).isCloseTo(6.370615639472648, within(2e-6));
    assertThat(Beta.of(1, 1e6).entropy().item()).isCloseTo(-12.81551155820489, within(2e-6));
    assertThat(StudentT.of(1e3, 0, 1).entropy().item()).isCloseTo(1.4199387830378811, within(2e-6));
    Tensor pair = Tensors.of(new float[] {1, 1e6f}, 2);
    assertThat(Dirichlet.of(pair).entropy().item()).isCloseTo(-12.81551155820489, within(2e-6));
  }

  @Test
  void divergencesOfLargeConcentrations() {
    Gamma gamma = Gamma.of(1e6, 1e6);
    assertThat(Divergences.kl(gamma, gamma).item()).isCloseTo(0, within(1e-8));
    Beta beta = Beta.of(1e5, 1e6);
    assertThat(Divergences.kl(beta, beta).item()).isCloseTo(0, within(1e-8));
    Dirichlet dirichlet = Dirichlet.of(Tensors.of(new float[] {1e5f, 1e6f, 3}, 3));
    assertThat(Divergences.kl(dirichlet, dirichlet).item()).isCloseTo(0, within(1e-8));
    assertThat(Divergences.kl(dirichlet, dirichlet).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void varianceOfNarrowAndOfWideWeibull() {
    close(Weibull.of(1, 1000).variance(), 1.6406426809334462e-6, 1e-6);
    assertThat(Weibull.of(1, 0.02).variance().item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  /// `1 - ln p` for rare successes, whose probability is no float32 any more.
  @Test
  void entropyOfRareSuccesses() {
    for (double logit : new double[] {-30, -60, -95, -200}) {
      Tensor l = narrow(logit).tracked();
      Tensor entropy = Geometric.ofLogits(l).entropy();
      close(entropy, 1 - logit, 1e-6);
      close(entropy.sum().gradients().of(l), -1, 1e-6);
    }
    assertThat(Geometric.ofProbs(1).entropy().item()).isZero();
  }

  /// The square of this ratio of deviations is no float32.
  @Test
  void divergenceOfAVeryNarrowNormal() {
    Tensor kl = Divergences.kl(Normal.of(0, 1e-25), Normal.of(0, 1));
    assertThat(kl.item()).isCloseTo(25 * Math.log(10) - 0.5, within(1e-4));
  }

  @Test
  void noTrialsDoNotDiverge() {
    Binomial none = Binomial.ofProbs(0, 0.5);
    assertThat(Divergences.kl(none, Binomial.ofProbs(0, 0)).item()).isZero();
  }

  /// Where both lie far from 0 `exp(μ/β)` is no float32.
  @Test
  void divergencesFromGumbelFarFromZero() {
    double normal = 0.5 + Math.expm1(0.5) - 0.5 * Math.log(2 * Math.PI);
    for (double loc : new double[] {-500, 0, 100, 500}) {
      Gumbel q = Gumbel.of(loc, 1);
      double found = Divergences.kl(Normal.of(loc, 1), q).item();
      assertThat(found).isCloseTo(normal, within(1e-4));
      double uniform = Divergences.kl(Uniform.of(loc, loc + 1), q).item();
      assertThat(uniform).isCloseTo(1.5 - Math.exp(-1), within(1e-4));
    }
  }

  /// `(x - μ)/σ` is no float32 here, but what is derived from it is.
  @Test
  void standardizedValuesMayOverflow() {
    Tensor scale = narrow(1e-20).tracked();
    Tensor x = narrow(1e25).tracked();
    Tensor cauchy = Cauchy.of(narrow(0), scale).logProb(x);
    close(cauchy, -Math.log(Math.PI) + Math.log(1e-20) - 2 * Math.log(1e25), 1e-6);
    var slopes = cauchy.sum().gradients();
    close(slopes.of(scale), 1e20, 1e-6);
    close(slopes.of(x), -2e-25, 1e-6);
    Tensor student = StudentT.of(narrow(3), narrow(0), scale).logProb(x);
    close(student.sum().gradients().of(scale), 3e20, 1e-6);
    close(HalfCauchy.of(scale).logProb(x).sum().gradients().of(scale), 1e20, 1e-6);
    Tensor density = Gumbel.of(narrow(0), scale).logProb(narrow(-1e25));
    assertThat(density.item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(density.sum().gradients().of(scale).item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void distributionFunctionsFarOutHaveNoSlope() {
    Tensor scale = narrow(1e-20).tracked();
    Tensor loc = narrow(0).tracked();
    for (Distribution d :
        List.of(
            Normal.of(loc, scale),
            Laplace.of(loc, scale),
            Logistic.of(loc, scale),
            Gumbel.of(loc, scale),
            LogNormal.of(loc, scale),
            HalfNormal.of(scale),
            StudentT.of(narrow(3), loc, scale))) {
      var slopes = ((HasCdf) d).cdf(narrow(1e25)).sum().gradients();
      assertThat(slopes.of(scale).item()).as(d.toString()).isZero();
    }
    Tensor far = narrow(1e10);
    // 1 - σ/(πx), and twice that
    Tensor cauchy = Cauchy.of(loc, scale).cdf(far);
    close(cauchy.sum().gradients().of(scale), -1e-10 / Math.PI, 1e-6);
    close(HalfCauchy.of(scale).cdf(far).sum().gradients().of(scale), -2e-10 / Math.PI, 1e-6);
  }

  /// Infinite moments are constants: their derivatives are 0, not NaN.
  @Test
  void infiniteMomentsHaveNoSlope() {
    for (double size : new double[] {0.4, 1, 2}) {
      Tensor a = narrow(size).tracked();
      Tensor scale = narrow(3).tracked();
      for (Tensor moment :
          List.of(
              StudentT.of(a, narrow(0), scale).variance(),
              Pareto.of(scale, a).variance(),
              InverseGamma.of(a, scale).variance())) {
        var slopes = moment.sum().gradients();
        assertThat(slopes.of(a).item()).isZero();
        assertThat(slopes.of(scale).item()).isZero();
      }
    }
    Tensor a = narrow(1).tracked();
    assertThat(Pareto.of(narrow(3), a).mean().sum().gradients().of(a).item()).isZero();
    assertThat(InverseGamma.of(a, narrow(3)).mean().sum().gradients().of(a).item()).isZero();
    Tensor df = narrow(4).tracked();
    Tensor variance = StudentT.of(df, narrow(0), narrow(3)).variance();
    assertThat(variance.item()).isEqualTo(18);
    assertThat(variance.sum().gradients().of(df).item()).isEqualTo(-4.5);
  }

  /// Moments that are numbers though squares of the parameters are not.
  @Test
  void momentsOfExtremeParameters() {
    close(Beta.of(1e25, 1e25).variance(), 1.25e-26, 1e-6);
    close(Beta.of(1e-25, 1e-25).variance(), 0.25, 1e-6);
    close(Pareto.of(1e25, 1e20).variance(), 1e10, 1e-6);
    close(InverseGamma.of(1e10, 1e30).variance(), 1e30, 1e-6);
    close(Weibull.of(1e25, 1e20).variance(), 1e10 * Math.PI * Math.PI / 6, 1e-6);
    close(Weibull.of(1, 1e6).variance(), 1.6449297637748693e-12, 1e-6);
    assertThat(LogNormal.of(-1e30, 50).variance().item()).isZero();
    assertThat(Weibull.of(1e-30, 1e-30).variance().item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void densitiesOfExtremeShapes() {
    assertThat(Weibull.of(1e-30, 1).logProb(narrow(1e10)).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    close(Weibull.of(1e-30, 1e-20).logProb(narrow(1e10)), -70.07755278982137, 1e-6);
    // ln α + α ln(m/x) - ln x where x is m·(1 + 2⁻²⁰)
    double x = 1 + 0x1p-20;
    double pareto = Math.log(1e7) - 1e7 * Math.log1p(0x1p-20) - Math.log(x);
    close(Pareto.of(1, 1e7).logProb(narrow(x)), pareto, 1e-6);
    close(Beta.of(50, 1e30).cdf(narrow(0.25)), 1, 0);
  }

  /// Where all components are impossible, no component is nearer than another.
  @Test
  void mixturesFarOutHaveNoSlope() {
    Tensor loc = Tensors.of(new float[] {0, 1}, 2).tracked();
    Mixture mixture =
        Mixture.of(Categorical.ofLogits(Tensor.zeros(2)), Normal.of(loc, Tensor.scalar(1)));
    Tensor density = mixture.logProb(narrow(1e25));
    assertThat(density.item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(density.sum().gradients().of(loc).equalTo(0).all().item()).isEqualTo(1);
  }

  /// Where the slope of one of both is 0 and of the other infinite, their product is no number.
  @Test
  void powersAtTheEnds() {
    Tensor scale = narrow(1.5).tracked();
    List<Reparameterized> bases =
        List.of(
            LogNormal.of(narrow(0), scale),
            HalfNormal.of(scale),
            Exponential.of(scale),
            Weibull.of(scale, narrow(2)),
            Uniform.of(narrow(0), scale),
            Pareto.of(scale, narrow(2)),
            HalfCauchy.of(scale));
    for (Reparameterized base : bases) {
      for (double size : new double[] {-2, -0.5, 0.5, 2}) {
        Tensor exponent = narrow(size).tracked();
        for (double end : new double[] {0, 1}) {
          Tensor p = Tensors.of(new float[] {0.3f, (float) end}, 2).tracked();
          HasInverseCdf power =
              (HasInverseCdf) TransformedDistribution.of(base, Transform.power(exponent));
          Tensor x = power.icdf(p);
          var slopes = x.narrow(0, 1, 1).sum().gradients();
          String what = "%s to the %s at %s: %s".formatted(base, size, end, x);
          assertThat(slopes.of(p).get(1)).as(what).isGreaterThanOrEqualTo(0);
          assertThat(slopes.of(p).get(0)).as(what).isZero();
          for (Tensor parameter : List.of(scale, exponent)) {
            Tensor slope = slopes.find(parameter);
            assertThat(slope == null ? 0 : slope.item()).as(what).isFinite();
          }
          if (Double.isInfinite(x.get(1))) {
            assertThat(slopes.of(p).get(1)).as(what).isEqualTo(Double.POSITIVE_INFINITY);
          }
          Tensor inside = power.icdf(p.stopGradient().narrow(0, 0, 1));
          assertThat(slope(inside, scale)).isEqualTo(slope(x.narrow(0, 0, 1), scale));
        }
      }
    }
  }

  private static double slope(Tensor y, Tensor of) {
    return y.sum().gradients().of(of).item();
  }

  @Test
  void quantilesAtTheEndsHaveInfiniteSlopes() {
    Tensor zero = narrow(0).tracked();
    Tensor low = Gumbel.of(0, 1).icdf(zero);
    assertThat(low.item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(low.sum().gradients().of(zero).item()).isEqualTo(Double.POSITIVE_INFINITY);
    Tensor one = narrow(1).tracked();
    Tensor high = Weibull.of(1, 2).icdf(one);
    assertThat(high.item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(high.sum().gradients().of(one).item()).isEqualTo(Double.POSITIVE_INFINITY);
  }
}

package octavo.kernel.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The definitions against arbitrary-precision arithmetic, and at the ends of their domains.
class SpecialFunctionTest {
  @ParameterizedTest
  @CsvSource({
    "ERFINV, 1e-10, 0, 0, 8.86226925452758e-11",
    "ERFINV, 0.3, 0, 0, 0.2724627147267543",
    "ERFINV, -0.5, 0, 0, -0.4769362762044699",
    "ERFINV, 0.999999, 0, 0, 3.458910737275499",
    "NDTRI, 1e-10, 0, 0, -6.361340902404056",
    "NDTRI, 0.2, 0, 0, -0.8416212335729142",
    "NDTRI, 0.975, 0, 0, 1.959963984540054",
    "LOG_NDTR, -40.0, 0, 0, -804.6084420137538",
    "LOG_NDTR_SLOPE, -40.0, 0, 0, 40.02496884720726",
    "LOG_NDTR, -2.9, 0, 0, -6.284058234947418",
    "LOG_NDTR_SLOPE, -2.9, 0, 0, 3.190315139542982",
    "LOG_NDTR, 0.5, 0, 0, -0.3689464152886564",
    "LOG_NDTR_SLOPE, 0.5, 0, 0, 0.5091604338370335",
    "LOG_NDTR, 6.0, 0, 0, -9.865876455243757e-10",
    "LOG_NDTR_SLOPE, 6.0, 0, 0, 6.075882855817676e-9",
    "POLYGAMMA, 4, 0.5, 0, -771.4742498266672",
    "POLYGAMMA, 9, -1.25, 0, 380513743130.2344",
    "POLYGAMMA, 30, 3.0, 0, -4.294962738798298e+17",
    "POLYGAMMA, 100, 2.0, 0, -3.681070139798048e+127",
    "LBETA, 1e-08, 2.0, 0, 18.42068073395237",
    "LBETA, 0.5, 0.5, 0, 1.1447298858494",
    "LBETA, 3.0, 1000000.0, 0, -40.75338749333038",
    "LBETA, 100000.0, 200000.0, 0, -190958.8852791168",
    "LBETA, 20.0, 30.0, 0, -33.96882079197738",
    "GAMMAINC, 0.01, 0.3, 0, 0.9909276035782349",
    "GAMMAINCC, 0.01, 0.3, 0, 0.009072396421765093",
    "GAMMA_SLOPE, 0.01, 0.3, 0, 37.03476004776076",
    "GAMMAINC, 0.5, 0.0001, 0, 0.01128341555584962",
    "GAMMAINCC, 0.5, 0.0001, 0, 0.9887165844441504",
    "GAMMA_SLOPE, 0.5, 0.0001, 0, 0.001849498254651813",
    "GAMMAINC, 3.0, 20.0, 0, 0.9999995444850494",
    "GAMMAINCC, 3.0, 20.0, 0, 4.555149505589213e-7",
    "GAMMA_SLOPE, 3.0, 20.0, 0, 2.348346064720834",
    "GAMMAINC, 30.0, 28.0, 0, 0.3773896943143976",
    "GAMMAINCC, 30.0, 28.0, 0, 0.6226103056856024",
    "GAMMA_SLOPE, 30.0, 28.0, 0, 0.971282368474091",
    "GAMMAINC, 5000.0, 5200.0, 0, 0.9974151865046462",
    "GAMMAINCC, 5000.0, 5200.0, 0, 0.002584813495353809",
    "GAMMA_SLOPE, 5000.0, 5200.0, 0, 1.019772532220178",
    "GAMMA_SLOPE, 1.0, 3.0, 0, 1.937911693824961",
    "GAMMA_SLOPE, 4.0, 9.0, 0, 1.521025379592379"
  })
  void knownValues(SpecialFunction f, double a, double b, double c, double expected) {
    assertThat(f.apply(a, b, c)).isCloseTo(expected, within(2e-12 * Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "BETAINC, 0.5, 80.0, 0.09, 0.9998949105918612",
    "BETA_SLOPE, 0.5, 80.0, 0.09, 0.04355403924442112",
    "BETAINC, 1.0, 500.0, 0.0068, 0.9670120413686324",
    "BETA_SLOPE, 1.0, 500.0, 0.0068, 0.00404584066051001",
    "BETAINC, 2.0, 3.0, 0.4, 0.5248",
    "BETA_SLOPE, 2.0, 3.0, 0.4, 0.1393920000506693",
    "BETAINC, 0.01, 0.02, 0.9, 0.6809152058570812",
    "BETA_SLOPE, 0.01, 0.02, 0.9, 301.0653457007109",
    "BETAINC, 300.0, 0.1, 0.9997, 0.180508690895431",
    "BETA_SLOPE, 300.0, 0.1, 0.9997, 1.001351017129598e-6",
    "BETAINC, 3000.0, 2000.0, 0.61, 0.9258494502887017",
    "BETA_SLOPE, 3000.0, 2000.0, 0.61, 7.865605340241423e-5"
  })
  void knownValuesOfBeta(SpecialFunction f, double a, double b, double c, double expected) {
    // the derivatives of continued fractions lose some digits where two terms nearly cancel
    double tolerance = f == SpecialFunction.BETA_SLOPE ? 1e-9 : 2e-12;
    assertThat(f.apply(a, b, c)).isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  /// Concentrations from 10⁻³⁰ to 10³⁰, in each of the forms and limits.
  @ParameterizedTest
  @CsvSource({
    "1e-30, 1e-30, -12, 0.5, 4.9999999999999991666e59",
    "1e-10, 1e-10, 1.7999999999999998, 0.50000000008999999999, 50000000001529772463.0",
    "0.001, 1000000000.0, -39.63102111592855, 0.98183563573634671525, 18332.183466327081047",
    "0.3, 0.001, 7.503782474656201, 0.010369827310439105812, 12.209323567122420566",
    "1, 1e20, -48.051701859880914, 0.12657698150688326377, 2.6308746301614269719",
    "17, 1e30, -66.17157875825426, 0.64956463088238643863, 0.057268613519253678279",
    "300, 1e12, -22.042708695127594, 0.026019448659623095763, 0.0035314468721855086961",
    "10000000.0, 10000000.0, -0.0008944271909999159, 0.02275013509765229941, 1.0002237068107948197e-7",
    "1000000000.0, 10000.0, 11.515925479970191, 0.6165819571198547646, 9.9999998552254902852e-10",
    "1e20, 17, 42.73341726575203, 0.012127558080545718889, 1e-20"
  })
  void knownValuesOfLogits(double a, double b, double l, double expected, double slope) {
    double found = SpecialFunction.BETAINC_OF_LOGIT.apply(a, b, l);
    assertThat(found).isCloseTo(expected, within(2e-11 * expected));
    double mirrored = SpecialFunction.BETAINC_OF_LOGIT.apply(b, a, -l);
    assertThat(mirrored).isCloseTo(1 - expected, within(2e-11));
    double moved = SpecialFunction.BETA_LOGIT_SLOPE.apply(a, b, l);
    assertThat(moved).isCloseTo(slope, within(1e-9 * slope));
    double x = 1 / (1 + Math.exp(-l));
    if (x < 0.9) { // beyond, nothing is left of the distance from 1
      double same = SpecialFunction.BETAINC.apply(a, b, x);
      assertThat(same).isCloseTo(expected, within(2e-11 * expected + 1e-13 * b * x));
      double other = SpecialFunction.BETA_OTHER_SLOPE.apply(a, b, x);
      double rest = -x * (1 - x) * SpecialFunction.BETA_LOGIT_SLOPE.apply(b, a, -l);
      assertThat(other).isCloseTo(rest, within(1e-9 * Math.abs(rest)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2e10, 3e10, -0.405478801172102, 0.0668073687674027739",
    "2e10, 3e10, -0.4054651081081644, 0.500000242788414221",
    "2e10, 5e12, -5.521455249705579, 0.788145497339011569"
  })
  void bothConcentrationsLarge(double a, double b, double l, double expected) {
    // a rounding of the logit moves it by 10⁻¹⁶ of a deviation of 10⁻⁵
    assertThat(SpecialFunction.BETAINC_OF_LOGIT.apply(a, b, l)).isCloseTo(expected, within(1e-10));
  }

  /// `ψ(a + b) - ψ(a)` is `b·ψ'(a)` for a small `b`.
  @ParameterizedTest
  @CsvSource({"1e-10, 1e-30", "0.3, 1e-20", "20, 1e-20", "1e10, 1e-5"})
  void smallStepsOfDigamma(double a, double b) {
    double expected = b * SpecialFunction.POLYGAMMA.apply(1, a, 0);
    double found = SpecialFunction.DIGAMMA_STEP.apply(a, b, 0);
    assertThat(found).isCloseTo(expected, within(1e-13 * expected));
  }

  @Test
  void probabilitiesAreFromZeroToOne() {
    for (double a : new double[] {1e-30, 1e-10, 1e-3, 1}) {
      for (double x : new double[] {1e-40, 1e-10, 0.3, 0.9, 1}) {
        for (double b : new double[] {1e-30, 1e-10, 2, 1e20, 1e30}) {
          assertThat(SpecialFunction.BETAINC.apply(a, b, x)).isBetween(0.0, 1.0);
        }
        assertThat(SpecialFunction.GAMMAINC.apply(a, x, 0)).isBetween(0.0, 1.0);
        assertThat(SpecialFunction.GAMMAINCC.apply(a, x, 0)).isBetween(0.0, 1.0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GAMMA_LOG_DENSITY, 0.001, 2.0, 1e-20, 39.09916441981774",
    "GAMMA_LOG_DENSITY, 3.0, 0.5, 7.0, -2.380768424129155",
    "GAMMA_LOG_DENSITY, 16.0, 3.0, 2.0, -5.924267056751957",
    "GAMMA_LOG_DENSITY, 10000.0, 100.0, 101.5, -2.047710541525206",
    "GAMMA_LOG_DENSITY, 10000000.0, 2.0, 5001234.0, -8.589587056456316",
    "GAMMA_LOG_DENSITY, 10000000.0, 1.0, 10.0, -128155110.7421186",
    "GAMMA_LOG_DENSITY, 1000000000000.0, 1e-05, 1.000001e+17, -26.74737522288748",
    "GAMMA_LOG_DENSITY, 40.0, 1e-200, 1e-200, -36487.47622956657",
    "BETA_LOG_DENSITY, 0.001, 0.001, 0.25, -5.928598359870248",
    "BETA_LOG_DENSITY, 2.0, 10000000.0, 3e-07, 14.21670788962638",
    "BETA_LOG_DENSITY, 10000000.0, 20000000.0, 0.33337, 8.350652459924822",
    "BETA_LOG_DENSITY, 10000000.0, 10000000.0, 0.001, -55224600.47966683",
    "BETA_LOG_DENSITY, 300.0, 20.0, 0.95, 3.100197228882079",
    "BETA_LOG_DENSITY, 20.0, 20.0, 1e-300, -13096.78303817982",
    "COUNTS_LOG_MASS, 0.0, 10000000.0, -16.0, -1.125351683871768",
    "COUNTS_LOG_MASS, 10000000.0, 20000000.0, -0.6931, -8.782673870705183",
    "COUNTS_LOG_MASS, 3.0, 1000000.0, -12.5, -1.571879203404907",
    "COUNTS_LOG_MASS, 1000000.0, 25.0, 10.0, -8.015550465981201",
    "COUNTS_LOG_MASS, 50.0, 60.0, -700.0, -34926.78316384851",
    "COUNTS_LOG_MASS, 0.001, 40.0, 2.0, -85.07296963641267"
  })
  void knownLogarithmsOfDensities(
      SpecialFunction f, double a, double b, double c, double expected) {
    // what remains is how far a rounding of the arguments' product moves the deviance
    double size = Math.max(1, Math.abs(expected)) + (a > 1e10 ? 1e3 : 0);
    assertThat(f.apply(a, b, c)).isCloseTo(expected, within(1e-12 * size));
  }

  @Test
  void endsOfDensities() {
    double most = Double.POSITIVE_INFINITY;
    assertThat(SpecialFunction.GAMMA_LOG_DENSITY.apply(1, 2, 0)).isEqualTo(Math.log(2));
    assertThat(SpecialFunction.GAMMA_LOG_DENSITY.apply(0.5, 2, 0)).isEqualTo(most);
    assertThat(SpecialFunction.GAMMA_LOG_DENSITY.apply(2, 2, 0)).isEqualTo(-most);
    assertThat(SpecialFunction.GAMMA_LOG_DENSITY.apply(2, 2, most)).isEqualTo(-most);
    assertThat(SpecialFunction.GAMMA_LOG_DENSITY.apply(0, 2, 1)).isNaN();
    assertThat(SpecialFunction.BETA_LOG_DENSITY.apply(1, 3, 0)).isEqualTo(Math.log(3));
    assertThat(SpecialFunction.BETA_LOG_DENSITY.apply(3, 1, 1)).isEqualTo(Math.log(3));
    assertThat(SpecialFunction.BETA_LOG_DENSITY.apply(0.5, 3, 0)).isEqualTo(most);
    assertThat(SpecialFunction.BETA_LOG_DENSITY.apply(0.5, 3, 1)).isEqualTo(-most);
    assertThat(SpecialFunction.BETA_LOG_DENSITY.apply(1, 3, 1.1)).isNaN();
    assertThat(SpecialFunction.COUNTS_LOG_MASS.apply(0, 0, most)).isZero();
    assertThat(SpecialFunction.COUNTS_LOG_MASS.apply(0, 5, -most)).isZero();
    assertThat(SpecialFunction.COUNTS_LOG_MASS.apply(5, 0, most)).isZero();
    assertThat(SpecialFunction.COUNTS_LOG_MASS.apply(5, 2, most)).isEqualTo(-most);
    assertThat(SpecialFunction.COUNTS_LOG_MASS.apply(-1, 2, 0)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void notANumberGivesNotANumber(SpecialFunction f) {
    for (int i = f == SpecialFunction.POLYGAMMA ? 1 : 0; i < f.arity(); i++) {
      double[] x = {0.5, 0.5, 0.5};
      x[i] = Double.NaN;
      assertThat(f.apply(x[0], x[1], x[2])).as(f + " " + i).isNaN();
    }
  }

  @Test
  void ends() {
    double most = Double.POSITIVE_INFINITY;
    assertThat(SpecialFunction.ERFINV.apply(1, 0, 0)).isEqualTo(most);
    assertThat(SpecialFunction.ERFINV.apply(-1, 0, 0)).isEqualTo(-most);
    assertThat(SpecialFunction.ERFINV.apply(1.5, 0, 0)).isNaN();
    assertThat(SpecialFunction.ERFINV.apply(0, 0, 0)).isZero();
    assertThat(SpecialFunction.NDTRI.apply(0, 0, 0)).isEqualTo(-most);
    assertThat(SpecialFunction.NDTRI.apply(1, 0, 0)).isEqualTo(most);
    assertThat(SpecialFunction.NDTRI.apply(0.5, 0, 0)).isZero();
    assertThat(SpecialFunction.NDTRI.apply(-0.1, 0, 0)).isNaN();
    assertThat(SpecialFunction.LOG_NDTR.apply(-1e200, 0, 0)).isEqualTo(-most);
    assertThat(SpecialFunction.LOG_NDTR.apply(most, 0, 0)).isZero();
    assertThat(SpecialFunction.GAMMAINC.apply(2, 0, 0)).isZero();
    assertThat(SpecialFunction.GAMMAINC.apply(2, most, 0)).isEqualTo(1);
    assertThat(SpecialFunction.GAMMAINCC.apply(2, 0, 0)).isEqualTo(1);
    assertThat(SpecialFunction.GAMMAINCC.apply(2, most, 0)).isZero();
    assertThat(SpecialFunction.GAMMAINC.apply(-1, 1, 0)).isNaN();
    assertThat(SpecialFunction.GAMMA_DENSITY.apply(1, 0, 0)).isEqualTo(1);
    assertThat(SpecialFunction.GAMMA_DENSITY.apply(0.5, 0, 0)).isEqualTo(most);
    assertThat(SpecialFunction.GAMMA_DENSITY.apply(2, most, 0)).isZero();
    assertThat(SpecialFunction.GAMMA_SLOPE.apply(2, 0, 0)).isZero();
    assertThat(SpecialFunction.GAMMA_SLOPE.apply(2, most, 0)).isZero();
    assertThat(SpecialFunction.BETAINC.apply(2, 3, 0)).isZero();
    assertThat(SpecialFunction.BETAINC.apply(2, 3, 1)).isEqualTo(1);
    assertThat(SpecialFunction.BETAINC.apply(2, 3, 1.1)).isNaN();
    assertThat(SpecialFunction.BETA_DENSITY.apply(1, 3, 0)).isEqualTo(3);
    assertThat(SpecialFunction.BETA_DENSITY.apply(2, 0.5, 1)).isEqualTo(most);
    assertThat(SpecialFunction.BETA_SLOPE.apply(2, 0.5, 1)).isZero();
    assertThat(SpecialFunction.BETA_OTHER_SLOPE.apply(2, 0.5, 1)).isZero();
    assertThat(SpecialFunction.BETAINC_OF_LOGIT.apply(2, 3, -most)).isZero();
    assertThat(SpecialFunction.BETAINC_OF_LOGIT.apply(2, 3, most)).isEqualTo(1);
    assertThat(SpecialFunction.BETAINC_OF_LOGIT.apply(0, 3, 1)).isNaN();
    assertThat(SpecialFunction.BETA_LOGIT_SLOPE.apply(2, 3, most)).isZero();
    assertThat(SpecialFunction.LBETA.apply(0, 1, 0)).isEqualTo(most);
    assertThat(SpecialFunction.LBETA.apply(-1, 1, 0)).isNaN();
  }

  /// Log-gamma numbers far below the smallest double still move: dl/da tends to (ψ(a + 1) - l)/a.
  @Test
  void logarithmsBelowTheRangeOfNumbers() {
    double slope = SpecialFunction.LOG_GAMMA_SLOPE.apply(0.001, -5000, 0);
    double digamma = SpecialFunction.POLYGAMMA.apply(0, 1.001, 0);
    assertThat(slope).isCloseTo((digamma + 5000) / 0.001, within(1e-6));
  }

  @Test
  void whatIsKeptOfParametersIsForgottenWithThem() {
    double[] parameters = {2, 2, 30, 30, 2, 40, 3};
    for (SpecialFunction f : SpecialFunction.values()) {
      if (f != SpecialFunction.GAMMA_LOG_DENSITY && f != SpecialFunction.BETA_LOG_DENSITY) {
        continue;
      }
      SpecialFunction.Run run = f.run();
      for (double a : parameters) {
        for (double b : parameters) {
          assertThat(run.at(a, b, 0.25)).isEqualTo(f.apply(a, b, 0.25));
          assertThat(run.at(b, a, 0.75)).isEqualTo(f.apply(b, a, 0.75));
        }
      }
    }
  }
}

package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import octavo.nn.Parameter;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The fixtures and properties of chapter 7.
class FirstStepsTest {
  private static final double RATE = 0.1;
  private static final double[] SLOPE = {3, -0.5, 20};

  private static double[] moved(Optimizers.Builder builder, double[]... gradients) {
    Parameter p = Parameter.of(Tensors.of(new double[gradients[0].length], gradients[0].length));
    Optimizer optimizer = builder.create(Map.of("p", p));
    for (double[] g : gradients) {
      optimizer.step(Map.of(p, Tensors.of(g, g.length)));
    }
    return p.tensor().toDoubleArray();
  }

  /// Steps that are `-factor·rate·sign(g)`.
  static Stream<Arguments> signs() {
    double mu = 0.9;
    NAdam constant = NAdam.defaults().withConstantMomentum().withMean(NAdam.Mean.SCHEDULED);
    return Stream.of(
        Arguments.of("adam", ArticleOptimizers.adam(RATE, 0), 1),
        Arguments.of("adamax", ArticleOptimizers.adamax(RATE, 0), 1),
        Arguments.of("adagrad", ArticleOptimizers.adagrad(RATE, 0), 1),
        Arguments.of("rmsProp", ArticleOptimizers.rmsProp(RATE, 0.9, 0), 1 / Math.sqrt(0.1)),
        Arguments.of(
            "adadelta, stage 1",
            ArticleOptimizers.adadeltaWithRate(RATE, 0.9, 0),
            1 / Math.sqrt(0.1)),
        Arguments.of("nadam", Optimizers.nadam(RATE, constant), (1 + 2 * mu) / (1 + mu)),
        Arguments.of("lion", Optimizers.lion(RATE), 1),
        Arguments.of("rprop", Optimizers.rprop(RATE), 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signs")
  void firstStepIsASign(String name, Optimizers.Builder builder, double factor) {
    double[] found = moved(builder, SLOPE);
    for (int i = 0; i < found.length; i++) {
      double expected = -RATE * factor * Math.signum(SLOPE[i]);
      assertThat(found[i]).as(name).isCloseTo(expected, Offset.offset(1e-7));
    }
  }

  @Test
  void firstStepOfAdadeltaIsThePapers() {
    double e = 1e-4;
    double[] found = moved(ArticleOptimizers.adadelta(0.95, e), SLOPE);
    for (int i = 0; i < found.length; i++) {
      double g = SLOPE[i];
      double expected = -Math.sqrt(e) * g / Math.sqrt((1 - 0.95) * g * g + e);
      assertThat(found[i]).isCloseTo(expected, Offset.offset(1e-14));
    }
  }

  @Test
  void placesOfEpsilonDiffer() {
    double[] g = {0.01};
    double e = 0.5;
    assertThat(moved(ArticleOptimizers.adagrad(1, e), g)[0])
        .isCloseTo(-0.01 / Math.sqrt(1e-4 + e), Offset.offset(1e-15));
    Adagrad outside = Adagrad.defaults().withEpsilon(e, EpsilonPlacement.OUTSIDE_ROOT);
    assertThat(moved(Optimizers.adagrad(1, outside), g)[0])
        .isCloseTo(-0.01 / (0.01 + e), Offset.offset(1e-15));
    Adam adam = Adam.defaults().withEpsilon(e, EpsilonPlacement.INSIDE_ROOT);
    assertThat(moved(Optimizers.adam(1, adam), g)[0])
        .isCloseTo(-0.01 / Math.sqrt(1e-4 + e), Offset.offset(1e-13));
    Adam uncorrected = adam.withEpsilon(e, EpsilonPlacement.OUTSIDE_UNCORRECTED_ROOT);
    double root = Math.sqrt(0.001);
    assertThat(moved(Optimizers.adam(1, uncorrected), g)[0])
        .isCloseTo(-0.01 / ((0.01 * root + e) / root), Offset.offset(1e-13));
    assertThat(moved(ArticleOptimizers.adamax(1, e), g)[0])
        .isCloseTo(-0.01 / (0.01 + e), Offset.offset(1e-13));
    double[] later = {0};
    Adamax magnitude = Adamax.defaults().withEpsilon(e, Adamax.Placement.TO_MAGNITUDE);
    assertThat(moved(Optimizers.adamax(1, magnitude), later, g)[0])
        .isCloseTo(-0.001 / (1 - 0.81) / (0.01 + e), Offset.offset(1e-13));
  }

  @Test
  void adamDoesNotCareForTheSizeOfGradients() {
    double[] big = SLOPE.clone();
    for (int i = 0; i < big.length; i++) {
      big[i] *= 1000;
    }
    Optimizers.Builder adam = ArticleOptimizers.adam(RATE, 0);
    double[] expected = moved(adam, SLOPE, new double[] {1, 2, -3}, SLOPE);
    double[] found = moved(adam, big, new double[] {1000, 2000, -3000}, big);
    assertThat(found).containsExactly(expected, Offset.offset(1e-12));
  }

  @Test
  void momentumOfZeroIsPlainDescent() {
    double[] found = moved(ArticleOptimizers.momentum(RATE, 0), SLOPE, SLOPE, new double[3]);
    assertThat(found).containsExactly(moved(Optimizers.sgd(RATE), SLOPE, SLOPE, new double[3]));
  }

  /// The form with a look ahead has its point at `p + rate·μ·m` of the other.
  @Test
  void nesterovsTwoFormsAreOne() {
    double mu = 0.8;
    double rate = 0.02;
    Parameter p = Parameter.of(Tensors.of(new double[] {2}, 1));
    Optimizer optimizer = ArticleOptimizers.nesterov(rate, mu).create(Map.of("p", p));
    double ahead = 2;
    double m = 0;
    for (int i = 0; i < 50; i++) {
      double at = p.tensor().item();
      optimizer.step(Map.of(p, Tensors.of(new double[] {Math.sin(at) + at}, 1)));
      double looked = ahead - rate * mu * m;
      assertThat(at).isCloseTo(looked, Offset.offset(1e-13));
      m = mu * m + Math.sin(looked) + looked;
      ahead -= rate * m;
    }
  }

  @Test
  void aParameterCountsItsOwnSteps() {
    Parameter early = Parameter.of(Tensor.of(0f));
    Parameter late = Parameter.of(Tensor.of(0f));
    Optimizer optimizer = Optimizers.adam(RATE).create(Map.of("a", early, "b", late));
    for (int i = 0; i < 5; i++) {
      optimizer.step(Map.of(early, Tensor.of(2f)));
    }
    optimizer.step(Map.of(early, Tensor.of(2f), late, Tensor.of(2f)));
    assertThat(late.tensor().item()).isCloseTo(-RATE, Offset.offset(1e-7));
    assertThat(optimizer.steps()).isEqualTo(6);
    assertThat(optimizer.state().get("b.step").item()).isEqualTo(1);
  }
}

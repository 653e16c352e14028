package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import octavo.distribution.DistributionCase.Trait;
import octavo.kernel.AnyThreads;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every distribution must do: the shapes, what is drawn, and that draws, densities, quantiles, entropies and
/// moments tell of the same distribution.
///
/// Tests of draws are z-tests with the standard error of what is averaged: 5 errors, which a right distribution exceeds
/// once in two million tests; seeds are fixed.
class DistributionBatteryTest {
  private static final int DRAWS = 10_000;
  private static final double ERRORS = 5;

  static List<DistributionCase> cases() {
    return DistributionCases.all();
  }

  private static Rng rng(DistributionCase c) {
    return Rng.of(c.name().hashCode());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasItsShapes(DistributionCase c) {
    assertThat(c.batch().getClass()).isEqualTo(c.type());
    Distribution one = c.single(0);
    Distribution batch = c.batch();
    assertThat(one.batchShape()).isEqualTo(Shape.SCALAR);
    assertThat(batch.batchShape()).isEqualTo(Shape.of(c.count()));
    assertThat(batch.eventShape()).isEqualTo(one.eventShape());
    checkShapes(one);
    checkShapes(batch);
    Distribution wide = batch.expand(2, c.count());
    assertThat(wide.batchShape()).isEqualTo(Shape.of(2, c.count()));
    checkShapes(wide);
    Tensor x = batch.sample(rng(c), 3, 1);
    assertThat(wide.logProb(x).narrow(1, 0, 1)).isEqualTo(batch.logProb(x));
    assertThatThrownBy(() -> batch.expand(c.count() + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expand: the batch of");
  }

  private static void checkShapes(Distribution d) {
    Shape whole = Shapes.whole(d);
    for (int[] sizes : new int[][] {{}, {5}, {4, 2}, {0}}) {
      Shape sample = Shape.of(sizes);
      Tensor x = d.sample(Rng.of(1), sizes);
      assertThat(x.shape()).isEqualTo(Shapes.concat(sample, whole));
      assertThat(x.isTracked()).isFalse();
      assertThat(d.logProb(x).shape()).isEqualTo(Shapes.concat(sample, d.batchShape()));
      if (d instanceof Reparameterized smooth) {
        assertThat(smooth.rsample(Rng.of(1), sizes)).isEqualTo(x);
      }
    }
    assertThat(d.support().eventRank()).isEqualTo(d.eventShape().rank());
    assertThat(d.mean().shape()).isEqualTo(whole);
    assertThat(d.variance().shape()).isEqualTo(whole);
    assertThat(d.mode().shape()).isEqualTo(whole);
    if (d instanceof HasEntropy known) {
      assertThat(known.entropy().shape()).isEqualTo(d.batchShape());
    }
    if (d instanceof HasInverseCdf known) {
      assertThat(
              known
                  .icdf(
                      Tensors.full(Shape.of(2, 1), 0.5)
                          .expandTo(
                              Shapes.concat(Shape.of(2), Shape.broadcast("", whole, Shape.of(1)))))
                  .rank())
          .isEqualTo(Math.max(2, whole.rank() + 1));
    }
    if (d instanceof Enumerable finite) {
      Tensor all = finite.enumerateSupport();
      assertThat(all.shape()).isEqualTo(Shapes.concat(Shape.of(all.size(0)), whole));
      assertThat(
              d.logProb(all)
                  .exp()
                  .sum(0)
                  .allClose(Tensors.full(d.logProb(all).dtype(), d.batchShape(), 1), 1e-12, 0))
          .isTrue();
    }
  }

  /// Parameters of float32 give results of float32 that agree with those of float64.
  @ParameterizedTest
  @MethodSource("cases")
  void takesBothTypes(DistributionCase c) {
    Distribution narrow = c.batch(DType.FLOAT32);
    Distribution wide = c.batch(DType.FLOAT64);
    Tensor x = narrow.sample(rng(c), 200);
    assertThat(wide.sample(rng(c)).dtype())
        .isEqualTo(x.dtype() == DType.INT64 ? DType.INT64 : DType.FLOAT64);
    assertThat(narrow.logProb(x).dtype()).isEqualTo(DType.FLOAT32);
    if (narrow.eventShape().rank() == 0 && !(narrow instanceof TransformedDistribution)) {
      Tensor exact = wide.logProb(x.to(x.dtype().isFloating() ? DType.FLOAT64 : x.dtype()));
      assertThat(narrow.logProb(x).to(DType.FLOAT64).allClose(exact, 1e-3, 1e-3)).isTrue();
    }
    assertThat(narrow.mean().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(narrow.variance().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(wide.mean().dtype()).isEqualTo(DType.FLOAT64);
    assertThat(wide.variance().dtype()).isEqualTo(DType.FLOAT64);
    if (narrow instanceof HasEntropy known) {
      assertThat(known.entropy().dtype()).isEqualTo(DType.FLOAT32);
    }
    if (narrow instanceof HasCdf known) {
      assertThat(known.cdf(x).dtype()).isEqualTo(DType.FLOAT32);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsItsMoments(DistributionCase c) {
    Distribution d = c.batch();
    Tensor x = d.sample(rng(c), DRAWS).to(DType.FLOAT64);
    d.support().require("drawn", "x", x);
    double[] means = d.mean().to(DType.FLOAT64).toDoubleArray();
    double[] variances = d.variance().to(DType.FLOAT64).toDoubleArray();
    Tensor middle = x.mean(0);
    Tensor spread = x.subtract(middle).square();
    double[] found = middle.toDoubleArray();
    double[] squares = spread.mean(0).toDoubleArray();
    double[] fourth = spread.square().mean(0).toDoubleArray();
    for (int i = 0; i < means.length; i++) {
      if (Double.isFinite(variances[i])) {
        double error = Math.sqrt(variances[i] / DRAWS);
        assertThat(found[i]).isBetween(means[i] - ERRORS * error, means[i] + ERRORS * error);
        double second = Math.sqrt((fourth[i] - squares[i] * squares[i]) / DRAWS) + 1e-9;
        assertThat(squares[i])
            .isBetween(variances[i] - ERRORS * second, variances[i] + ERRORS * second);
      }
    }
  }

  /// The largest distance of the empirical distribution function from `cdf`, times the root of the number of draws,
  /// exceeds 2.2 once in 16 000 tests.
  @ParameterizedTest
  @MethodSource("cases")
  void drawsItsCdf(DistributionCase c) {
    for (int i = 0; i < c.count(); i++) {
      if (c.single(i) instanceof HasCdf d && !d.support().isDiscrete()) {
        double[] u = d.cdf(d.sample(rng(c), DRAWS)).toDoubleArray();
        Arrays.sort(u);
        double largest = 0;
        for (int j = 0; j < u.length; j++) {
          double before = (double) j / u.length;
          double after = (j + 1.0) / u.length;
          largest = Math.max(largest, Math.max(u[j] - before, after - u[j]));
        }
        assertThat(largest * Math.sqrt(DRAWS)).isLessThan(2.2);
      }
    }
  }

  /// The density is the derivative of `cdf`, which runs from 0 to 1.
  @ParameterizedTest
  @MethodSource("cases")
  void cdfIsTheIntegralOfTheDensity(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(HasCdf.class);
    HasCdf d = (HasCdf) c.batch();
    assumeThat(d.support().isDiscrete()).isFalse();
    Tensor x = d.sample(rng(c), 500).tracked();
    Tensor density = d.cdf(x).sum().gradients().of(x);
    assertThat(density.allClose(d.logProb(x).exp().stopGradient(), 1e-7, 1e-12)).isTrue();
    for (double[] end : new double[][] {{-1e300, 0}, {1e300, 1}}) {
      Tensor far = Tensors.full(DType.FLOAT64, d.batchShape(), end[0]).tracked();
      Tensor p = d.cdf(far);
      assertThat(p.allClose(Tensors.full(DType.FLOAT64, d.batchShape(), end[1]), 0, 1e-12))
          .isTrue();
      assertThat(p.sum().gradients().of(far).isFinite().all().item()).isOne();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void icdfIsTheInverse(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(HasInverseCdf.class);
    HasInverseCdf d = (HasInverseCdf) c.batch();
    Tensor p = Tensors.of(new double[] {1e-6, 0.01, 0.2, 0.5, 0.7, 0.99, 1 - 1e-6}, 7, 1);
    Tensor all = p.expandTo(Shape.of(7, c.count()));
    assertThat(d.cdf(d.icdf(p)).allClose(all, 1e-7, 1e-12)).isTrue();
    Tensor x = d.sample(rng(c), 500);
    assertThat(d.icdf(d.cdf(x)).allClose(x, 1e-6, 1e-8)).isTrue();
    Tensor low = d.icdf(Tensors.full(DType.FLOAT64, Shape.of(c.count()), 0));
    Tensor high = d.icdf(Tensors.full(DType.FLOAT64, Shape.of(c.count()), 1));
    assertThat(low.lessEqual(x).all().item()).isOne();
    assertThat(high.greaterEqual(x).all().item()).isOne();
    // some transforms keep their distance from the ends
    double distance = d instanceof TransformedDistribution ? 1e-8 : 1e-12;
    assertThat(d.cdf(low).allClose(low.zerosLike(), 0, distance)).isTrue();
    assertThat(d.cdf(high).allClose(high.onesLike(), 0, distance)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void entropyIsTheMeanOfMinusLogProb(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(HasEntropy.class);
    Distribution d = c.batch();
    double[] entropy = ((HasEntropy) d).entropy().toDoubleArray();
    Tensor terms = d.logProb(d.sample(rng(c), DRAWS)).negate();
    double[] mean = terms.mean(0).toDoubleArray();
    double[] variance = terms.sampleVariance(0).toDoubleArray();
    for (int i = 0; i < entropy.length; i++) {
      double error = ERRORS * Math.sqrt(variance[i] / DRAWS) + 1e-9;
      assertThat(entropy[i]).isBetween(mean[i] - error, mean[i] + error);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsLikelierThanTheMode(DistributionCase c) {
    for (int i = 0; i < c.count(); i++) {
      Distribution d = c.single(i);
      Tensor mode = d.mode();
      if (d.support().contains(mode).all().item() != 0) {
        double most = d.logProb(mode).item();
        Tensor x = d.sample(rng(c), 2000);
        assertThat(d.logProb(x).max().item()).isLessThanOrEqualTo(most + 1e-12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameBitsForEveryNumberOfThreads(DistributionCase c) {
    Distribution d = c.batch(DType.FLOAT32);
    Tensor x = AnyThreads.same(() -> d.sample(Rng.of(5), DRAWS));
    AnyThreads.same(() -> d.logProb(x));
    assertThat(d.sample(Rng.of(5), DRAWS)).isEqualTo(x);
    assertThat(d.sample(Rng.of(6), DRAWS)).isNotEqualTo(x);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesWhatCannotBeDrawn(DistributionCase c) {
    Distribution d = c.single(0);
    for (double bad : c.outside()) {
      Tensor x = Tensors.full(DType.FLOAT64, d.eventShape(), bad);
      assertThatThrownBy(() -> d.logProb(x))
          .as(c.name() + " " + bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("logProb: a value of ")
          .hasMessageMatching(".+, but (at \\[.*\\] it )?is .+\\.");
      assertThat(d.support().contains(x).item()).isZero();
    }
    Shape wrong = Shapes.concat(Shape.of(c.count() + 1), d.eventShape());
    assertThatThrownBy(() -> c.batch().logProb(Tensors.full(wrong, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("logProb: the value must broadcast with the batch ");
  }

  /// With a function of the draw whose values are bounded, so that heavy tails have errors too. Each draw has parameters
  /// of its own, which gives every draw's gradient.
  @ParameterizedTest
  @MethodSource("cases")
  void pathwiseGradientsAreThoseOfTheScoreFunction(DistributionCase c) {
    assumeThat(c.batch()).isInstanceOf(Reparameterized.class);
    assumeThat(c.trait()).isNotIn(Trait.BIASED_GRADIENT, Trait.MOVING_SUPPORT);
    for (int i = 0; i < c.count(); i++) {
      Tensor[] parameters = c.one(i);
      for (int k = 0; k < parameters.length; k++) {
        Shape many = Shapes.concat(Shape.of(DRAWS), parameters[k].shape());
        parameters[k] = parameters[k].expandTo(many).copy().tracked();
      }
      Reparameterized d = (Reparameterized) c.make().apply(parameters);
      Tensor x = d.rsample(rng(c));
      var pathwise = bounded(x).sum().gradients();
      Tensor fixed = x.stopGradient();
      Tensor score = Shapes.sumLast(bounded(fixed), d.eventShape().rank());
      var reinforce = score.multiply(d.logProb(fixed)).sum().gradients();
      for (Tensor p : parameters) {
        Tensor a = pathwise.of(p);
        Tensor b = reinforce.find(p) == null ? a.zerosLike() : reinforce.of(p);
        compare(c.name() + " " + i, a, b);
      }
    }
  }

  private static Tensor bounded(Tensor x) {
    return x.affine(0.7, 0.4).sin();
  }

  private static void compare(String name, Tensor a, Tensor b) {
    double[] first = a.mean(0).toDoubleArray();
    double[] second = b.mean(0).toDoubleArray();
    double[] errors =
        a.sampleVariance(0).add(b.sampleVariance(0)).divide(DRAWS).sqrt().toDoubleArray();
    for (int i = 0; i < first.length; i++) {
      double error = ERRORS * errors[i] + 1e-9;
      assertThat(first[i]).as(name).isBetween(second[i] - error, second[i] + error);
    }
  }
}

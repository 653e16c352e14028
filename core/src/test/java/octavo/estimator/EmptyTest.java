package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.distribution.Bernoulli;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No rows, and rows without variables: the estimate is that of nothing, with gradients of the parameters' shape.
class EmptyTest {
  private static final Relaxation<Bernoulli> BINARY = Relaxation.binary();
  private static final Relaxation<OneHotCategorical> ONE_HOT = Relaxation.oneHot();

  static int[][] shapes() {
    return new int[][] {{0}, {0, 3}, {3, 0}, {2, 0}};
  }

  /// The sum over the variables of a row, plus 1; with one axis each variable is a row.
  private static Objective objective(int[] shape, int event) {
    return z -> {
      Tensor y = z;
      for (int i = 0; i < event + shape.length - 1; i++) {
        y = y.sum(-1);
      }
      return y.add(1);
    };
  }

  private static void check(String name, Estimate estimate, Tensor parameter, int... shape) {
    Shape rows = Shape.of(shape[0]);
    assertThat(estimate.value().shape()).as(name).isEqualTo(rows);
    if (shape[0] > 0) {
      // the bound of several samples is the logarithm of their mean, and that of 1 is 1
      assertThat(estimate.value().equalTo(1).all().item()).as(name).isOne();
    }
    Tensor slope = estimate.gradients().find(parameter);
    assertThat(slope == null || slope.shape().equals(parameter.shape())).as(name).isTrue();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void binary(int[] shape) {
    Map<String, GradientEstimator<? super Bernoulli>> all = new LinkedHashMap<>();
    all.put("exact", ExactEnumeration.create());
    all.put("score", ScoreFunction.plain());
    all.put("leave-one-out", ScoreFunction.leaveOneOut());
    all.put("moving average", ScoreFunction.movingAverage());
    all.put("self-critical", ScoreFunction.selfCritical());
    all.put("NVIL", Networks.nvil().at(Tensor.ones(1)));
    all.put("VIMCO", new Vimco());
    all.put("straight-through", new StraightThrough<>(BINARY));
    all.put("Gumbel", new GumbelSoftmax<>(BINARY, 1));
    all.put("Gumbel straight-through", new GumbelStraightThrough<>(BINARY, 1));
    all.put("REBAR", Rebar.of(BINARY, 1));
    all.put("ARM", new Arm());
    all.put("DisARM", new DisArm());
    all.put("measure-valued", MeasureValued.bernoulli());
    all.put("finite difference", FiniteDifference.bernoulli(0.1));
    all.forEach((name, estimator) -> {
      Tensor logits = Tensor.zeros(shape).tracked();
      Bernoulli distribution = Bernoulli.ofLogits(logits);
      Estimate found = estimator.estimate(distribution, objective(shape, 0), 2, Rng.of(1));
      check(name, found, logits, shape);
    });
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void oneHot(int[] shape) {
    Map<String, GradientEstimator<? super OneHotCategorical>> all = new LinkedHashMap<>();
    all.put("exact", ExactEnumeration.create());
    all.put("score", ScoreFunction.plain());
    all.put("Gumbel", new GumbelSoftmax<>(ONE_HOT, 1));
    all.put("REBAR", Rebar.of(ONE_HOT, 1));
    all.put("measure-valued", MeasureValued.oneHot());
    all.forEach((name, estimator) -> {
      Tensor logits = Tensor.zeros(Shape.of(shape).with(shape.length, 4).toArray()).tracked();
      OneHotCategorical distribution = OneHotCategorical.ofLogits(logits);
      Estimate found = estimator.estimate(distribution, objective(shape, 1), 2, Rng.of(1));
      check(name, found, logits, shape);
    });
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void normal(int[] shape) {
    Map<String, GradientEstimator<? super Normal>> all = new LinkedHashMap<>();
    all.put("pathwise", new Pathwise());
    all.put("implicit", new ImplicitReparameterization());
    all.put("measure-valued", MeasureValued.normal());
    all.put("finite difference", FiniteDifference.normal(0.1));
    all.forEach((name, estimator) -> {
      Tensor loc = Tensor.zeros(shape).tracked();
      Normal distribution = Normal.of(loc, Tensor.ones(shape));
      Estimate found = estimator.estimate(distribution, objective(shape, 0), 2, Rng.of(1));
      check(name, found, loc, shape);
    });
  }
}

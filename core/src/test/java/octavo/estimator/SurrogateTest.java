package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.autograd.Derivatives;
import octavo.autograd.Gradients;
import octavo.distribution.Bernoulli;
import octavo.distribution.Distribution;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// A surrogate is part of a larger graph: what is ahead of the distribution learns by the estimator's gradient, and what is
/// in the objective by its own.
class SurrogateTest {
  private static final int ROWS = 3;
  private static final int VARIABLES = 4;

  private static Tensor numbers(long seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 1, shape);
  }

  private static <D extends Distribution> Map<String, GradientEstimator<? super D>> any() {
    Map<String, GradientEstimator<? super D>> all = new LinkedHashMap<>();
    all.put("score", ScoreFunction.plain());
    all.put("leave-one-out", ScoreFunction.leaveOneOut());
    all.put("self-critical", ScoreFunction.selfCritical());
    all.put("VIMCO", new Vimco());
    return all;
  }

  private static <D extends Distribution> void relaxed(
      Map<String, GradientEstimator<? super D>> all, Relaxation<D> relaxation, int logits) {
    all.put("straight-through", new StraightThrough<>(relaxation));
    all.put("Gumbel-softmax", new GumbelSoftmax<>(relaxation, 0.7));
    all.put("Gumbel straight-through", new GumbelStraightThrough<>(relaxation, 0.7));
    all.put("REBAR", Rebar.of(relaxation, 0.7));
    all.put(
        "RELAX",
        Relax.of(
            relaxation,
            new Networks.Joined(Networks.perceptron(logits), logits == VARIABLES ? 1 : 2)));
  }

  private static Map<String, GradientEstimator<? super Bernoulli>> binary() {
    Map<String, GradientEstimator<? super Bernoulli>> all = any();
    relaxed(all, Relaxation.binary(), VARIABLES);
    all.put("exact", ExactEnumeration.create());
    all.put("ARM", new Arm());
    all.put("DisARM", new DisArm());
    all.put("measure-valued", MeasureValued.bernoulli());
    all.put("finite difference", FiniteDifference.bernoulli(0.1));
    return all;
  }

  /// Gradients through a linear encoder are those at its output times its input, whatever the estimator.
  @Test
  void anEncoderLearnsByTheEstimatorsGradient() {
    Tensor x = numbers(1, ROWS, 5);
    Tensor weight = numbers(2, 5, VARIABLES);
    Tensor decoder = numbers(3, VARIABLES);
    Objective f = z -> z.multiply(decoder).sum(-1).subtract(0.3).square();
    binary()
        .forEach((name, estimator) -> {
          Tensor w = weight.tracked();
          Tensor ahead =
              estimator
                  .estimate(Bernoulli.ofLogits(x.matmul(w)), f, 3, Rng.of(4))
                  .surrogate()
                  .sum()
                  .gradients()
                  .of(w);
          Tensor logits = x.matmul(weight).tracked();
          Tensor at =
              estimator
                  .estimate(Bernoulli.ofLogits(logits), f, 3, Rng.of(4))
                  .gradients()
                  .of(logits);
          assertThat(ahead.allClose(x.transpose().matmul(at), 1e-9, 1e-9)).as(name).isTrue();
          assertThat(at.abs().max().item()).as(name).isPositive();
        });
  }

  /// Rows do not see one another: each has the estimate it has in a batch whose other rows are different.
  @Test
  void rowsAreIndependent() {
    Tensor logits = numbers(5, ROWS, VARIABLES);
    Tensor decoder = numbers(3, VARIABLES);
    Tensor mask = Tensors.of(new double[] {1, 0, 0}, 3, 1);
    Objective f = z -> z.multiply(decoder).sum(-1).subtract(0.3).square();
    binary()
        .forEach((name, estimator) -> {
          Tensor a = logits.tracked();
          Tensor ga = estimator.estimate(Bernoulli.ofLogits(a), f, 3, Rng.of(4)).gradients().of(a);
          Tensor b = logits.add(mask.negate().add(1)).tracked();
          Tensor gb = estimator.estimate(Bernoulli.ofLogits(b), f, 3, Rng.of(4)).gradients().of(b);
          assertThat(ga.narrow(0, 0, 1)).as(name).isEqualTo(gb.narrow(0, 0, 1));
          assertThat(ga.narrow(0, 1, 1)).as(name).isNotEqualTo(gb.narrow(0, 1, 1));
        });
  }

  /// What is tracked in the objective, a decoder, gets the gradient of the mean of its values.
  @Test
  void aDecoderLearnsToo() {
    Tensor logits = numbers(5, ROWS, 2, 3);
    Map<String, GradientEstimator<? super OneHotCategorical>> all = any();
    relaxed(all, Relaxation.oneHot(), 6);
    all.put("exact", ExactEnumeration.create());
    all.put("measure-valued", MeasureValued.oneHot());
    all.put("NVIL", Networks.nvil().at(Tensor.ones(1)));
    all.remove("VIMCO"); // its value is no mean
    all.forEach((name, estimator) -> {
      Tensor decoder = numbers(6, 2, 3).tracked();
      Objective f = z -> z.multiply(decoder).sum(-1, -2); // linear: the gradient is the mean of z
      Estimate estimate =
          estimator.estimate(OneHotCategorical.ofLogits(logits.tracked()), f, 4, Rng.of(8));
      Tensor found = estimate.gradients().of(decoder);
      double again = found.multiply(decoder.stopGradient()).sum().item();
      assertThat(again).as(name).isCloseTo(estimate.value().sum().item(), within(1e-9));
      if (estimate.learning().isPresent()) {
        assertThat(estimate.learning().get().gradients().find(decoder)).as(name).isNull();
      }
    });
  }

  /// Without tracked parameters there is a value and no gradient.
  @Test
  void aValueAloneNeedsNothingTracked() {
    Tensor logits = numbers(5, ROWS, VARIABLES);
    Objective f = z -> z.sum(-1);
    binary()
        .forEach((name, estimator) -> {
          Estimate estimate = estimator.estimate(Bernoulli.ofLogits(logits), f, 3, Rng.of(4));
          assertThat(estimate.surrogate().isTracked()).as(name).isFalse();
          assertThat(estimate.value().shape()).as(name).isEqualTo(logits.shape().without(1));
        });
  }

  /// What an estimator has learned moves by `learning`, and nothing else does; `loss` holds both.
  @Test
  void whatIsLearnedIsApart() {
    Tensor logits = numbers(5, ROWS, VARIABLES);
    Objective f = z -> z.sum(-1).square();
    Linear baseline = Linear.of(2, 1).create(Rng.of(9));
    Map<String, LearnedEstimator<? super Bernoulli>> learned = new LinkedHashMap<>();
    learned.put("NVIL", Nvil.of(baseline).at(Tensor.ones(ROWS, 2)));
    learned.put("REBAR", Rebar.of(Relaxation.binary(), 0.5));
    learned.put("RELAX", Relax.of(Relaxation.binary(), Networks.perceptron(VARIABLES)));
    learned.forEach((name, estimator) -> {
      Tensor leaf = logits.tracked();
      Estimate estimate = estimator.estimate(Bernoulli.ofLogits(leaf), f, 2, Rng.of(4));
      Tensor learning = estimate.learning().orElseThrow();
      assertThat(learning.gradients().find(leaf)).as(name).isNull();
      assertThat(estimator.parameters()).as(name).isNotEmpty();
      for (Parameter parameter : estimator.parameters()) {
        assertThat(learning.gradients().find(parameter)).as(name).isNotNull();
        assertThat(estimate.surrogate().sum().gradients().find(parameter)).as(name).isNull();
        assertThat(estimate.loss().gradients().find(parameter)).as(name).isNotNull();
      }
      assertThat(estimate.loss().gradients().find(leaf)).as(name).isNotNull();
    });
    assertThat(
            Rebar.of(Relaxation.binary(), 0.5)
                .frozen()
                .estimate(Bernoulli.ofLogits(logits), f, 2, Rng.of(4))
                .learning())
        .isEmpty();
  }

  @Test
  void rebarTellsWhatItHasLearned() {
    Rebar<Bernoulli> rebar = Rebar.of(Relaxation.binary(), 0.5);
    assertThat(rebar.eta()).isOne();
    assertThat(rebar.temperature()).isCloseTo(0.5, within(1e-6));
    rebar.parameters().getFirst().set(Tensor.scalar(0.25));
    assertThat(rebar.eta()).isEqualTo(0.25);
  }

  /// The gradient that teaches REBAR is that of the squared length of a row's estimate, in the mean over the rows.
  @Test
  void theVarianceIsDifferentiated() {
    Tensor logits = numbers(5, ROWS, VARIABLES);
    Objective f = z -> z.sum(-1).square();
    Rebar<Bernoulli> rebar = Rebar.of(Relaxation.binary(), 0.5);
    for (int i = 0; i < 2; i++) {
      Parameter parameter = rebar.parameters().get(i);
      Estimate at = rebar.estimate(Bernoulli.ofLogits(logits.tracked()), f, 2, Rng.of(4));
      double slope = at.learning().orElseThrow().gradients().of(parameter).item();
      double middle = parameter.tensor().item();
      double[] squares = new double[2];
      double h = 1.0 / 128;
      for (int side = 0; side < 2; side++) {
        parameter.set(Tensor.scalar(middle + (side == 0 ? h : -h)));
        Tensor leaf = logits.tracked();
        Estimate there = rebar.estimate(Bernoulli.ofLogits(leaf), f, 2, Rng.of(4));
        squares[side] = there.gradients().of(leaf).square().sum().item() / ROWS;
        assertThat(there.learning().orElseThrow().item()).isCloseTo(squares[side], within(1e-9));
      }
      parameter.set(Tensor.scalar(middle));
      assertThat((squares[0] - squares[1]) / (2 * h))
          .isCloseTo(slope, within(1e-3 * Math.abs(slope) + 1e-3));
    }
  }

  /// The numbers of `f`, the score's gradient less the baseline's share, and the objective's own.
  @Test
  void theScoreFunctionSurrogate() {
    Tensor mu = Tensors.of(new double[] {0.5}, 1).tracked();
    Tensor a = Tensors.of(new double[] {2}, 1).tracked();
    Tensor z = Tensors.of(new double[] {1, -2, 3}, 3);
    Tensor f = z.square().multiply(a);
    Tensor logProb = Normal.of(mu, Tensor.scalar(1)).logProb(z);
    Tensor surrogate = Surrogates.scoreFunctionSurrogate(f, logProb, Tensor.scalar(1.5));
    assertThat(surrogate.stopGradient()).isEqualTo(f.stopGradient());
    Tensor expected = f.stopGradient().subtract(1.5).multiply(z.subtract(0.5)).sum();
    assertThat(surrogate.sum().gradients().of(mu).item()).isCloseTo(expected.item(), within(1e-12));
    assertThat(surrogate.sum().gradients().of(a).item()).isCloseTo(14, within(1e-12));
  }

  /// The second derivative of `E z²` in the mean is 2, by the score alone.
  @Test
  void theScoreFunctionHasHigherDerivatives() {
    Tensor mu = Tensors.of(new double[] {0.5}, 1).tracked();
    Normal normal = Normal.of(mu, Tensor.scalar(1));
    Estimate estimate =
        ScoreFunction.plain().estimate(normal, z -> z.square().squeeze(1), 400_000, Rng.of(10));
    Tensor first = Derivatives.gradients(estimate.surrogate(), mu)[0];
    Tensor second = Derivatives.gradients(first.sum(), mu)[0];
    assertThat(first.item()).isCloseTo(1, within(0.05));
    assertThat(second.item()).isCloseTo(2, within(0.1));
  }

  /// A gradient computed by hand, also where the parameter is infinite.
  @Test
  void aGivenGradientEntersTheGraph() {
    Tensor x = Tensors.of(new double[] {1, 2, Double.NEGATIVE_INFINITY, 4}, 2, 2).tracked();
    Tensor g = Tensors.of(new double[] {0.5, -1, 2, 3}, 2, 2);
    Tensor value = Tensors.of(new double[] {7, 8}, 2);
    Tensor surrogate = Surrogates.withGradient(value, x, g);
    assertThat(surrogate.stopGradient()).isEqualTo(value);
    Tensor weights = Tensors.of(new double[] {1, 10}, 2);
    assertThat(surrogate.multiply(weights).sum().gradients().of(x))
        .isEqualTo(g.multiply(weights.unsqueeze(1)));
  }

  /// A variable that is certain has gradient 0, whatever the others do.
  @Test
  void certainVariables() {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor logits = Tensors.of(new double[] {infinity, 0.5, -infinity, -1}, 1, VARIABLES);
    Objective f = z -> z.sum(-1).subtract(0.3).square();
    Map<String, GradientEstimator<? super Bernoulli>> all = binary();
    all.remove("RELAX"); // the network would see an infinite number
    all.remove("ARM"); // 0 on average only
    all.forEach((name, estimator) -> {
      Tensor leaf = logits.tracked();
      Tensor g = estimator.estimate(Bernoulli.ofLogits(leaf), f, 3, Rng.of(4)).gradients().of(leaf);
      assertThat(g.get(0, 0)).as(name).isZero();
      assertThat(g.get(0, 2)).as(name).isZero();
      assertThat(g.get(0, 1)).as(name).isFinite();
    });
    Tensor classes = Tensors.of(new double[] {0.5, -infinity, 1}, 1, 1, 3);
    Objective h = z -> z.multiply(Tensor.of(1, 2, 5)).sum(-1, -2).square();
    Map<String, GradientEstimator<? super OneHotCategorical>> more = new LinkedHashMap<>();
    more.put("exact", ExactEnumeration.create());
    more.put("score", ScoreFunction.plain());
    more.put("Gumbel-softmax", new GumbelSoftmax<>(Relaxation.oneHot(), 0.5));
    more.put("straight-through", new StraightThrough<>(Relaxation.oneHot()));
    more.put("REBAR", Rebar.of(Relaxation.oneHot(), 0.5));
    more.put("measure-valued", MeasureValued.oneHot());
    more.forEach((name, estimator) -> {
      Tensor leaf = classes.tracked();
      Tensor g =
          estimator
              .estimate(OneHotCategorical.ofLogits(leaf), h, 3, Rng.of(4))
              .gradients()
              .of(leaf);
      assertThat(g.get(0, 0, 1)).as(name).isZero();
      assertThat(g.get(0, 0, 0)).as(name).isFinite();
    });
  }

  /// An encoder, a distribution and a decoder trained together find the better of two classes.
  @Test
  void trainingFollowsTheSurrogate() {
    Linear encoder = Linear.of(2, 3).create(Rng.of(11));
    Tensor x = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
    Tensor cost =
        Tensor.of(new float[] {0, 1, 1, 1, 1, 0}, 2, 3); // row 0 wants class 0, row 1 class 2
    Rng rng = Rng.of(12);
    for (int i = 0; i < 200; i++) {
      Tensor logits = encoder.forward(x, Mode.training(rng));
      Estimate estimate =
          ScoreFunction.leaveOneOut()
              .estimate(OneHotCategorical.ofLogits(logits), z -> z.multiply(cost).sum(-1), 4, rng);
      Gradients gradients = estimate.loss().gradients();
      for (Parameter parameter : encoder.parameters().values()) {
        parameter.set(parameter.tensor().subtract(gradients.of(parameter).multiply(1)));
      }
    }
    Tensor p = encoder.forward(x, Mode.inference()).softmax(-1);
    assertThat(p.get(0, 0)).isGreaterThan(0.9);
    assertThat(p.get(1, 2)).isGreaterThan(0.9);
  }
}

package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.distribution.Bernoulli;
import octavo.distribution.Normal;
import octavo.nn.Linear;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What estimators refuse, and what they say.
class EstimatorErrorsTest {
  private static final Bernoulli D = Bernoulli.ofLogits(Tensor.zeros(2, 3));
  private static final Objective F = b -> b.sum(-1);
  private static final Relaxation<Bernoulli> BINARY = Relaxation.binary();

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void samples() {
    Map<String, GradientEstimator<? super Bernoulli>> all = new LinkedHashMap<>();
    all.put("ScoreFunction", ScoreFunction.plain());
    all.put("Nvil", Networks.nvil().at(Tensor.ones(1)));
    all.put("StraightThrough", new StraightThrough<>(BINARY));
    all.put("GumbelSoftmax", new GumbelSoftmax<>(BINARY, 1));
    all.put("GumbelStraightThrough", new GumbelStraightThrough<>(BINARY, 1));
    all.put("Rebar", Rebar.of(BINARY, 1));
    all.put("Relax", Relax.of(BINARY, Networks.perceptron(3)));
    all.put("Arm", new Arm());
    all.put("DisArm", new DisArm());
    all.put("MeasureValued", MeasureValued.bernoulli());
    all.put("FiniteDifference", FiniteDifference.bernoulli(0.1));
    all.forEach((name, estimator) ->
        refuses(
            () -> estimator.estimate(D, F, 0, Rng.of(1)),
            name + ": the samples must be at least 1, but are 0."));
    refuses(
        () -> new Vimco().estimate(D, F, 1, Rng.of(1)),
        "Vimco: the samples must be at least 2, but are 1.");
    refuses(
        () -> ScoreFunction.leaveOneOut().estimate(D, F, 1, Rng.of(1)),
        "LeaveOneOutBaseline: the samples must be at least 2, but are 1.");
    Normal normal = Normal.of(0, 1);
    refuses(
        () -> new Pathwise().estimate(normal, z -> z, 0, Rng.of(1)),
        "Pathwise: the samples must be at least 1, but are 0.");
    refuses(
        () -> new ImplicitReparameterization().estimate(normal, z -> z, 0, Rng.of(1)),
        "ImplicitReparameterization: the samples must be at least 1, but are 0.");
  }

  @Test
  void objectives() {
    String rule =
        "GradientEstimator: the objective must give [samples, rows…] with the rows leading axes of"
            + " the batch, but for 5 samples of the batch [2, 3] it gave %s. Sum over the variables"
            + " of each row, and keep axis 0.";
    refuses(
        () -> ScoreFunction.plain().estimate(D, b -> b.sum(), 5, Rng.of(1)), rule.formatted("[]"));
    refuses(
        () -> ScoreFunction.plain().estimate(D, b -> b.sum(0), 5, Rng.of(1)),
        rule.formatted("[2, 3]"));
    refuses(
        () -> ScoreFunction.plain().estimate(D, b -> b.sum(1), 5, Rng.of(1)),
        rule.formatted("[5, 3]"));
    refuses(
        () -> new Arm().estimate(D, b -> b.unsqueeze(3), 5, Rng.of(1)),
        rule.formatted("[5, 2, 3, 1]"));
    refuses(
        () -> Rebar.of(BINARY, 1).estimate(D, b -> b.greater(0.5).sum(-1), 5, Rng.of(1)),
        "Rebar: the objective must be differentiable in soft values, but for [5, 2, 3] of them it"
            + " gave a constant. Use Relax, which looks at hard values only.");
  }

  /// A decoder's weight is tracked too, but it is not what the path goes through.
  @Test
  void objectivesWithoutSlopesButWithWeights() {
    Tensor weight = Tensor.scalar(2).tracked();
    Objective hard = b -> b.greater(0.5).sum(-1).to(DType.FLOAT32).multiply(weight);
    String rule =
        ": the objective must be differentiable in soft values, but for [5, 2, 3] of them it gave a"
            + " constant. ";
    refuses(
        () -> Rebar.of(BINARY, 1).estimate(D, hard, 5, Rng.of(1)),
        "Rebar" + rule + "Use Relax, which looks at hard values only.");
    Relax<Bernoulli> relax = Relax.of(BINARY, Networks.perceptron(3));
    refuses(
        () -> relax.withObjective(1).estimate(D, hard, 5, Rng.of(1)),
        "Relax" + rule + "Leave out withObjective: the network is enough.");
    relax.estimate(D, hard, 5, Rng.of(1));
  }

  /// The step vanishes beside what it is added to.
  @Test
  void stepsThatMoveNothing() {
    refuses(
        () -> FiniteDifference.normal(0.1).estimate(Normal.of(1e8, 1), z -> z, 5, Rng.of(1)),
        "FiniteDifference: the step must move every parameter, but 0.1 is less than the last digit"
            + " of one. Take a larger step, or parameters of float64.");
  }

  @Test
  void enumeration() {
    refuses(
        () -> new ExactEnumeration(0),
        "ExactEnumeration: the limit must be from 1 to 1073741824, but is 0.");
    Bernoulli many = Bernoulli.ofLogits(Tensor.zeros(1, 100));
    refuses(
        () -> ExactEnumeration.create().estimate(many, F, 1, Rng.of(1)),
        "ExactEnumeration: a row must have at most 65536 states, but 100 variables of 2 values have"
            + " 1.2676506002282294E30. Raise the limit, or estimate by sampling: ScoreFunction"
            + " works for every distribution.");
    refuses(
        () -> new ExactEnumeration(7).estimate(D, F, 1, Rng.of(1)),
        "ExactEnumeration: a row must have at most 7 states, but 3 variables of 2 values have 8."
            + " Raise the limit, or estimate by sampling: ScoreFunction works for every"
            + " distribution.");
  }

  @Test
  void numbers() {
    refuses(
        () -> MovingAverageBaseline.of(1),
        "MovingAverageBaseline: the decay must be in [0, 1), but is 1.0.");
    refuses(
        () -> FiniteDifference.normal(0),
        "FiniteDifference: the step must be positive and finite, but is 0.0.");
    refuses(
        () -> FiniteDifference.bernoulli(Double.NaN),
        "FiniteDifference: the step must be positive and finite, but is NaN.");
    refuses(
        () -> new GumbelSoftmax<>(BINARY, 0),
        "GumbelSoftmax: the temperature must be positive and finite, but is 0.0.");
    refuses(
        () -> new GumbelStraightThrough<>(BINARY, Double.POSITIVE_INFINITY),
        "GumbelStraightThrough: the temperature must be positive and finite, but is Infinity.");
    refuses(
        () -> Rebar.of(BINARY, -1),
        "Rebar: the temperature must be positive and finite, but is -1.0.");
    refuses(
        () -> Relax.of(BINARY, Networks.perceptron(3)).withObjective(0),
        "Relax: the temperature must be positive and finite, but is 0.0.");
    refuses(
        () -> new Relax<>(BINARY, Networks.perceptron(3), -1, true),
        "Relax: the temperature must be positive and finite, but is -1.0.");
  }

  @Test
  void networks() {
    Linear wide = Linear.of(3, 2).create(Rng.of(1));
    refuses(
        () -> Relax.of(BINARY, wide).estimate(D, F, 5, Rng.of(1)),
        "Relax: the network must give one number for each sample of a row, [5, 2], but for z [5, 2,"
            + " 3] it gave [5, 2, 2].");
    refuses(
        () -> Nvil.of(wide).at(Tensor.ones(4, 3)).estimate(D, F, 5, Rng.of(1)),
        "Nvil: the network must give one number for each row, but for the rows [2] it gave [4,"
            + " 2].");
  }

  @Test
  void surrogates() {
    Tensor three = Tensor.zeros(3);
    refuses(
        () -> Surrogates.scoreFunctionSurrogate(three, Tensor.zeros(3, 2), Tensor.scalar(0)),
        "scoreFunctionSurrogate: logProb must have the shape of f and the baseline broadcast to it,"
            + " but f is [3], logProb [3, 2] and the baseline []. Sum logProb over the variables"
            + " that f is a function of.");
    refuses(
        () -> Surrogates.scoreFunctionSurrogate(three, three, Tensor.zeros(2)),
        "scoreFunctionSurrogate: logProb must have the shape of f and the baseline broadcast to it,"
            + " but f is [3], logProb [3] and the baseline [2]. Sum logProb over the variables that"
            + " f is a function of.");
    refuses(
        () -> Surrogates.withGradient(three, Tensor.zeros(2, 3), Tensor.zeros(2, 3)),
        "withGradient: x must begin with the axes of the value and the gradient have the shape of"
            + " x, but the value is [3], x [2, 3] and the gradient [2, 3].");
    refuses(
        () -> Surrogates.withGradient(three, Tensor.zeros(3, 2), three),
        "withGradient: x must begin with the axes of the value and the gradient have the shape of"
            + " x, but the value is [3], x [3, 2] and the gradient [3].");
  }

  @Test
  void studies() {
    GradientStudy<Normal> study = GradientStudy.of(Problems.square(1, 1));
    refuses(
        () -> study.run(Rng.of(1)),
        "GradientStudy: there must be an estimator, but there is none. Add one with with(name,"
            + " estimator).");
    refuses(
        () -> study.with("a", Pathwise::new).with("a", Pathwise::new),
        "GradientStudy: each estimator must have a name of its own, but 'a' is there already.");
    refuses(
        () -> study.withReplicas(1),
        "GradientStudy: there must be 1 sample, 2 replicas and a warm-up of 0 rounds at least, but"
            + " they are 1, 1 and 200.");
    refuses(
        () -> study.withSamples(0),
        "GradientStudy: there must be 1 sample, 2 replicas and a warm-up of 0 rounds at least, but"
            + " they are 0, 10000 and 200.");
    refuses(
        () -> study.withWarmUp(-1),
        "GradientStudy: there must be 1 sample, 2 replicas and a warm-up of 0 rounds at least, but"
            + " they are 1, 10000 and -1.");
    refuses(
        () -> study.with("a", Pathwise::new).sweep(Rng.of(1)),
        "GradientStudy: there must be numbers of samples to go through, but there is none.");
    GradientReport report = study.with("a", Pathwise::new).withReplicas(2).run(Rng.of(1));
    refuses(() -> report.row("b"), "GradientReport: the name must be one of [a], but is 'b'.");
    GradientReport other = study.with("b", Pathwise::new).withReplicas(2).run(Rng.of(1));
    refuses(
        () -> new GradientSweep(List.of()),
        "GradientSweep: there must be a report, but there is none.");
    refuses(
        () -> new GradientSweep(List.of(report, other)),
        "GradientSweep: all reports must be of the same estimators, but one is of [a] and another"
            + " of [b].");
    Tensor one = Tensors.of(new double[] {1}, 1);
    refuses(
        () -> GradientProblem.of("f", one, Bernoulli::ofLogits, F, Tensor.zeros(2)),
        "GradientProblem: the gradient must have the shape of theta, but they are [2] and [1].");
    GradientProblem<Bernoulli> apart =
        GradientProblem.of("f", one, Bernoulli::ofLogits, b -> b, one);
    refuses(
        () -> GradientStudy.of(apart).with("a", Arm::new).withReplicas(2).run(Rng.of(1)),
        "GradientStudy: the objective must give [samples, replicas], but for 100 replicas the"
            + " estimate is [100, 1]. Sum over the variables of each replica.");
  }
}

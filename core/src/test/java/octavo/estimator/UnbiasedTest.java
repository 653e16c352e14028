package octavo.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import octavo.distribution.Bernoulli;
import octavo.distribution.Distribution;
import octavo.distribution.Gamma;
import octavo.distribution.Normal;
import octavo.distribution.OneHotCategorical;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The mean of every unbiased estimator is the true gradient within 4 standard errors, with one sample and with three,
/// before it has learned anything and after.
class UnbiasedTest {
  /// One estimator on one problem.
  record Case<D extends Distribution>(
      String name,
      GradientProblem<D> problem,
      Supplier<? extends GradientEstimator<? super D>> estimator,
      int fewest) {
    GradientReport.Row measure(int samples, int warmUp) {
      return GradientStudy.of(problem)
          .with(name, estimator)
          .withSamples(samples)
          .withReplicas(6000)
          .withWarmUp(warmUp)
          .run(Rng.of(7))
          .row(name);
    }

    @Override
    public String toString() {
      return name + " on " + problem.name();
    }
  }

  private static <D extends Distribution> Case<D> of(
      String name,
      GradientProblem<D> problem,
      Supplier<? extends GradientEstimator<? super D>> estimator) {
    return new Case<>(name, problem, estimator, 1);
  }

  /// What every distribution can be used with.
  private static <D extends Distribution> Stream<Case<D>> scores(GradientProblem<D> problem) {
    return Stream.of(
        of("plain score", problem, ScoreFunction::plain),
        of("moving average", problem, ScoreFunction::movingAverage),
        of("self-critical", problem, ScoreFunction::selfCritical),
        new Case<>("leave-one-out", problem, ScoreFunction::leaveOneOut, 2),
        of("NVIL", problem, () -> Networks.nvil().withoutNormalization().at(ones())));
  }

  private static Tensor ones() {
    return Tensor.ones(1);
  }

  private static Stream<Case<Normal>> normal() {
    GradientProblem<Normal> square = Problems.square(1, 0.5);
    return Stream.of(
        of("pathwise", square, Pathwise::new),
        of("pathwise", Problems.sine(2), Pathwise::new),
        of("implicit", square, ImplicitReparameterization::new),
        of("implicit", Problems.sine(2), ImplicitReparameterization::new),
        of("measure-valued", square, MeasureValued::normal),
        of("measure-valued", Problems.sine(2), MeasureValued::normal),
        // of a quadratic function the central difference is exact
        of("finite difference", square, () -> FiniteDifference.normal(0.1)));
  }

  /// A path that has no closed form.
  private static Stream<Case<Gamma>> gamma() {
    return Stream.of(
        of("implicit pathwise", Problems.gamma(), Pathwise::new),
        of("plain score", Problems.gamma(), ScoreFunction::plain));
  }

  private static Stream<Case<Bernoulli>> binary() {
    GradientProblem<Bernoulli> joint = Problems.binary();
    GradientProblem<Bernoulli> toy = Problems.toy(0.45, 1);
    return Stream.of(
        of("ARM", joint, Arm::new),
        of("ARM", toy, Arm::new),
        of("DisARM", joint, DisArm::new),
        of("DisARM", toy, DisArm::new),
        of("measure-valued", joint, MeasureValued::bernoulli),
        of("measure-valued", toy, MeasureValued::bernoulli),
        of("REBAR", joint, () -> Rebar.of(Relaxation.binary(), 0.5)),
        of("REBAR", toy, () -> Rebar.of(Relaxation.binary(), 0.5)),
        of("frozen REBAR", joint, () -> Rebar.of(Relaxation.binary(), 0.3).frozen()),
        of("RELAX", joint, () -> Relax.of(Relaxation.binary(), Networks.perceptron(4))),
        of("RELAX", toy, () -> Relax.of(Relaxation.binary(), toyNetwork())),
        of(
            "RELAX with f",
            joint,
            () -> Relax.of(Relaxation.binary(), Networks.perceptron(4)).withObjective(0.5)));
  }

  private static Networks.Joined toyNetwork() {
    return new Networks.Joined(Networks.perceptron(1), 0);
  }

  private static Stream<Case<OneHotCategorical>> oneHot() {
    GradientProblem<OneHotCategorical> joint = Problems.oneHot();
    return Stream.of(
        of("measure-valued", joint, MeasureValued::oneHot),
        of("REBAR", joint, () -> Rebar.of(Relaxation.oneHot(), 0.5)),
        of(
            "RELAX",
            joint,
            () -> Relax.of(Relaxation.oneHot(), new Networks.Joined(Networks.perceptron(6), 2))),
        of(
            "frozen RELAX with f",
            joint,
            () ->
                Relax.of(Relaxation.oneHot(), new Networks.Joined(Networks.perceptron(6), 2))
                    .withObjective(1)
                    .frozen()));
  }

  static List<Case<?>> cases() {
    return Stream.<Stream<? extends Case<?>>>of(
            scores(Problems.square(1, 0.5)),
            scores(Problems.binary()),
            scores(Problems.oneHot()),
            scores(Problems.classes()),
            normal(),
            binary(),
            oneHot(),
            Stream.of(of("measure-valued", Problems.classes(), MeasureValued::categorical)),
            scores(Problems.counts()),
            Stream.of(of("measure-valued", Problems.counts(), MeasureValued::poisson)),
            gamma())
        .<Case<?>>flatMap(stream -> stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isUnbiasedAtOnce(Case<?> one) {
    assertThat(one.measure(Math.max(1, one.fewest()), 0).deviations()).isLessThan(4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isUnbiasedWithMoreSamplesAndExperience(Case<?> one) {
    assertThat(one.measure(3, 20).deviations()).isLessThan(4);
  }

  /// The sum over all states is the truth itself.
  @Test
  void enumerationIsExact() {
    GradientReport report =
        GradientStudy.of(Problems.oneHot())
            .with("exact", ExactEnumeration::create)
            .withReplicas(3)
            .run(Rng.of(1));
    assertThat(report.row("exact").meanSquaredError()).isLessThan(1e-20);
    assertThat(report.row("exact").callsPerSample()).isEqualTo(10); // 9 states and a look ahead
  }

  /// The study finds the bias of an estimator that is wrong.
  @Test
  void aWrongGradientIsSeen() {
    GradientEstimator<Normal> wrong =
        (distribution, objective, samples, rng) -> {
          Estimate right = new Pathwise().estimate(distribution, objective, samples, rng);
          return Estimate.of(right.surrogate().multiply(1.1));
        };
    GradientReport report =
        GradientStudy.of(Problems.square(1, 0.5)).with("wrong", () -> wrong).run(Rng.of(7));
    assertThat(report.row("wrong").deviations()).isGreaterThan(4);
  }
}

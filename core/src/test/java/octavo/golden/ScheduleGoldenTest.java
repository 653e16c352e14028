package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.nn.Parameter;
import octavo.optim.Cyclic;
import octavo.optim.Lbfgs;
import octavo.optim.OneCycle;
import octavo.optim.ReduceOnPlateau;
import octavo.optim.Schedule;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Schedules against those of PyTorch over 100 steps, and L-BFGS against its LBFGS, both in float64.
///
/// PyTorch computes a rate from the one before, which adds up to a rounding per step: 10⁻¹² of the
/// rate. L-BFGS decides by comparisons, so roundings must not be large enough to tip one: 10⁻⁸.
class ScheduleGoldenTest {
  static final Set<String> FILES = Set.of("schedules", "lbfgs");

  private static final double RATE = 0.1;

  private static Map<String, Schedule> schedules() {
    Map<String, Schedule> all = new LinkedHashMap<>();
    all.put("step", Schedule.step(RATE, 7, 0.6));
    all.put("multiStep", Schedule.multiStep(RATE, 0.3, 10, 35, 36, 80));
    all.put("constantFactor", Schedule.piecewise(new double[] {RATE / 4, RATE}, 13));
    all.put("exponential", Schedule.exponential(RATE, 0.97));
    all.put("polynomial", Schedule.polynomial(RATE, 0, 80, 2.5));
    all.put("linear", Schedule.linear(0.2 * RATE, 0.9 * RATE, 33));
    all.put("cosine", Schedule.cosine(RATE, 0.003, 100));
    all.put("restarts", Schedule.cosineRestarts(RATE, 0.001, 9, 2));
    all.put("restartsEqual", Schedule.cosineRestarts(RATE, 0, 12, 1));
    all.put("oneCycle", OneCycle.of(0.5, 101));
    all.put(
        "oneCycleThree",
        OneCycle.of(0.5, 101).withRise(0.4).withThreePhases().withDivisors(10, 100));
    all.put("oneCycleLines", OneCycle.of(0.5, 101).withLines());
    all.put("triangular", Cyclic.of(0.01, 0.2, 8).withDown(5));
    all.put("triangular2", Cyclic.of(0.01, 0.2, 8).withShrink(0.5, 1));
    all.put("expRange", Cyclic.of(0.01, 0.2, 8).withShrink(1, 0.98));
    all.put(
        "sequential",
        Schedule.linear(0.1 * RATE, RATE, 10).then(10, Schedule.exponential(RATE, 0.95)));
    all.put("product", Schedule.step(RATE, 20, 0.5).times(Schedule.exponential(1, 0.99)));
    all.put("noam", Schedule.noam(2, 64, 30));
    all.put("inverseTime", Schedule.inverseTime(RATE, 0.2));
    all.put("averaging", Schedule.step(RATE, 30, 0.5).thenAveraging(40, 0.02, 10));
    return all;
  }

  private static double noise(long i) {
    return Math.exp(-0.05 * Math.min(i, 40)) + 0.02 * Math.sin(7.0 * i);
  }

  private record Watched(ReduceOnPlateau plateau, LongToDoubleFunction metric) {}

  private static Map<String, Watched> plateaus() {
    Map<String, Watched> all = new LinkedHashMap<>();
    all.put("plateau", new Watched(ReduceOnPlateau.of(0.5, 3), ScheduleGoldenTest::noise));
    all.put(
        "plateauCooldown",
        new Watched(
            ReduceOnPlateau.options(0.7, 2)
                .withCooldown(4)
                .withAbsoluteThreshold(0.01)
                .withLeast(0.2)
                .create(),
            ScheduleGoldenTest::noise));
    all.put(
        "plateauMax",
        new Watched(
            ReduceOnPlateau.options(0.5, 4).whichGrows().withThreshold(0.05).create(),
            i -> 1 - noise(i) / 2));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> schedulesAgreeWithPyTorch() {
    GoldenFile golden = GoldenFile.read("schedules");
    Map<String, Schedule> schedules = schedules();
    Map<String, Watched> plateaus = plateaus();
    return golden.cases().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  double[] expected = golden.array(name + "/rates").toDoubleArray();
                  Watched watched = plateaus.get(name);
                  Schedule schedule =
                      watched == null
                          ? Objects.requireNonNull(schedules.get(name), name)
                          : watched.plateau().of(Schedule.constant(RATE));
                  for (int i = 0; i < expected.length; i++) {
                    assertThat(schedule.at(i))
                        .as("step %d", i)
                        .isCloseTo(expected[i], Offset.offset(1e-12 * expected[i] + 1e-15));
                    if (watched != null) {
                      watched.plateau().observe(watched.metric().applyAsDouble(i));
                    }
                  }
                }));
  }

  private record Problem(UnaryOperator<Tensor> f, Lbfgs.Options options) {}

  private static Map<String, Problem> problems() {
    Map<String, Problem> all = new LinkedHashMap<>();
    Lbfgs.Options options = Lbfgs.options(1);
    all.put("rosenbrock", new Problem(ScheduleGoldenTest::rosenbrock, options));
    all.put("beale", new Problem(ScheduleGoldenTest::beale, options.withIterations(4)));
    all.put(
        "few",
        new Problem(ScheduleGoldenTest::rosenbrock, options.withIterations(5).withHistory(3)));
    all.put("quadratic", new Problem(ScheduleGoldenTest::quadratic, options.withIterations(6)));
    all.put(
        "fixed",
        new Problem(
            ScheduleGoldenTest::quadratic,
            options.withSchedule(Schedule.constant(0.5)).withIterations(6).withoutSearch()));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> lbfgsAgreesWithPyTorch() {
    GoldenFile golden = GoldenFile.read("lbfgs");
    Map<String, Problem> problems = problems();
    assertThat(problems.keySet()).isEqualTo(golden.cases());
    return problems.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> follow(golden, entry.getKey(), entry.getValue())));
  }

  private static void follow(GoldenFile golden, String name, Problem problem) {
    Tensor losses = golden.array(name + "/losses");
    Tensor places = golden.array(name + "/places");
    Parameter p = Parameter.of(golden.array(name + "/start"));
    Lbfgs optimizer = problem.options().create(Map.of("p", p));
    for (int i = 0; i < losses.size(0); i++) {
      double loss = optimizer.step(() -> problem.f().apply(p.tracked()).gradients()).y().item();
      double expected = losses.narrow(0, i, 1).item();
      assertThat(loss)
          .as("loss of step %d", i)
          .isCloseTo(expected, Offset.offset(1e-8 * Math.abs(expected) + 1e-12));
      assertThat(p.tensor().allClose(places.narrow(0, i, 1).squeeze(0), 1e-7, 1e-7))
          .as("place after step %d: %s, expected %s", i, p.tensor(), places.narrow(0, i, 1))
          .isTrue();
    }
  }

  private static Tensor rosenbrock(Tensor x) {
    int n = x.size(0) - 1;
    Tensor a = x.narrow(0, 0, n);
    Tensor b = x.narrow(0, 1, n);
    return b.subtract(a.square()).square().multiply(100).add(a.affine(-1, 1).square()).sum();
  }

  private static Tensor beale(Tensor x) {
    Tensor a = x.narrow(0, 0, 1);
    Tensor b = x.narrow(0, 1, 1);
    Tensor first = a.multiply(b).subtract(a).add(1.5);
    Tensor second = a.multiply(b.square()).subtract(a).add(2.25);
    Tensor third = a.multiply(b.power(3)).subtract(a).add(2.625);
    return first.square().add(second.square()).add(third.square()).sum();
  }

  private static Tensor quadratic(Tensor x) {
    double[] weights = new double[x.size(0)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 + 49.0 * i / (weights.length - 1);
    }
    return x.subtract(1).square().multiply(Tensors.of(weights, weights.length)).sum().divide(2);
  }
}

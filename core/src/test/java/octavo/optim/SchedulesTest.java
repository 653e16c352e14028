package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What schedules are besides what PyTorch's are, [octavo.golden.ScheduleGoldenTest].
class SchedulesTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  @Test
  void theTemperatureOfTheGumbelSoftmaxFallsTowardItsLimit() {
    Schedule temperature = Schedule.exponential(1, 0.999, 0.01);
    for (long t : new long[] {0, 1, 1000, 5000}) {
      assertThat(temperature.at(t)).isCloseTo(0.01 + 0.99 * Math.pow(0.999, t), CLOSE);
    }
  }

  @Test
  void whatEndsStaysAtItsLastRate() {
    assertThat(Schedule.linear(0.1, 0.2, 10).at(1000)).isEqualTo(0.2);
    assertThat(Schedule.polynomial(0.1, 0.02, 10, 2).at(1000)).isEqualTo(0.02);
    OneCycle cycle = OneCycle.of(1, 50);
    assertThat(cycle.at(49)).isCloseTo(1 / 25e4, CLOSE);
    assertThat(cycle.at(5000)).isCloseTo(1 / 25e4, CLOSE);
    assertThat(cycle.at(0)).isCloseTo(1 / 25.0, CLOSE);
  }

  @Test
  void oneOverKIsCountedFromOne() {
    Schedule rate = Schedule.inverseTime(2, 1);
    assertThat(rate.at(0)).isEqualTo(2);
    assertThat(rate.at(3)).isEqualTo(0.5);
  }

  @Test
  void theInverseSquareRootPeaksAtTheEndOfItsWarmUp() {
    Schedule rate = Schedule.inverseSquareRoot(3, 10);
    assertThat(rate.at(9)).isEqualTo(3);
    assertThat(rate.at(4)).isEqualTo(1.5);
    assertThat(rate.at(39)).isCloseTo(1.5, CLOSE);
    assertThat(Schedule.noam(1, 512, 4000).at(3999)).isCloseTo(1 / Math.sqrt(512 * 4000.0), CLOSE);
  }

  @Test
  void schedulesFollowOneAnother() {
    Schedule rate = Schedule.constant(1).withWarmup(10).then(90, Schedule.linear(1, 0, 10));
    assertThat(rate.at(0)).isEqualTo(0.1);
    assertThat(rate.at(89)).isEqualTo(1);
    assertThat(rate.at(95)).isEqualTo(0.5);
    assertThat(rate.at(200)).isEqualTo(0);
    Schedule pieces = Schedule.piecewise(new double[] {3, 2, 1}, 5, 6);
    assertThat(new double[] {pieces.at(4), pieces.at(5), pieces.at(6)}).containsExactly(3, 2, 1);
    assertThat(Schedule.constant(2).thenAveraging(5, 1, 0).at(5)).isEqualTo(1);
  }

  @Test
  void aCycleOfRestartsGrows() {
    Schedule rate = Schedule.cosineRestarts(1, 0, 2, 3);
    assertThat(rate.at(0)).isEqualTo(1);
    assertThat(rate.at(1)).isCloseTo(0.5, CLOSE);
    assertThat(rate.at(2)).isEqualTo(1); // lasts 6
    assertThat(rate.at(5)).isCloseTo(0.5, CLOSE);
    assertThat(rate.at(8)).isEqualTo(1); // lasts 18
    assertThat(rate.at(1_000_000)).isBetween(0.0, 1.0);
    assertThat(Schedule.cosineRestarts(1, 0, 4, 1).at(4_000_000_002L)).isCloseTo(0.5, CLOSE);
  }

  @Test
  void aPlateauThatIsResumedFallsAtTheSameStep() {
    ReduceOnPlateau whole = ReduceOnPlateau.options(0.5, 2).withCooldown(1).create();
    ReduceOnPlateau pieces = ReduceOnPlateau.options(0.5, 2).withCooldown(1).create();
    double[] numbers = {3, 2, 2, 2, 2.5, 2, 2, 2, 2, 1, 1, Double.NaN, 1, 1, 1, 1};
    Schedule rate = whole.of(Schedule.constant(8));
    int falls = 0;
    for (double number : numbers) {
      boolean fell = whole.observe(number);
      falls += fell ? 1 : 0;
      ReduceOnPlateau next = ReduceOnPlateau.options(0.5, 2).withCooldown(1).create();
      next.load(pieces.state());
      pieces = next;
      assertThat(pieces.observe(number)).isEqualTo(fell);
      assertThat(pieces.state()).isEqualTo(whole.state());
    }
    assertThat(falls).isEqualTo(3);
    assertThat(rate.at(77)).isEqualTo(1);
    assertThat(whole.scale()).isEqualTo(0.125);
  }

  @Test
  void aPlateauBelowZeroIsOne() {
    ReduceOnPlateau plateau = ReduceOnPlateau.options(0.1, 0).withThreshold(0.1).create();
    assertThat(plateau.observe(-10)).isFalse();
    assertThat(plateau.observe(-11.5)).isFalse(); // better by more than a tenth
    assertThat(plateau.observe(-12)).isTrue(); // by less
    ReduceOnPlateau up = ReduceOnPlateau.options(0.1, 0).whichGrows().withThreshold(0.1).create();
    assertThat(up.observe(-10)).isFalse();
    assertThat(up.observe(-9.5)).isTrue();
    assertThat(up.observe(-8)).isFalse();
  }

  @Test
  void aPlateauHasALeastScaleAndRefusesOtherStates() {
    ReduceOnPlateau plateau = ReduceOnPlateau.options(0.5, 0).withLeast(0.4).create();
    plateau.observe(1);
    assertThat(plateau.observe(1)).isTrue();
    assertThat(plateau.observe(1)).isTrue();
    assertThat(plateau.scale()).isEqualTo(0.4);
    assertThat(plateau.observe(1)).isFalse();
    Map<String, Tensor> wrong = Map.of("numbers", Tensors.of(new double[] {1, 2}, 2));
    assertThatThrownBy(() -> plateau.load(wrong))
        .hasMessage(
            "ReduceOnPlateau.load: 'counts' must be [2], but is missing. Is the state from another"
                + " optimizer or model?");
    assertThat(plateau.scale()).isEqualTo(0.4);
  }

  private static Map<String, ThrowingCallable> wrongSchedules() {
    double infinite = Double.POSITIVE_INFINITY;
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    String rate = "learning rate: must be finite and not negative, but is ";
    calls.put(rate + "NaN.", () -> Schedule.constant(Double.NaN));
    calls.put(rate + "Infinity.", () -> Schedule.exponential(infinite, 1));
    calls.put(rate + "-0.5.", () -> Schedule.cosine(1, -0.5, 3));
    calls.put(rate + "-1.0.", () -> Schedule.linear(-1, 1, 3));
    calls.put(rate + "-2.0.", () -> Schedule.piecewise(new double[] {-2}));
    calls.put(rate + "-3.0.", () -> OneCycle.of(-3, 10));
    calls.put(rate + "-4.0.", () -> Cyclic.of(0, -4, 10));
    calls.put(rate + "-5.0.", () -> Schedule.constant(1).thenAveraging(1, -5, 1));
    calls.put("step: 'every' must be at least 1, but is 0.", () -> Schedule.step(1, 0, 0.5));
    calls.put(
        "step: the factor must be finite and not negative, but is -1.0.",
        () -> Schedule.step(1, 1, -1));
    calls.put(
        "exponential: the factor must be finite and not negative, but is Infinity.",
        () -> Schedule.exponential(1, infinite));
    calls.put(
        "multiStep: milestones must rise from 0 or above, but number 2 is 5 after 5.",
        () -> Schedule.multiStep(1, 0.5, 5, 5));
    calls.put(
        "piecewise: milestones must rise from 0 or above, but number 1 is -1.",
        () -> Schedule.piecewise(new double[2], -1));
    calls.put(
        "piecewise: there must be one rate more than milestones, but there are 2 rates and 2 milestones.",
        () -> Schedule.piecewise(new double[2], 1, 2));
    calls.put("linear: steps must be at least 1, but is 0.", () -> Schedule.linear(1, 1, 0));
    calls.put("cosine: steps must be at least 1, but is -1.", () -> Schedule.cosine(1, 0, -1));
    calls.put(
        "polynomial: the power must be positive and finite, but is 0.0.",
        () -> Schedule.polynomial(1, 0, 5, 0));
    calls.put(
        "cosineRestarts: the factor must be at least 1, but is 0.",
        () -> Schedule.cosineRestarts(1, 0, 5, 0));
    calls.put(
        "inverseSquareRoot: steps must be at least 1, but is 0.",
        () -> Schedule.inverseSquareRoot(1, 0));
    calls.put("noam: the width must be at least 1, but is 0.", () -> Schedule.noam(1, 0, 5));
    calls.put(
        "inverseTime: the decay must be finite and not negative, but is -1.0.",
        () -> Schedule.inverseTime(1, -1));
    return calls;
  }

  private static Map<String, ThrowingCallable> wrongParts() {
    Schedule one = Schedule.constant(1);
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("withWarmup: steps must not be negative, but is -1.", () -> one.withWarmup(-1));
    calls.put("then: steps must not be negative, but is -1.", () -> one.then(-1, one));
    calls.put(
        "thenAveraging: start and anneal must not be negative, but are -1 and 2.",
        () -> one.thenAveraging(-1, 1, 2));
    calls.put(
        "oneCycle: the divisors must be at least 1, but are 0.5 and 2.0.",
        () -> OneCycle.of(1, 10).withDivisors(0.5, 2));
    calls.put(
        "oneCycle: the share that rises must be above 0, below 1 and more than one step, but is 0.1 of 10 steps.",
        () -> OneCycle.of(1, 10).withRise(0.1));
    calls.put(
        "oneCycle: the share that rises must be above 0, below ½ and more than one step, but is 0.6 of 10 steps.",
        () -> OneCycle.of(1, 10).withRise(0.6).withThreePhases());
    calls.put(
        "cyclic: the factors must be in (0, 1], but are 0.0 per cycle and 1.0 per step.",
        () -> Cyclic.of(0, 1, 3).withShrink(0, 1));
    calls.put("cyclic: steps must be at least 1, but is 0.", () -> Cyclic.of(0, 1, 3).withDown(0));
    calls.put(
        "reduceOnPlateau: the factor must be in (0, 1), but is 1.0.",
        () -> ReduceOnPlateau.of(1, 3));
    calls.put(
        "reduceOnPlateau: the patience must not be negative, but is -1.",
        () -> ReduceOnPlateau.of(0.5, -1));
    calls.put(
        "reduceOnPlateau: the threshold must be finite and not negative, but is NaN.",
        () -> ReduceOnPlateau.options(0.5, 1).withAbsoluteThreshold(Double.NaN));
    calls.put(
        "reduceOnPlateau: the cooldown must not be negative, but is -2.",
        () -> ReduceOnPlateau.options(0.5, 1).withCooldown(-2));
    calls.put(
        "reduceOnPlateau: the least scale must be in [0, 1], but is 2.0.",
        () -> ReduceOnPlateau.options(0.5, 1).withLeast(2));
    return calls;
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    Map<String, ThrowingCallable> calls = wrongSchedules();
    calls.putAll(wrongParts());
    return calls.entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () ->
                    assertThatThrownBy(e.getValue())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(e.getKey())));
  }
}

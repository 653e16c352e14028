package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.autograd.Gradients;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.nn.loss.MeanSquaredError;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClosureOptimizersTest {
  private static Parameter at(double... values) {
    return Parameter.of(Tensors.of(values, values.length));
  }

  private static Tensor get(Map<String, Tensor> state, String name) {
    return Objects.requireNonNull(state.get(name), name);
  }

  private static Supplier<Gradients> closure(Parameter p, UnaryOperator<Tensor> f) {
    return () -> f.apply(p.tracked()).gradients();
  }

  private static Tensor rosenbrock(Tensor x) {
    Tensor a = x.narrow(0, 0, 1);
    Tensor b = x.narrow(0, 1, 1);
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

  private static final Tensor SADDLE = Tensors.of(new double[] {1, -1}, 2);

  private static Tensor saddle(Tensor x) {
    return x.square().multiply(SADDLE).sum().add(x.power(4).sum().multiply(0.25));
  }

  /// θ and φ = θ - ημm are the same, step by step, on a function that is no parabola.
  @Test
  void lookingAheadIsTheUsualFormUnderAChangeOfVariables() {
    double rate = 0.0005;
    double momentum = 0.9;
    Parameter theta = at(-0.5, 0.5);
    Parameter phi = at(-0.5, 0.5);
    LookAheadNesterov ahead = LookAheadNesterov.of(Map.of("p", theta), rate, momentum);
    Optimizer usual = Optimizers.sgd(rate).withNesterov(momentum).create(Map.of("p", phi));
    for (int i = 0; i < 300; i++) {
      ahead.step(closure(theta, ClosureOptimizersTest::rosenbrock));
      usual.step(rosenbrock(phi.tracked()).gradients());
      Tensor m = get(ahead.state(), "p.momentum_buffer");
      Tensor moved = theta.tensor().subtract(m.multiply(rate * momentum));
      assertThat(moved.allClose(phi.tensor(), 1e-9, 1e-9)).as("step %d", i).isTrue();
    }
    assertThat(theta.tensor().allClose(phi.tensor(), 1e-4, 1e-4)).isFalse();
  }

  @Test
  void withoutMomentumLookingAheadIsGradientDescent() {
    Parameter p = at(1, 2);
    Parameter q = at(1, 2);
    LookAheadNesterov ahead = LookAheadNesterov.of(Map.of("p", p), Schedule.inverseTime(0.1, 1), 0);
    Optimizer sgd =
        Optimizers.sgd(1).withSchedule(Schedule.inverseTime(0.1, 1)).create(Map.of("p", q));
    for (int i = 0; i < 10; i++) {
      assertThat(ahead.learningRate()).isEqualTo(sgd.learningRate());
      ahead.step(closure(p, x -> x.square().sum()));
      sgd.step(q.tracked().square().sum().gradients());
    }
    assertThat(p.tensor().allClose(q.tensor(), 1e-14, 0)).isTrue();
  }

  @Test
  void samTakesTheGradientOfTheWorstPlaceNearBy() {
    double[] start = {1.5, -0.7};
    double radius = 0.3;
    Parameter p = at(start);
    Sam sam = Sam.of(Optimizers.sgd(0.1).create(Map.of("p", p)), Map.of("p", p), radius);
    Gradients first = sam.step(closure(p, ClosureOptimizersTest::beale));
    Parameter q = at(start);
    Tensor g = beale(q.tracked()).gradients().of(q);
    assertThat(first.of(p)).isEqualTo(g);
    q.set(q.tensor().add(g.multiply(radius / g.norm().item())));
    Tensor uphill = beale(q.tracked()).gradients().of(q);
    Tensor expected = Tensors.of(start, 2).subtract(uphill.multiply(0.1));
    assertThat(p.tensor().allClose(expected, 1e-10, 1e-10)).isTrue();
  }

  @Test
  void adaptiveSamMeasuresByTheSizeOfEachNumber() {
    double[] start = {1.5, -0.7};
    Parameter p = at(start);
    Sam sam =
        Sam.adaptive(
            ClosureOptimizer.of(Optimizers.sgd(0.1).create(Map.of("p", p))),
            Map.of("p", p),
            0.3,
            0.01);
    sam.step(closure(p, ClosureOptimizersTest::beale));
    Parameter q = at(start);
    Tensor g = beale(q.tracked()).gradients().of(q);
    Tensor t = q.tensor().abs().add(0.01);
    Tensor tg = t.multiply(g);
    q.set(q.tensor().add(t.multiply(tg).multiply(0.3 / tg.norm().item())));
    Tensor uphill = beale(q.tracked()).gradients().of(q);
    Tensor expected = Tensors.of(start, 2).subtract(uphill.multiply(0.1));
    assertThat(p.tensor().allClose(expected, 1e-10, 1e-10)).isTrue();
  }

  /// A weight that is c times as large, whose slopes are c times as small, is moved by c times as
  /// much: the place that ASAM asks for does not depend on the scale.
  @Test
  void adaptiveSamDoesNotDependOnTheScaleOfWeights() {
    double[] asked = new double[2];
    for (int i = 0; i < 2; i++) {
      double scale = i == 0 ? 1 : 8;
      Parameter p = at(1.5 * scale, -0.7 * scale);
      int number = i;
      Sam sam =
          Sam.adaptive(
              ClosureOptimizer.of(Optimizers.sgd(0).create(Map.of("p", p))),
              Map.of("p", p),
              0.3,
              0);
      sam.step(() -> {
        Gradients g = beale(p.tracked().divide(scale)).gradients();
        asked[number] = g.y().item();
        return g;
      });
    }
    assertThat(asked[0]).isCloseTo(asked[1], Offset.offset(1e-9));
  }

  @Test
  void samPutsBackTheSameBitsAndStaysAtAMinimum() {
    Parameter p = Parameter.of(RandomTensors.normal(Rng.of(5), 5000));
    Tensor before = p.tensor().copy();
    Sam sam = Sam.of(Optimizers.sgd(0).create(Map.of("p", p)), Map.of("p", p), 0.7);
    sam.step(closure(p, x -> x.square().sum()));
    assertThat(p.tensor()).isEqualTo(before);
    Parameter still = at(0, 0);
    Sam flat = Sam.of(Optimizers.sgd(1).create(Map.of("p", still)), Map.of("p", still), 0.7);
    flat.step(closure(still, x -> x.square().sum()));
    assertThat(still.tensor().toDoubleArray()).containsExactly(0, 0);
  }

  @Test
  void samPutsBackTheParametersAfterAnError() {
    Parameter p = at(1, 2);
    Sam sam = Sam.of(Optimizers.sgd(0.1).create(Map.of("p", p)), Map.of("p", p), 0.7);
    int[] calls = {0};
    assertThatThrownBy(() ->
            sam.step(() -> {
              if (calls[0]++ == 1) {
                throw new IllegalStateException("second pass");
              }
              return p.tracked().square().sum().gradients();
            }))
        .hasMessage("second pass");
    assertThat(p.tensor().toDoubleArray()).containsExactly(1, 2);
  }

  @Test
  void lookaheadFollowsItsFormula() {
    Parameter p = at(1);
    Lookahead lookahead =
        Lookahead.of(Optimizers.sgd(0.1).create(Map.of("p", p)), Map.of("p", p), 3, 0.4);
    double fast = 1;
    double slow = 1;
    for (int i = 1; i <= 20; i++) {
      lookahead.step(closure(p, x -> x.square().sum()));
      fast -= 0.1 * 2 * fast;
      if (i % 3 == 0) {
        slow += 0.4 * (fast - slow);
        fast = slow;
      }
      assertThat(p.tensor().item()).as("step %d", i).isCloseTo(fast, Offset.offset(1e-12));
    }
    assertThat(lookahead.steps()).isEqualTo(20);
    assertThat(lookahead.atEvaluationPoint(() -> p.tensor().item()))
        .isCloseTo(slow, Offset.offset(1e-12));
    assertThat(p.tensor().item()).isCloseTo(fast, Offset.offset(1e-12)).isNotEqualTo(slow);
  }

  @Test
  void lbfgsSolvesALinearSystemAlmostAtOnce() {
    Rng rng = Rng.of(8);
    int n = 20;
    Tensor a = RandomTensors.normal(rng, n, n).to(DType.FLOAT64);
    Tensor b = RandomTensors.normal(rng, n).to(DType.FLOAT64);
    Parameter p = Parameter.of(Tensors.zeros(DType.FLOAT64, n));
    Lbfgs lbfgs = Lbfgs.options(1).withTolerances(1e-12, 0).create(Map.of("p", p));
    for (int i = 0; i < 10; i++) {
      lbfgs.step(closure(p, x -> a.matmul(x).subtract(b).square().sum()));
    }
    assertThat(a.matmul(p.tensor()).subtract(b).norm().item()).isLessThan(1e-4);
  }

  @Test
  void lbfgsFitsANetworkOfSeveralParametersInFloat32() {
    Rng rng = Rng.of(2);
    Sequential net =
        Sequential.of(
            Linear.of(1, 12).create(rng.split("a")),
            new Tanh(),
            Linear.of(12, 1).create(rng.split("b")));
    Tensor x = Tensors.linspace(-3, 3, 60).unsqueeze(1);
    Tensor y = x.sin();
    Lbfgs lbfgs = Lbfgs.options(1).withHistory(20).create(net.parameters());
    Mode mode = Mode.training(rng);
    double first = 0;
    for (int i = 0; i < 15; i++) {
      double loss =
          lbfgs
              .step(() -> MeanSquaredError.mean().of(net.forward(x, mode), y).gradients())
              .y()
              .item();
      first = i == 0 ? loss : first;
    }
    double last = MeanSquaredError.mean().of(net.forward(x), y).item();
    assertThat(last).isLessThan(1e-3 * first);
  }

  @Test
  void lbfgsLeavesEverythingWhereTheLossIsNoNumber() {
    Parameter p = at(-1);
    Lbfgs lbfgs = Lbfgs.options(1).create(Map.of("p", p));
    lbfgs.step(closure(p, x -> x.log().sum()));
    assertThat(p.tensor().item()).isEqualTo(-1);
    assertThat(get(lbfgs.state(), "steps").toLongArray()).containsExactly(1, 0, 0);
  }

  /// −ln x − ln(1 − x) has a wall on both sides: tries beyond it are not numbers.
  @Test
  void theSearchTurnsBackAtAWall() {
    Parameter p = at(0.02);
    Lbfgs lbfgs = Lbfgs.options(1).create(Map.of("p", p));
    for (int i = 0; i < 5; i++) {
      lbfgs.step(closure(p, x -> x.log().add(x.affine(-1, 1).log()).negate().sum()));
    }
    assertThat(p.tensor().item()).isCloseTo(0.5, Offset.offset(1e-4));
  }

  private static Map<String, Function<Map<String, Parameter>, ClosureOptimizer>> optimizers() {
    Map<String, Function<Map<String, Parameter>, ClosureOptimizer>> all = new LinkedHashMap<>();
    Optimizers.Builder momentum = Optimizers.sgd(0.0005).withMomentum(0.9);
    all.put("plain", p -> ClosureOptimizer.of(momentum.create(p)));
    all.put("look-ahead Nesterov", p -> LookAheadNesterov.of(p, 0.0005, 0.9));
    all.put("sam", p -> Sam.of(momentum.create(p), p, 1e-3));
    all.put("asam", p -> Sam.adaptive(ClosureOptimizer.of(momentum.create(p)), p, 1e-3, 0.01));
    all.put("lookahead", p -> Lookahead.of(momentum.create(p), p, 5, 0.8));
    all.put("lookahead of sam", p -> Lookahead.of(Sam.of(momentum.create(p), p, 1e-3), p, 5, 0.8));
    all.put("lbfgs", p -> Lbfgs.options(1).withIterations(3).withHistory(4).create(p));
    return all;
  }

  private record Problem(double[] start, UnaryOperator<Tensor> f, double target) {}

  private static Map<String, Problem> problems() {
    Map<String, Problem> all = new LinkedHashMap<>();
    all.put("parabola", new Problem(new double[] {2, -1}, x -> x.square().sum(), 0));
    all.put(
        "rosenbrock", new Problem(new double[] {-0.5, 0.5}, ClosureOptimizersTest::rosenbrock, 0));
    all.put("beale", new Problem(new double[] {1, 1}, ClosureOptimizersTest::beale, 0));
    all.put("saddle", new Problem(new double[] {1, 0.01}, ClosureOptimizersTest::saddle, -1));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> convergesOn() {
    return problems().entrySet().stream()
        .flatMap(problem ->
            optimizers().entrySet().stream()
                .map(entry ->
                    DynamicTest.dynamicTest(
                        entry.getKey() + " × " + problem.getKey(),
                        () -> {
                          Parameter p = at(problem.getValue().start());
                          UnaryOperator<Tensor> f = problem.getValue().f();
                          ClosureOptimizer o = entry.getValue().apply(Map.of("p", p));
                          for (int i = 0; i < 5000; i++) {
                            if (o.step(closure(p, f)).y().item()
                                < problem.getValue().target() + 5e-3) {
                              return;
                            }
                          }
                          assertThat(f.apply(p.tensor()).item())
                              .isLessThan(problem.getValue().target() + 5e-3);
                        })));
  }

  @TestFactory
  Stream<DynamicTest> goesOnFromItsStateToTheSameBits() {
    return optimizers().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> goesOn(entry.getValue())));
  }

  private static void goesOn(Function<Map<String, Parameter>, ClosureOptimizer> made) {
    Parameter p = at(-0.5, 0.5);
    Parameter q = at(-0.5, 0.5);
    ClosureOptimizer whole = made.apply(Map.of("p", p));
    ClosureOptimizer pieces = made.apply(Map.of("p", q));
    for (int i = 0; i < 23; i++) {
      whole.step(closure(p, ClosureOptimizersTest::rosenbrock));
      pieces.step(closure(q, ClosureOptimizersTest::rosenbrock));
      assertThat(q.tensor()).isEqualTo(p.tensor());
      ClosureOptimizer next = made.apply(Map.of("p", q));
      next.load(pieces.state());
      pieces = next;
      assertThat(pieces.steps()).isEqualTo(whole.steps());
    }
    assertThat(pieces.state()).isEqualTo(whole.state());
    ClosureOptimizer other = pieces;
    Map<String, Tensor> before = other.state();
    assertThatThrownBy(() -> other.load(Map.of("steps", Tensors.of(new long[] {1, 2, 3, 4}, 4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Is the state from another optimizer or model?");
    assertThat(other.state()).isEqualTo(before);
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    Parameter p = at(1);
    Map<String, Parameter> map = Map.of("p", p);
    Optimizer sgd = Optimizers.sgd(0.1).create(map);
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put(
        "LookAheadNesterov: the momentum must be in [0, 1), but is 1.0.",
        () -> LookAheadNesterov.of(map, 0.1, 1));
    calls.put(
        "LookAheadNesterov: there must be a parameter, but there is none.",
        () -> LookAheadNesterov.of(Map.of(), 0.1, 0.9));
    calls.put(
        "Sam: the radius must be positive and finite, but is 0.0.", () -> Sam.of(sgd, map, 0));
    calls.put(
        "Sam: the offset must be finite and not negative, but is -1.0.",
        () -> Sam.adaptive(ClosureOptimizer.of(sgd), map, 0.5, -1));
    calls.put("Sam: there must be a parameter, but there is none.", () -> Sam.of(sgd, Map.of(), 1));
    calls.put(
        "Lookahead: the period must be at least 1, but is 0.",
        () -> Lookahead.of(sgd, map, 0, 0.5));
    calls.put(
        "Lookahead: the share must be in (0, 1], but is 0.0.", () -> Lookahead.of(sgd, map, 5, 0));
    calls.put(
        "Lookahead: there must be a parameter, but there is none.",
        () -> Lookahead.of(sgd, Map.of(), 5, 0.5));
    calls.put(
        "Lbfgs: there must be a parameter, but there is none.",
        () -> Lbfgs.options(1).create(Map.of()));
    calls.put(
        "Lbfgs: iterations, evaluations and history must be at least 1, but are 20, 25 and 0.",
        () -> Lbfgs.options(1).withHistory(0));
    calls.put(
        "Lbfgs: iterations, evaluations and history must be at least 1, but are 20, 0 and 100.",
        () -> Lbfgs.options(1).withEvaluations(0));
    calls.put(
        "Lbfgs: the tolerances must not be negative, but are -1.0 and 0.0.",
        () -> Lbfgs.options(1).withTolerances(-1, 0));
    calls.put(
        "learning rate: must be finite and not negative, but is -1.0.", () -> Lbfgs.options(-1));
    return calls.entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () ->
                    assertThatThrownBy(e.getValue())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(e.getKey())));
  }

  /// Parameters that are loaded before the first step are where the slow weights begin.
  @Test
  void lookaheadBeginsAtTheFirstStep() {
    Parameter p = at(1, 2);
    Lookahead lookahead =
        Lookahead.of(Optimizers.sgd(0).create(Map.of("p", p)), Map.of("p", p), 1, 0.5);
    Tensor loaded = Tensors.of(new double[] {5, 7}, 2);
    p.set(loaded);
    assertThat(lookahead.atEvaluationPoint(() -> p.tensor().copy())).isEqualTo(loaded);
    lookahead.step(closure(p, Tensor::sum));
    assertThat(p.tensor()).isEqualTo(loaded);
  }

  @Test
  void nesterovGoesBackWhereAClosureFails() {
    Parameter p = at(1, 2);
    LookAheadNesterov nesterov = LookAheadNesterov.of(Map.of("p", p), 0.1, 0.9);
    nesterov.step(closure(p, Tensor::sum));
    Tensor before = p.tensor().copy();
    assertThatThrownBy(() ->
            nesterov.step(() -> {
              throw new IllegalStateException("no loss");
            }))
        .hasMessage("no loss");
    assertThat(p.tensor().allClose(before, 1e-12, 1e-12)).isTrue();
    assertThat(nesterov.steps()).isOne();
  }
}

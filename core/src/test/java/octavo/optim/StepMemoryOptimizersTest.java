package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What an optimizer remembers outlives the step: with a step memory there are the same bits.
class StepMemoryOptimizersTest {
  private static final int SIDE = 136; // its square is long enough for its memory to be used again
  private static final Tensor TARGET = RandomTensors.normal(Rng.of(1), SIDE, SIDE);

  private static Map<String, Parameter> parameters() {
    return Map.of("w", Parameter.of(RandomTensors.normal(Rng.of(2), SIDE, SIDE)));
  }

  private static Gradients gradients(Parameter p) {
    return p.tracked().subtract(TARGET).square().mean().gradients();
  }

  /// The parameter after four steps.
  private static float[] trained(
      Function<Map<String, Parameter>, ClosureOptimizer> make, boolean shared) {
    Map<String, Parameter> parameters = parameters();
    Parameter p = parameters.values().iterator().next();
    ClosureOptimizer optimizer = make.apply(parameters);
    StepMemory memory = new StepMemory();
    Supplier<Gradients> closure = () -> gradients(p);
    for (int i = 0; i < 4; i++) {
      if (shared) {
        memory.execute(() -> optimizer.step(closure));
      } else {
        optimizer.step(closure);
      }
    }
    return optimizer.atEvaluationPoint(() -> p.tensor().toFloatArray());
  }

  @TestFactory
  Stream<DynamicTest> theSameBits() {
    List<DynamicTest> tests = new ArrayList<>();
    for (OptimizerCases.Case one : OptimizerCases.all()) {
      add(tests, one.name(), p -> ClosureOptimizer.of(one.make().apply(1e-3).create(p)));
    }
    add(tests, "look-ahead Nesterov", p -> LookAheadNesterov.of(p, 0.1, 0.9));
    add(tests, "Lookahead", p -> Lookahead.of(Optimizers.adam(1e-3).create(p), p, 2, 0.5));
    add(tests, "SAM", p -> Sam.of(Optimizers.adam(1e-3).create(p), p, 0.05));
    add(
        tests,
        "ASAM",
        p -> Sam.adaptive(ClosureOptimizer.of(Optimizers.adam(1e-3).create(p)), p, 0.5, 0.01));
    add(tests, "L-BFGS", p -> Lbfgs.options(1).withIterations(3).create(p));
    add(tests, "L-BFGS without search", p -> Lbfgs.options(0.1).withoutSearch().create(p));
    return tests.stream();
  }

  private static void add(
      List<DynamicTest> tests,
      String name,
      Function<Map<String, Parameter>, ClosureOptimizer> make) {
    tests.add(
        DynamicTest.dynamicTest(
            name, () -> assertThat(trained(make, true)).isEqualTo(trained(make, false))));
  }

  @Test
  void accumulatedGradientsStay() {
    Map<String, Parameter> parameters = parameters();
    Parameter p = parameters.values().iterator().next();
    GradientAccumulation sum = GradientAccumulation.of(parameters.values());
    StepMemory memory = new StepMemory();
    for (int i = 0; i < 3; i++) {
      memory.execute(() -> sum.add(gradients(p)));
    }
    Tensor mean = Objects.requireNonNull(sum.mean().get(p));
    assertThat(mean.allClose(gradients(p).of(p), 1e-6, 1e-9)).isTrue();
  }
}

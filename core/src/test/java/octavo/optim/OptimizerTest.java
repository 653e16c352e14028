package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.nn.Parameter;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OptimizerTest {
  private static Parameter at(double... values) {
    return Parameter.of(Tensors.of(values, values.length));
  }

  private static void steps(Optimizer optimizer, Parameter p, UnaryOperator<Tensor> f, int steps) {
    for (int i = 0; i < steps; i++) {
      optimizer.step(f.apply(p.tracked()).gradients());
    }
  }

  private static Map<String, Parameter> map(Parameter p) {
    return Map.of("p", p);
  }

  @Test
  void firstStepsAreTheTextbooks() {
    UnaryOperator<Tensor> slope = x -> x.multiply(Tensors.of(new double[] {3, -0.5}, 2)).sum();
    Parameter p = at(0, 0);
    steps(Optimizers.adam(0.1).create(map(p)), p, slope, 1);
    assertThat(p.tensor().toDoubleArray())
        .containsExactly(new double[] {-0.1, 0.1}, Offset.offset(1e-8));
    p = at(1, 1);
    steps(Optimizers.sgd(0.1).withWeightDecay(0.5).create(map(p)), p, slope, 1);
    assertThat(p.tensor().toDoubleArray())
        .containsExactly(new double[] {0.65, 1}, Offset.offset(1e-12));
    p = at(1, 1);
    steps(Optimizers.adamW(0.1).withWeightDecay(0.5).create(map(p)), p, slope, 1);
    assertThat(p.tensor().toDoubleArray())
        .containsExactly(new double[] {0.85, 1.05}, Offset.offset(1e-8));
  }

  /// A parameter is no running mean, which ends at 0.
  @Test
  void smallParametersOfFloat32StayWhatTheyAre() {
    for (Optimizers.Builder builder :
        List.of(
            Optimizers.averagedSgd(0.1, AveragedSgd.defaults().withDecay(0, 0)),
            Optimizers.scheduleFreeSgd(0.1))) {
      Parameter p = Parameter.of(Tensor.of(1e-40f, -1e-42f, 2));
      steps(builder.create(map(p)), p, x -> x.multiply(Tensor.of(0, 0, 1)).sum(), 3);
      assertThat(p.tensor().get(0)).isCloseTo(1e-40, Offset.offset(3e-45));
      assertThat(p.tensor().get(1)).isCloseTo(-1e-42, Offset.offset(3e-45));
      assertThat(p.tensor().get(2)).isLessThan(2);
    }
  }

  @Test
  void momentumAndNesterovFollowTheirFormulas() {
    for (boolean nesterov : new boolean[] {false, true}) {
      Parameter p = at(1);
      Optimizers.Builder builder =
          nesterov ? Optimizers.sgd(0.1).withNesterov(0.9) : Optimizers.sgd(0.1).withMomentum(0.9);
      steps(builder.create(map(p)), p, x -> x.square().sum(), 20);
      double x = 1;
      double m = 0;
      for (int i = 0; i < 20; i++) {
        double g = 2 * x;
        m = 0.9 * m + g;
        x -= 0.1 * (nesterov ? g + 0.9 * m : m);
      }
      assertThat(p.tensor().item()).isCloseTo(x, Offset.offset(1e-12));
    }
  }

  @Test
  void gradientsAreClippedByValueAndByNorm() {
    UnaryOperator<Tensor> slope = x -> x.multiply(Tensors.of(new double[] {3, -4}, 2)).sum();
    Parameter p = at(0, 0);
    steps(Optimizers.sgd(1).withClipByValue(1).create(map(p)), p, slope, 1);
    assertThat(p.tensor().toDoubleArray()).containsExactly(-1, 1);
    p = at(0, 0);
    steps(Optimizers.sgd(1).withClipByNorm(1).create(map(p)), p, slope, 1);
    assertThat(p.tensor().toDoubleArray())
        .containsExactly(new double[] {-0.6, 0.8}, Offset.offset(1e-6));
    p = at(0, 0);
    steps(Optimizers.sgd(1).withClipByNorm(10).create(map(p)), p, slope, 1);
    assertThat(p.tensor().toDoubleArray()).containsExactly(-3, 4);
  }

  @TestFactory
  Stream<DynamicTest> convergesOn() {
    Map<String, Optimizers.Builder> optimizers = new LinkedHashMap<>();
    optimizers.put("sgd", Optimizers.sgd(0.002));
    optimizers.put("momentum", Optimizers.sgd(0.0005).withMomentum(0.9));
    optimizers.put("nesterov", Optimizers.sgd(0.0005).withNesterov(0.9));
    Schedule falling = Schedule.cosine(0.02, 0, 6000);
    optimizers.put("adam", Optimizers.adam(0.02).withSchedule(falling));
    optimizers.put("adamw", Optimizers.adamW(0.02).withWeightDecay(1e-6).withSchedule(falling));
    record Problem(String name, double[] start, UnaryOperator<Tensor> f, double target) {}
    List<Problem> problems =
        List.of(
            new Problem("parabola", new double[] {2, -1}, x -> x.square().sum(), 0),
            new Problem("rosenbrock", new double[] {-0.5, 0.5}, OptimizerTest::rosenbrock, 0),
            new Problem("beale", new double[] {1, 1}, OptimizerTest::beale, 0),
            new Problem(
                "saddle",
                new double[] {1, 0.01},
                x -> x.square().multiply(Tensors.of(new double[] {1, -1}, 2)).sum(),
                -1));
    return problems.stream()
        .flatMap(problem ->
            optimizers.entrySet().stream()
                .map(entry ->
                    DynamicTest.dynamicTest(
                        entry.getKey() + " × " + problem.name(),
                        () -> {
                          Parameter p = at(problem.start());
                          Optimizer o = entry.getValue().create(map(p));
                          steps(o, p, problem.f(), 6000);
                          double y = problem.f().apply(p.tensor()).item();
                          assertThat(y).isLessThan(problem.target() + 5e-3);
                        })));
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

  @Test
  void stateGoesRoundAndOtherStatesAreRefused() {
    Parameter p = at(1, 2);
    Optimizer first = Optimizers.adam(0.1).create(map(p));
    steps(first, p, x -> x.square().sum(), 5);
    Parameter q = Parameter.of(p.tensor());
    Optimizer second = Optimizers.adam(0.1).create(map(q));
    second.load(first.state());
    steps(first, p, x -> x.square().sum(), 5);
    steps(second, q, x -> x.square().sum(), 5);
    assertThat(q.tensor()).isEqualTo(p.tensor());
    Optimizer momentum = Optimizers.sgd(0.1).withMomentum(0.9).create(map(p));
    assertThatThrownBy(() -> momentum.load(first.state()))
        .hasMessage(
            "Optimizer.load: 'p.momentum_buffer' must be [2], but is missing. Is the state from"
                + " another optimizer or model?");
  }

  @Test
  void groupsHaveTheirOwnRates() {
    Parameter p = at(1);
    Parameter q = at(1);
    Optimizer optimizer =
        Optimizer.of(
            Optimizers.sgd(0.1).group(Map.of("p", p)), Optimizers.sgd(0.01).group(Map.of("q", q)));
    optimizer.step(p.tracked().add(q.tracked()).sum().gradients());
    assertThat(p.tensor().item()).isCloseTo(0.9, Offset.offset(1e-12));
    assertThat(q.tensor().item()).isCloseTo(0.99, Offset.offset(1e-12));
    assertThatThrownBy(() ->
            Optimizer.of(
                Optimizers.sgd(0.1).group(Map.of("p", p)),
                Optimizers.sgd(0.1).group(Map.of("again", p))))
        .hasMessage("Optimizer: a parameter must be in one group, but 'again' is in two.");
  }

  @Test
  void schedulesGiveTheirRates() {
    Schedule step = Schedule.step(1, 10, 0.5);
    assertThat(step.at(9)).isEqualTo(1);
    assertThat(step.at(10)).isEqualTo(0.5);
    Schedule cosine = Schedule.cosine(1, 0, 100);
    assertThat(cosine.at(0)).isEqualTo(1);
    assertThat(cosine.at(50)).isCloseTo(0.5, Offset.offset(1e-12));
    assertThat(cosine.at(200)).isCloseTo(0, Offset.offset(1e-12));
    Schedule warm = Schedule.constant(2).withWarmup(4);
    assertThat(warm.at(0)).isEqualTo(0.5);
    assertThat(warm.at(3)).isEqualTo(2);
    assertThat(warm.at(4)).isEqualTo(2);
    assertThatThrownBy(() -> Schedule.constant(-1))
        .hasMessage("learning rate: must be finite and not negative, but is -1.0.");
  }

  @Test
  void floatParametersFollowTheDoubleOnes() {
    Parameter p = Parameter.of(Tensor.of(1f, -2f, 0.5f));
    Parameter q = Parameter.of(p.tensor().to(DType.FLOAT64));
    steps(Optimizers.adamW(0.01).create(map(p)), p, x -> x.square().sum(), 50);
    steps(Optimizers.adamW(0.01).create(map(q)), q, x -> x.square().sum(), 50);
    assertThat(p.tensor().to(DType.FLOAT64).allClose(q.tensor(), 1e-4, 1e-6)).isTrue();
  }

  /// Bounds of several kinds act one after the other, that of the norm first; of two of a kind the later counts.
  @Test
  void boundsAddUp() {
    Optimizers.Builder builder =
        Optimizers.sgd(1).withClipByValue(9).withClipByNorm(5).withClipByValue(3.5);
    assertThat(builder.chain()).containsExactly(new ClipByNorm(5), new ClipByValue(3.5));
    Parameter p = Parameter.of(Tensors.of(new double[] {0, 0}, 2));
    builder.create(Map.of("p", p)).step(Map.of(p, Tensors.of(new double[] {6, 8}, 2)));
    double[] moved = p.tensor().toDoubleArray();
    assertThat(moved[0]).isCloseTo(-3, Offset.offset(1e-6)); // (6, 8) by the norm is (3, 4)
    assertThat(moved[1]).isEqualTo(-3.5);
  }

  /// A parameter without numbers takes part in a step.
  @Test
  void emptyParametersAreNoHindrance() {
    for (OptimizerCases.Case one : OptimizerCases.all()) {
      Parameter p = Parameter.of(Tensor.zeros(3, 0));
      Optimizer optimizer = one.make().apply(0.1).create(Map.of("p", p));
      optimizer.step(Map.of(p, Tensor.zeros(3, 0)));
      assertThat(optimizer.steps()).as(one.name()).isOne();
    }
  }
}

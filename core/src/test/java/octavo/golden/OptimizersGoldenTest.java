package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.optim.Adadelta;
import octavo.optim.Adafactor;
import octavo.optim.Adagrad;
import octavo.optim.Adam;
import octavo.optim.Adamax;
import octavo.optim.AveragedSgd;
import octavo.optim.DecayForm;
import octavo.optim.EpsilonPlacement;
import octavo.optim.Momentum;
import octavo.optim.Muon;
import octavo.optim.NAdam;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.RAdam;
import octavo.optim.RmsProp;
import octavo.optim.Rprop;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A hundred steps of every optimizer that PyTorch has, against it: the parameters after the first and
/// the last step, and the state under PyTorch's names.
///
/// In float64 a step has some ten roundings and the map contracts, so 10⁻¹¹ of the numbers' size is
/// granted (Muon's polynomial stretches differences some hundred times in each step); in float32
/// 2⁻²⁴ instead of 2⁻⁵³, and a factor of four: 10⁻⁴ after a hundred steps.
class OptimizersGoldenTest {
  static final Set<String> FILES = Set.of("optimizers");

  private static final EpsilonPlacement OUTSIDE = EpsilonPlacement.OUTSIDE_ROOT;
  private static final int STEPS = 100;
  private static final double RATE = 0.05;

  private static Map<String, Optimizers.Builder> cases() {
    Map<String, Optimizers.Builder> all = new LinkedHashMap<>();
    addFamilies(all);
    addAdams(all);
    addOthers(all);
    return all;
  }

  private static void addFamilies(Map<String, Optimizers.Builder> all) {
    all.put("sgd", Optimizers.sgd(RATE));
    all.put("sgdDecay", Optimizers.sgd(RATE).withWeightDecay(0.1));
    all.put("sgdMomentum", Optimizers.sgd(RATE).withMomentum(0.9));
    all.put("sgdDampening", Optimizers.sgd(RATE).withMomentum(Momentum.of(0.9).withDampening(0.3)));
    all.put("sgdNesterov", Optimizers.sgd(RATE).withNesterov(0.9));
    all.put(
        "sgdMaximize",
        Optimizers.sgd(0.01)
            .withMomentum(Momentum.of(0.5).withDampening(0.2))
            .withWeightDecay(0.02)
            .maximizing());
    all.put("adagrad", Optimizers.adagrad(RATE));
    Adagrad adagrad =
        Adagrad.defaults().withRateDecay(0.01).withInitial(0.5).withEpsilon(1e-3, OUTSIDE);
    all.put("adagradOptions", Optimizers.adagrad(RATE, adagrad).withWeightDecay(0.02));
    all.put("adadelta", Optimizers.adadelta(1));
    all.put(
        "adadeltaOptions", Optimizers.adadelta(0.5, new Adadelta(0.8, 1e-3)).withWeightDecay(0.02));
    all.put("rmsprop", Optimizers.rmsProp(RATE));
    all.put(
        "rmspropCentered",
        Optimizers.rmsProp(
            0.01, RmsProp.defaults().withAlpha(0.9).withCentered(true).withEpsilon(1e-4, OUTSIDE)));
    all.put("rmspropMomentum", Optimizers.rmsProp(0.01).withMomentum(0.8).withWeightDecay(0.02));
  }

  private static void addAdams(Map<String, Optimizers.Builder> all) {
    Adam adam = Adam.defaults();
    all.put("adam", Optimizers.adam(RATE));
    all.put("adamAmsgrad", Optimizers.adam(RATE, adam.withBetas(0.8, 0.9).withAmsgrad(true)));
    all.put(
        "adamOptions",
        Optimizers.adam(0.01, adam.withBetas(0.8, 0.95).withEpsilon(1e-2, OUTSIDE))
            .withWeightDecay(0.1)
            .maximizing());
    all.put("adamw", Optimizers.adamW(RATE));
    all.put("adamwAmsgrad", Optimizers.adamW(RATE, adam.withAmsgrad(true)).withWeightDecay(0.2));
    all.put("adamax", Optimizers.adamax(RATE));
    Adamax adamax =
        Adamax.defaults().withBetas(0.8, 0.95).withEpsilon(1e-2, Adamax.Placement.TO_MAGNITUDE);
    all.put("adamaxOptions", Optimizers.adamax(0.01, adamax).withWeightDecay(0.1));
    all.put("nadam", Optimizers.nadam(RATE));
    NAdam nadam =
        NAdam.defaults().withBetas(0.8, 0.95).withEpsilon(1e-2, OUTSIDE).withMomentumDecay(0.02);
    all.put("nadamOptions", Optimizers.nadam(0.01, nadam).withWeightDecay(0.1));
    all.put("nadamw", Optimizers.nadamW(RATE).withWeightDecay(0.1));
    all.put("radam", Optimizers.radam(RATE));
    RAdam radam = RAdam.defaults().withBetas(0.8, 0.95).withEpsilon(1e-2);
    all.put(
        "radamOptions", Optimizers.radam(0.02, radam).withWeightDecay(0.1, DecayForm.DECOUPLED));
  }

  private static void addOthers(Map<String, Optimizers.Builder> all) {
    all.put("adafactor", Optimizers.adafactor(RATE));
    Adafactor adafactor =
        Adafactor.defaults().withBeta2Decay(-0.6).withEpsilons(1e-3, 0.1).withThreshold(1.5);
    all.put("adafactorOptions", Optimizers.adafactor(0.5, adafactor).withWeightDecay(0.02));
    all.put("rprop", Optimizers.rprop(0.01));
    all.put(
        "rpropOptions",
        Optimizers.rprop(0.02, Rprop.of(0.02).withFactors(0.6, 1.3).withSizes(1e-3, 0.1)));
    all.put("asgd", Optimizers.averagedSgd(RATE));
    AveragedSgd asgd = AveragedSgd.defaults().withDecay(0.01, 0.5).withStart(20);
    all.put("asgdOptions", Optimizers.averagedSgd(RATE, asgd).withWeightDecay(0.1));
    all.put("muon", Optimizers.muon(RATE));
    Muon muon =
        Muon.defaults()
            .withMomentum(0.8)
            .withNesterov(false)
            .withPolynomial(3, -3.2, 1.2, 3)
            .withScaling(Muon.Scaling.MATCH_ADAMW);
    all.put("muonOptions", Optimizers.muon(0.02, muon).withWeightDecay(0.3));
    all.put("sparseSgd", Optimizers.sgd(RATE));
    all.put("sparseAdagrad", Optimizers.adagrad(RATE));
    all.put("sparseAdam", Optimizers.sparseAdam(RATE));
  }

  private final GoldenFile golden = GoldenFile.read("optimizers");

  @Test
  void everyCaseIsThere() {
    Set<String> names = new java.util.TreeSet<>(cases().keySet());
    names.add("data");
    assertThat(golden.cases()).isEqualTo(names);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return cases().entrySet().stream()
        .flatMap(e ->
            Stream.of(DType.FLOAT64, DType.FLOAT32)
                .map(dtype ->
                    DynamicTest.dynamicTest(
                        e.getKey() + " " + dtype, () -> check(e.getKey(), e.getValue(), dtype))));
  }

  private void check(String name, Optimizers.Builder builder, DType dtype) {
    boolean sparse = name.startsWith("sparse");
    boolean matrixOnly = sparse || name.startsWith("muon");
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("m", Parameter.of(golden.array("data/m").to(dtype)));
    if (!matrixOnly) {
      parameters.put("v", Parameter.of(golden.array("data/v").to(dtype)));
    }
    Optimizer optimizer = builder.create(parameters);
    double tolerance = dtype == DType.FLOAT64 ? 1e-11 : 1e-4;
    for (int step = 0; step < STEPS; step++) {
      if (sparse) {
        Map<Parameter, Tensor> rows = new IdentityHashMap<>();
        rows.put(parameters.get("m"), golden.array("data/rows").narrow(0, step, 1));
        optimizer.step(gradients(parameters, step, dtype), rows);
      } else {
        optimizer.step(gradients(parameters, step, dtype));
      }
      if (step == 0 || step == STEPS - 1) {
        int after = step + 1;
        parameters.forEach((label, p) ->
            close(
                name + "/" + label + ".after" + after,
                p.tensor(),
                after == 1 ? tolerance / 100 : tolerance));
      }
    }
    Map<String, Tensor> state = optimizer.state();
    parameters
        .keySet()
        .forEach(label -> {
          golden
              .below(name + "/" + label + ".")
              .forEach((slot, expected) -> {
                if (!slot.startsWith("after")) {
                  Tensor found = state.get(label + "." + slot);
                  assertThat(found).as(slot).isNotNull();
                  close(name + "/" + label + "." + slot, found, tolerance);
                }
              });
        });
  }

  /// Those of `Σ noise·p + p²/4`.
  private Gradients gradients(Map<String, Parameter> parameters, int step, DType dtype) {
    Tensor sum = Tensor.scalar(0).to(dtype);
    for (Map.Entry<String, Parameter> e : parameters.entrySet()) {
      Tensor noise = golden.array("data/noise." + e.getKey()).narrow(0, step, 1).squeeze(0);
      Tensor p = e.getValue().tracked();
      sum = sum.add(p.multiply(noise.to(dtype)).sum()).add(p.square().sum().multiply(0.25));
    }
    return sum.gradients();
  }

  private void close(String name, Tensor found, double tolerance) {
    Tensor expected = golden.array(name).to(DType.FLOAT64);
    Tensor apart = found.to(DType.FLOAT64).subtract(expected).abs();
    double size = Math.max(1e-3, expected.abs().max().item());
    assertThat(apart.max().item()).as(name).isLessThanOrEqualTo(tolerance * size);
  }
}

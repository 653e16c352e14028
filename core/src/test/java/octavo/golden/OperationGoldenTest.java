package octavo.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import octavo.autograd.Differentiable;
import octavo.autograd.Gradients;
import octavo.golden.GoldenCase.Outcome;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every operation and layer against PyTorch, forward and backward.
///
/// The files hold inputs of float32 and what PyTorch made of them in float64. Octavo must come as
/// close as the rounding of its type allows: `32·ε·√n` of the largest number of the result, where n
/// is the number of terms of a sum and ε is 2⁻²⁴ for float32. The factor 32 covers a composition of
/// up to eight roundings of two units in the last place, with a condition number of two. In float64
/// PyTorch's trigamma cuts its series at 10⁻⁹ (8·10⁻¹⁰ at 1): 10⁻⁹ is granted.
class OperationGoldenTest {
  private static final double ROUNDING = 32 * 0x1p-24;
  private static final double ROUNDING_OF_DOUBLES = 1e-9;

  private static Map<String, List<GoldenCase>> families() {
    Map<String, List<GoldenCase>> families = new LinkedHashMap<>();
    families.put("unary", FunctionGoldenCases.unary());
    families.put("arithmetic", FunctionGoldenCases.arithmetic());
    families.put("reductions", FunctionGoldenCases.reductions());
    families.put("products", TensorGoldenCases.products());
    families.put("indexing", TensorGoldenCases.indexing());
    families.put("losses", NetworkGoldenCases.losses());
    families.put("softmax", SoftmaxGoldenCases.softmax());
    families.put("windows", NetworkGoldenCases.windows());
    families.put("convolutions", NetworkGoldenCases.convolutions());
    families.put("upsampling", UpsamplingGoldenCases.cases());
    families.put("pooling", PoolingGoldenCases.pooling());
    families.put("padding", PaddingGoldenCases.all());
    families.put("layers", NetworkGoldenCases.layers());
    families.put("activations", ActivationGoldenCases.activations());
    families.put("smooth", SmoothGoldenCases.all());
    families.put("shapes", ShapesGoldenCases.all());
    families.put("normalization", NormalizationGoldenCases.all());
    families.put("attention", AttentionGoldenCases.all());
    families.put("recurrent", RecurrentGoldenCases.all());
    families.put("distributions", DistributionGoldenCases.all());
    families.put("draws", DrawGoldenCases.all());
    families.put("special", SpecialGoldenCases.all());
    families.put("gamma-family", GammaFamilyGoldenCases.all());
    return families;
  }

  @Test
  void everyFileHasItsCasesAndEveryCaseItsFile() {
    Set<String> files = new TreeSet<>(families().keySet());
    files.addAll(TrainingGoldenTest.FILES);
    files.addAll(NetworksGoldenTest.FILES);
    files.addAll(ImplicitGoldenTest.FILES);
    files.addAll(ScheduleGoldenTest.FILES);
    files.addAll(VariationalGoldenTest.FILES);
    files.addAll(OptimizersGoldenTest.FILES);
    assertThat(GoldenFile.names()).isEqualTo(files);
    families()
        .forEach((file, cases) -> {
          GoldenFile golden = GoldenFile.read(file);
          assertThat(golden.torch()).as(file).startsWith("2.");
          assertThat(cases.stream().map(GoldenCase::name))
              .as(file)
              .doesNotHaveDuplicates()
              .containsExactlyInAnyOrderElementsOf(golden.cases());
        });
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return families().entrySet().stream()
        .flatMap(family -> {
          GoldenFile golden = GoldenFile.read(family.getKey());
          return family.getValue().stream()
              .flatMap(c ->
                  Stream.of(DType.FLOAT32, DType.FLOAT64)
                      .map(dtype ->
                          DynamicTest.dynamicTest(
                              family.getKey() + "/" + c.name() + " " + dtype,
                              () -> check(golden, c, dtype))));
        });
  }

  /// An axis of size 1, an empty one, five shapes at least: of every operation, save what PyTorch refuses.
  @Test
  void everyOperationHasFiveShapes() {
    GoldenFile golden = GoldenFile.read("shapes");
    Map<String, Set<String>> shapes = new TreeMap<>();
    for (String name : golden.cases()) {
      String shape = golden.array(name + "/x0").shape().toString();
      shapes.computeIfAbsent(name.substring(0, name.indexOf('_')), n -> new TreeSet<>()).add(shape);
    }
    assertThat(shapes).hasSizeGreaterThan(50);
    shapes.forEach((operation, its) -> {
      assertThat(its).as(operation).hasSizeGreaterThanOrEqualTo(5);
      assertThat(its).as(operation).anyMatch(shape -> shape.matches(".*\\b1\\b.*"));
      if (!operation.equals("ctc")) { // "log_probs tensor must not be empty"
        assertThat(its).as(operation).anyMatch(shape -> shape.matches(".*\\b0\\b.*"));
      }
    });
  }

  private static Tensor in(DType dtype, Tensor x) {
    return x.dtype().isFloating() ? x.to(dtype) : x;
  }

  private static void check(GoldenFile golden, GoldenCase c, DType dtype) {
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor x : golden.numbered(c.name() + "/x")) {
      inputs.add(x.dtype().isFloating() ? in(dtype, x).tracked() : x);
    }
    Outcome outcome = c.function().apply(inputs.toArray(new Tensor[0]));
    double tolerance =
        (dtype == DType.FLOAT32 ? ROUNDING : ROUNDING_OF_DOUBLES) * Math.sqrt(c.terms());
    List<Tensor> expected = golden.numbered(c.name() + "/y");
    assertThat(outcome.outputs()).hasSameSizeAs(expected);
    @Nullable Tensor total = null;
    for (int i = 0; i < expected.size(); i++) {
      Tensor y = outcome.outputs()[i];
      assertClose("y" + i, y, in(dtype, expected.get(i)), tolerance);
      Tensor dy = golden.arrays().get(c.name() + "/dy" + i);
      if (dy != null) {
        Tensor product = y.multiply(in(dtype, dy)).sum();
        total = total == null ? product : total.add(product);
      }
    }
    if (total != null && total.isTracked()) {
      checkGradients(golden, c, total.gradients(), outcome.variables(), tolerance);
    } else {
      golden.below(c.name() + "/dx").values().forEach(dx -> assertThat(dx.any().item()).isZero());
    }
  }

  private static void checkGradients(
      GoldenFile golden,
      GoldenCase c,
      Gradients gradients,
      Differentiable[] variables,
      double tolerance) {
    for (int i = 0; i < variables.length; i++) {
      Tensor expected = golden.arrays().get(c.name() + "/dx" + i);
      if (expected == null) {
        continue; // an input of integers
      }
      Tensor found = gradients.find(variables[i]);
      if (found == null) {
        assertThat(expected.any().item()).as("dx" + i).isZero();
      } else {
        assertClose("dx" + i, found, in(variables[i].tracked().dtype(), expected), tolerance);
      }
    }
  }

  private static void assertClose(String what, Tensor found, Tensor expected, double tolerance) {
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    assertThat(found.dtype()).as(what).isEqualTo(expected.dtype());
    if (!expected.dtype().isFloating() || expected.elements() == 0) {
      assertThat(found).as(what).isEqualTo(expected);
      return;
    }
    double largest = expected.abs().max().item();
    assertThat(found.stopGradient().allClose(expected, 0, tolerance * largest))
        .as("%s within %s of%n%s%nbut was%n%s", what, tolerance * largest, expected, found)
        .isTrue();
  }
}

package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import octavo.random.Rng;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation refuses what does not fit: with the rule, what was given, and by name.
class ErrorsTest {
  /// Methods of whose arguments none is wrong by itself.
  private static final Set<String> CANNOT_FAIL =
      Set.of(
          "allClose",
          "allocate",
          "equals",
          "equalTo(double)",
          "full(DType,Shape,double)",
          "full(Shape,double)",
          "greater(double)",
          "greaterEqual(double)",
          "less(double)",
          "lessEqual(double)",
          "notEqualTo(double)",
          "of(float[])",
          "over(View)",
          "scalar",
          "to",
          "toFill",
          "withNode",
          "AttentionOptions.equals",
          "AttentionOptions.withCausal",
          "Axes.equals",
          "Axes.keep",
          "Axes.of",
          "ConvOptions.equals",
          "ConvOptions.withAlgorithm",
          "ConvOptions.withDeterminism",
          "ConvOptions.withLayout",
          "ConvOptions.withPadding(Padding)",
          "CrossEntropyOptions.equals",
          "CrossEntropyOptions.withIgnoreIndex",
          "GemmOptions.equals",
          "GemmOptions.withActivation",
          "GemmOptions.withAlgorithm",
          "GemmOptions.withAlpha",
          "GemmOptions.withBeta",
          "GemmOptions.withTransposeLeft",
          "GemmOptions.withTransposeRight",
          "Index.from",
          "Index.index",
          "Index.range",
          "Index.until",
          "Padding.along",
          "Range.equals",
          "RoiOptions.equals",
          "RoiOptions.withAligned",
          "Shape.broadcastsTo",
          "Shape.broadcastsWith",
          "Shape.equals",
          "Window.equals",
          "Window.withCountIncludePad");

  /// The classes whose methods are named alone, and those that are named with them.
  private static final List<Class<?>> TENSORS =
      List.of(Tensor.class, Tensors.class, RandomTensors.class);

  private static final List<Class<?>> OPTIONS =
      List.of(
          Shape.class,
          Axes.class,
          Index.class,
          Index.Range.class,
          Window.class,
          RoiOptions.class,
          Padding.class,
          ConvOptions.class,
          GemmOptions.class,
          CrossEntropyOptions.class,
          AttentionOptions.class);

  static List<ErrorCase> cases() {
    return Stream.of(
            ShapeErrors.CASES,
            ReductionErrors.CASES,
            IndexingErrors.CASES,
            ProductErrors.CASES,
            GemmErrors.CASES,
            ElementwiseErrors.CASES,
            ActivationErrors.CASES,
            NetworkErrors.CASES,
            NormalizationErrors.CASES,
            PoolingErrors.CASES,
            RegionPoolingErrors.CASES,
            ConvolutionErrors.CASES,
            SoftmaxErrors.CASES,
            AttentionErrors.CASES,
            UpsamplingErrors.CASES,
            CreationErrors.CASES,
            OptionErrors.CASES,
            SpecialErrors.CASES,
            FactorErrors.CASES)
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrong(ErrorCase wrong) {
    assertThatThrownBy(() -> wrong.call().run())
        .isInstanceOfAny(
            IllegalArgumentException.class,
            IndexOutOfBoundsException.class,
            IllegalStateException.class)
        .hasMessage(wrong.message());
  }

  /// The names of all methods with parameters; with the types of these where names are shared.
  private static Set<String> methods(List<Class<?>> types, boolean qualified) {
    List<Method> found =
        types.stream()
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(m -> !m.isBridge() && m.getDeclaringClass() != Object.class)
            .toList();
    Set<String> names = new TreeSet<>();
    for (Method method : found) {
      if (method.getParameterCount() > 0) {
        String owner = qualified ? method.getDeclaringClass().getSimpleName() + "." : "";
        String parameters =
            Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", "(", ")"));
        boolean shared = found.stream().filter(m -> overloads(m, method)).count() > 1;
        names.add(owner + method.getName() + (shared ? parameters : ""));
      }
    }
    return names;
  }

  private static boolean overloads(Method one, Method other) {
    boolean sameOwner =
        TENSORS.contains(other.getDeclaringClass())
            || one.getDeclaringClass() == other.getDeclaringClass();
    return sameOwner && one.getName().equals(other.getName()) && one.getParameterCount() > 0;
  }

  @Test
  void everyMethodThatTakesArgumentsIsTried() {
    Set<String> tried = cases().stream().map(ErrorCase::method).collect(Collectors.toSet());
    Set<String> all = methods(TENSORS, false);
    all.addAll(methods(OPTIONS, true));
    assertThat(all).as("no stale names").containsAll(CANNOT_FAIL);
    assertThat(tried).as("what cannot fail does not").doesNotContainAnyElementsOf(CANNOT_FAIL);
    all.removeAll(tried);
    all.removeAll(CANNOT_FAIL);
    assertThat(all).as("forgotten").isEmpty();
  }

  @Test
  void everyTextHasOneForm() {
    for (ErrorCase wrong : cases()) {
      assertThat(wrong.message())
          .as(wrong.name())
          .matches("\\w+: .+, but .+[.?]|\\w+: \\w+ is for storage only\\. Convert first: .+\\.");
    }
  }

  @Test
  void aRefusedCallDrawsNoRandomNumbers() {
    Rng rng = Rng.of(7);
    Tensor x = Tensor.ones(4).to(DType.BFLOAT16);
    List<ErrorCase.Call> calls =
        List.of(
            () -> x.dropout(0.5, rng),
            () -> x.dropout(2, rng),
            () -> x.dropout(0.5, Axes.of(3), rng),
            () -> x.vanillaDropout(0.5, rng),
            () -> x.alphaDropout(0.5, rng),
            () -> x.gaussianDropout(1, rng),
            () -> x.dropBlock2d(0.5, 0, rng),
            () -> x.selfAttention(1, 1, AttentionOptions.DEFAULT.withDropout(0.5), rng),
            () -> RandomTensors.uniform(rng, 2, 1, 3),
            () -> RandomTensors.uniform(rng, 0, 1, -3),
            () -> RandomTensors.normal(rng, 0, -1, Shape.of(3)),
            () -> RandomTensors.normal(DType.INT64, rng, 0, 1, 3),
            () -> RandomTensors.bernoulli(rng, 2, 3),
            () -> RandomTensors.integers(rng, 1, 1, 3),
            () -> RandomTensors.gamma(rng, Tensor.of(-1), 3),
            () -> RandomTensors.gamma(rng, Tensor.of(1), -3),
            () -> RandomTensors.poisson(rng, Tensor.of(-1), 3),
            () -> RandomTensors.categorical(rng, Tensor.of(Float.NaN), 3));
    for (ErrorCase.Call call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }
    assertThat(RandomTensors.uniform(rng, 0, 1, 3))
        .isEqualTo(RandomTensors.uniform(Rng.of(7), 0, 1, 3));
  }
}

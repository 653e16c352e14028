package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation refuses what does not fit: with the rule, what was given, and by name.
class ErrorsTest {
  /// Methods that take arguments of which none is wrong.
  private static final Set<String> CANNOT_FAIL =
      Set.of(
          "affine",
          "allClose",
          "allocate",
          "computable",
          "equals",
          "real",
          "scalar",
          "to",
          "wait",
          "withNode");

  static List<ErrorCase> cases() {
    return Stream.of(
            ShapeErrors.CASES,
            ReductionErrors.CASES,
            IndexingErrors.CASES,
            ProductErrors.CASES,
            ElementwiseErrors.CASES,
            NetworkErrors.CASES,
            CreationErrors.CASES)
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

  private static Stream<Method> methods() {
    return Stream.of(Tensor.class, Tensors.class, RandomTensors.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(m -> !Modifier.isVolatile(m.getModifiers()) && m.getParameterCount() > 0);
  }

  @Test
  void everyMethodThatTakesArgumentsIsTried() {
    Set<String> tried = cases().stream().map(ErrorCase::method).collect(Collectors.toSet());
    Set<String> forgotten =
        methods().map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    assertThat(forgotten).containsAll(CANNOT_FAIL);
    forgotten.removeAll(tried);
    forgotten.removeAll(CANNOT_FAIL);
    assertThat(forgotten).isEmpty();
  }
}

package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import octavo.autograd.Derivatives;
import octavo.autograd.Graph;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every operation is on the list of cases: one that is forgotten fails here.
class OperationListTest {
  /// Comparisons and index searches give no real numbers, so no graph records them, and a conversion
  /// rounds away what a difference quotient looks at; they are checked in `NonDifferentiableTest`. A draw is
  /// differentiated at its quantile, which no difference of draws shows; see `ImplicitGradientTest`.
  private static final Set<String> CHECKED_ELSEWHERE =
      Set.of(
          "Compare",
          "Classify",
          "ArgExtremum",
          "BoxArgMax",
          "RoiArgMax",
          "Cast",
          "Draw",
          "DirichletDraw");

  /// Recording a second derivative needs the third of the function, which these lack.
  private static final Set<String> THIRD_ENDS = Set.of("gammainc", "gammaincc");

  @Test
  void everyOperationHasACase() throws IOException, URISyntaxException {
    Set<String> seen = new TreeSet<>(CHECKED_ELSEWHERE);
    for (OperationCase c : OperationCases.all()) {
      Tensor[] tracked = Stream.of(c.inputs()).map(Tensor::tracked).toArray(Tensor[]::new);
      Tensor y = c.apply(tracked).sum();
      note(y, seen);
      // operations that only a first or second derivative makes, such as adjoints
      for (Tensor dx : gradients(y, tracked, c.second())) {
        note(dx, seen);
        if (c.second() && dx.isTracked() && !THIRD_ENDS.contains(c.name())) {
          gradients(dx.square().sum(), tracked, true).forEach(second -> note(second, seen));
        }
      }
    }
    assertThat(seen).containsAll(operations());
  }

  private static List<Tensor> gradients(Tensor y, Tensor[] xs, boolean record) {
    List<Tensor> found = new ArrayList<>();
    for (@Nullable Tensor dx :
        Derivatives.gradientsOrNull(y, y.stopGradient().onesLike(), record, xs)) {
      if (dx != null) {
        found.add(dx);
      }
    }
    return found;
  }

  private static void note(Tensor y, Set<String> seen) {
    for (Operation operation : Graph.operations(y)) {
      seen.add(operation.getClass().getSimpleName());
    }
  }

  /// The names of all classes of the package that implement [Operation].
  private static Set<String> operations() throws IOException, URISyntaxException {
    Set<String> names = new LinkedHashSet<>();
    Path folder =
        Path.of(Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("octavo/op");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = load("octavo.op." + name);
        if (Operation.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          names.add(type.getSimpleName());
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(40);
    return names;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import octavo.analysis.NetworkGraph;
import octavo.analysis.NetworkGraph.Node;
import octavo.analysis.OperationCost;
import octavo.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation has a cost: one that is on the list of cases and has no rule for it fails here.
class OperationCostsTest {
  /// Look at numbers, to refuse those that are out of range, or track them.
  private static final Set<String> NO_TRACE =
      Set.of("binaryCrossEntropy", "gaussianNll", "checkpoint with parameter");

  static Iterable<OperationCase> cases() {
    return OperationCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void costsAreKnown(OperationCase c) {
    boolean traced = false;
    for (int i = 0; i < c.inputs().length; i++) {
      Optional<NetworkGraph> graph = graph(c, i);
      traced |= graph.isPresent();
      graph.ifPresent(g -> g.nodes().stream().skip(1).forEach(OperationCostsTest::check));
    }
    assertThat(traced || NO_TRACE.contains(c.name())).isTrue();
  }

  /// The graph of the case as a function of one input; empty if numbers of it are read, or not read at all.
  private static Optional<NetworkGraph> graph(OperationCase c, int at) {
    Tensor[] inputs = c.inputs().clone();
    try {
      return Optional.of(
          NetworkGraph.of(
              (x, mode) -> {
                inputs[at] = x;
                return c.apply(inputs);
              },
              inputs[at]));
    } catch (IllegalArgumentException | IllegalStateException e) {
      assertThat(e)
          .hasMessageMatching("(trace|tracked|NetworkGraph): .* must (not|depend on the input).*");
      return Optional.empty();
    }
  }

  private static void check(Node node) {
    Operation operation = node.operation().orElseThrow();
    assertThat(OperationCost.isKnown(operation)).as(operation.name()).isTrue();
    assertThat(node.flops()).as(node.name()).isGreaterThanOrEqualTo(2 * node.multiplyAdds());
    if (operation instanceof ViewOp) {
      assertThat(node.flops() + node.bytes()).as(node.name()).isZero();
    } else if (node.shape().elements() > 0) {
      assertThat(node.bytes()).as(node.name()).isPositive();
    }
  }
}

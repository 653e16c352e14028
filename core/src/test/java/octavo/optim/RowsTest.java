package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import octavo.autograd.Gradients;
import octavo.nn.Embedding;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients that touch few rows of an embedding.
class RowsTest {
  private static final Mode MODE = Mode.training(Rng.of(1));

  static List<OptimizerCases.Case> elementwise() {
    return OptimizerCases.all().stream()
        .filter(one -> Chains.isElementwise(one.make().apply(0.1).chain()))
        .toList();
  }

  private static Gradients lookUp(Embedding e, Tensor words) {
    return e.forward(words, MODE).square().sum().gradients();
  }

  /// Rows 1 and 3 as if they were all there is, the others and their state untouched.
  @ParameterizedTest
  @MethodSource("elementwise")
  void onlyTouchedRowsMove(OptimizerCases.Case one) {
    Embedding e = Embedding.create(5, 3, Rng.of(2));
    Parameter weight = e.weight();
    Tensor start = weight.tensor().copy();
    Tensor touched = Tensors.of(new long[] {1, 3}, 2);
    Parameter part = Parameter.of(start.indexSelect(0, touched));
    Tensor words = Tensors.of(new long[] {3, 1, 3, 3}, 2, 2);
    Optimizer byNumber = one.make().apply(0.1).create(Map.of("w", weight));
    Optimizer small = one.make().apply(0.1).create(Map.of("w", part));
    Embedding again = new Embedding(Parameter.of(start));
    Optimizer bySight = one.make().apply(0.1).withLazyRows().create(Map.of("w", again.weight()));
    for (int i = 0; i < 3; i++) {
      Gradients g = lookUp(e, words);
      small.step(Map.of(part, g.of(weight).indexSelect(0, touched)));
      byNumber.step(g, Map.of(weight, words));
      bySight.step(lookUp(again, words));
    }
    assertThat(weight.tensor().indexSelect(0, touched)).isEqualTo(part.tensor());
    Tensor others = Tensors.of(new long[] {0, 2, 4}, 3);
    assertThat(weight.tensor().indexSelect(0, others)).isEqualTo(start.indexSelect(0, others));
    assertThat(again.weight().tensor()).isEqualTo(weight.tensor());
    assertThat(bySight.state()).isEqualTo(byNumber.state());
    small
        .state()
        .forEach((name, t) -> {
          if (t.rank() == 2) {
            Tensor all = byNumber.state().get(name);
            assertThat(all.indexSelect(0, touched)).as(name).isEqualTo(t);
          }
        });
  }

  @Test
  void adjacentRowsAreOneRun() {
    Tensor rows = Tensors.of(new long[] {4, 0, 1, 1, 4, 2}, 6);
    RowSet set = RowSet.of("w", Shape.of(5, 10), rows);
    assertThat(set.bounds()).containsExactly(0, 30, 40, 50);
  }

  @Test
  void vectorsHaveRowsOfOneNumber() {
    Parameter p = Parameter.of(Tensor.of(1f, 2f, 3f));
    Optimizer optimizer = Optimizers.sgd(1).create(Map.of("p", p));
    Gradients g = p.tracked().sum().gradients();
    optimizer.step(g, Map.of(p, Tensors.of(new long[] {2}, 1)));
    assertThat(p.tensor()).isEqualTo(Tensor.of(1f, 2f, 2f));
  }
}

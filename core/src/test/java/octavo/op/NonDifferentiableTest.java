package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.kernel.elementwise.Comparison;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Operations whose results are truth values or indices.
class NonDifferentiableTest {
  private static final double[] VALUES = {
    -1, 0, -0.0, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2
  };

  @Test
  void comparisonsFollowTheirDefinition() {
    Tensor a = Tensors.of(VALUES, 8, 1);
    Tensor b = Tensors.of(VALUES, 8);
    for (Comparison c : Comparison.values()) {
      Tensor y =
          switch (c) {
            case EQUAL -> a.equalTo(b);
            case NOT_EQUAL -> a.notEqualTo(b);
            case LESS -> a.less(b);
            case LESS_EQUAL -> a.lessEqual(b);
            case GREATER -> a.greater(b);
            case GREATER_EQUAL -> a.greaterEqual(b);
          };
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
          assertThat(y.get(i, j) != 0).isEqualTo(c.test(VALUES[i], VALUES[j]));
        }
      }
      assertThat(y.isTracked()).isFalse();
    }
  }

  @Test
  void kindsOfNumbers() {
    Tensor x = Tensors.of(VALUES, 8);
    assertThat(x.isNaN().toBooleanArray())
        .containsExactly(false, false, false, false, true, false, false, false);
    assertThat(x.isInfinite().toBooleanArray())
        .containsExactly(false, false, false, false, false, true, true, false);
    assertThat(x.isFinite().toBooleanArray())
        .containsExactly(true, true, true, true, false, false, false, true);
    assertThat(x.truth().toBooleanArray())
        .containsExactly(true, false, false, true, true, true, true, true);
    assertThat(x.logicalNot().sum().item()).isEqualTo(2);
    assertThat(x.any().item()).isEqualTo(1);
    assertThat(x.all().item()).isZero();
  }

  @Test
  void placesOfExtremes() {
    Tensor x = Tensors.of(new double[] {3, 1, 4, 1, 5, 5, 2, 5}, 2, 4);
    assertThat(x.argMax(1).toLongArray()).containsExactly(2, 0);
    assertThat(x.argMin(-1).toLongArray()).containsExactly(1, 2);
    assertThat(x.argMax(0).toLongArray()).containsExactly(1, 1, 0, 1);
    assertThat(Tensors.of(VALUES, 8).argMax(0).item()).isEqualTo(4);
  }

  @Test
  void aConversionPassesTheGradientInTheOldType() {
    Tensor x = Tensors.of(new double[] {1.25, -2}, 2).tracked();
    Tensor dx = x.to(DType.FLOAT32).square().sum().gradients().of(x);
    assertThat(dx).isEqualTo(Tensors.of(new double[] {2.5, -4}, 2));
    assertThat(x.to(DType.INT64).toLongArray()).containsExactly(1, -2);
    assertThat(x.to(DType.INT64).isTracked()).isFalse();
  }
}

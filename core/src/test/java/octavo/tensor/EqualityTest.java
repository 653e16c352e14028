package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.storage.DType;
import org.junit.jupiter.api.Test;

class EqualityTest {
  @Test
  void equalMeansTypeShapeAndNumbers() {
    Tensor x = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(x).isEqualTo(x.copy()).hasSameHashCodeAs(x.copy());
    assertThat(x.transpose()).isNotEqualTo(x);
    assertThat(x.transpose().transpose()).isEqualTo(x);
    assertThat(x.transpose()).isEqualTo(Tensors.of(new float[] {1, 3, 2, 4}, 2, 2));
    assertThat(x.transpose()).hasSameHashCodeAs(Tensors.of(new float[] {1, 3, 2, 4}, 2, 2));
    assertThat(x).isNotEqualTo(x.flatten());
    assertThat(x).isNotEqualTo(x.to(DType.FLOAT64));
  }

  @Test
  void closeAllowsAnErrorButNoNaN() {
    Tensor x = Tensor.of(1, 100, Float.POSITIVE_INFINITY);
    assertThat(x.allClose(Tensor.of(1.0001f, 100.01f, Float.POSITIVE_INFINITY), 2e-4, 0)).isTrue();
    assertThat(x.allClose(Tensor.of(1.001f, 100, Float.POSITIVE_INFINITY), 2e-4, 0)).isFalse();
    assertThat(x.allClose(Tensor.of(1, 100, 3e38f), 1e9, 1e9)).isFalse();
    assertThat(x.allClose(Tensor.of(1, 100), 1, 1)).isFalse();
    Tensor nan = Tensor.of(Float.NaN);
    assertThat(nan.allClose(nan, 1, 1)).isFalse();
  }

  @Test
  void aTrackedTensorEqualsItsNumbers() {
    assertThat(Tensor.of(1, 2).tracked()).isEqualTo(Tensor.of(1, 2));
  }
}

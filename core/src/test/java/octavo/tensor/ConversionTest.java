package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.storage.DType;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static float through(DType type, float x) {
    return Tensor.of(x).to(type).to(DType.FLOAT32).toFloatArray()[0];
  }

  @Test
  void bfloat16RoundsToTheNearestAndTiesToEven() {
    assertThat(through(DType.BFLOAT16, 1 + 0x1p-8f)).isEqualTo(1); // a tie, to even
    assertThat(through(DType.BFLOAT16, 1 + 0x3p-8f)).isEqualTo(1 + 0x1p-6f); // a tie, to even
    assertThat(through(DType.BFLOAT16, 1 + 0x1.01p-8f)).isEqualTo(1 + 0x1p-7f);
    assertThat(through(DType.BFLOAT16, Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(through(DType.BFLOAT16, 0x1p-133f)).isEqualTo(0x1p-133f);
    assertThat(through(DType.BFLOAT16, Float.NaN)).isNaN();
    assertThat(through(DType.BFLOAT16, Float.intBitsToFloat(0x7f800001))).isNaN();
  }

  @Test
  void float16FollowsTheStandard() {
    float[] values = {1 + 0x1p-11f, 65504, 65519.99f, 65520, 0x1p-24f, 0x1p-25f, -1 / 3f, 1e-8f};
    for (float x : values) {
      assertThat(through(DType.FLOAT16, x))
          .isEqualTo(Float.float16ToFloat(Float.floatToFloat16(x)));
    }
    assertThat(through(DType.FLOAT16, 65520)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(through(DType.FLOAT16, Float.NaN)).isNaN();
  }

  @Test
  void integersAreCutTowardZeroAndKeptInTheirRange() {
    Tensor x = Tensor.of(-1.9f, -0.5f, 2.9f, 300, -300);
    assertThat(x.to(DType.INT64).toLongArray()).containsExactly(-1, 0, 2, 300, -300);
    assertThat(x.to(DType.INT8).toLongArray()).containsExactly(-1, 0, 2, 127, -128);
    assertThat(x.to(DType.UINT8).toLongArray()).containsExactly(0, 0, 2, 255, 0);
    assertThat(Tensor.of(Float.NaN).to(DType.INT64).toLongArray()).containsExactly(0);
    assertThat(Tensor.of(1e30f).to(DType.INT64).toLongArray()).containsExactly(Long.MAX_VALUE);
  }

  @Test
  void truthIsWhatIsNotZero() {
    assertThat(Tensor.of(0, -0f, 2, Float.NaN).to(DType.BOOL).toBooleanArray())
        .containsExactly(false, false, true, true);
    assertThat(Tensors.of(new boolean[] {true}, 1).to(DType.FLOAT32).toFloatArray())
        .containsExactly(1);
  }

  @Test
  void largeIntegersSurvive() {
    long[] large = {(1L << 53) + 1, Long.MIN_VALUE};
    assertThat(Tensors.of(large, 2).reshape(2, 1).copy().toLongArray()).containsExactly(large);
    assertThat(Tensors.of(large, 2).to(DType.INT64).add(Tensors.of(new long[2], 2)).toLongArray())
        .containsExactly(large);
  }

  @Test
  void viewsConvertElementByElement() {
    Tensor x = Tensors.arange(6).reshape(2, 3).transpose().to(DType.FLOAT64);
    assertThat(x.toDoubleArray()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(x.to(DType.FLOAT64)).isSameAs(x);
  }
}

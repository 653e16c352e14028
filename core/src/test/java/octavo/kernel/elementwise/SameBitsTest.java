package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The vector forms give the same bits for any vector length: the checksum of many results is a
/// constant, and the build runs this test with vectors of 16, 8 and 4 floats. Whoever changes a
/// form on purpose puts the new checksum here, once all lengths agree on it.
@Tag("simd")
class SameBitsTest {
  private static final float[] X = Samples.mixed(15_000, 31);
  private static final float[] DY = Samples.moderate(15_000, 32);

  private static List<UnaryFunction> withForm(Class<?> forms) {
    List<String> names = Stream.of(forms.getDeclaredMethods()).map(Method::getName).toList();
    return Stream.of(UnaryFunction.values()).filter(f -> names.contains(f.label())).toList();
  }

  @Test
  void valuesHaveTheSameBitsForAnyVectorLength() {
    CRC32 sum = new CRC32();
    for (UnaryFunction f : withForm(SimdUnaryForms.class)) {
      float[] y = new float[X.length];
      new SimdElementwise().unary(f, Samples.view(X), Samples.view(y));
      add(sum, y);
    }
    assertThat(Long.toHexString(sum.getValue())).isEqualTo("6aa21c9a");
  }

  @Test
  void derivativesHaveTheSameBitsForAnyVectorLength() {
    CRC32 sum = new CRC32();
    for (UnaryFunction f : withForm(SimdDerivativeForms.class)) {
      float[] dx = new float[X.length];
      new SimdElementwise().unaryBackward(f, Samples.view(X), Samples.view(DY), Samples.view(dx));
      add(sum, dx);
    }
    assertThat(Long.toHexString(sum.getValue())).isEqualTo("890f10ba");
  }

  @Test
  void theseFunctionsHaveNoVectorForm() {
    List<UnaryFunction> forms = withForm(SimdUnaryForms.class);
    assertThat(Stream.of(UnaryFunction.values()).filter(f -> !forms.contains(f)))
        .containsExactly(
            UnaryFunction.TAN,
            UnaryFunction.ASIN,
            UnaryFunction.ACOS,
            UnaryFunction.ATAN,
            UnaryFunction.ASINH,
            UnaryFunction.ACOSH,
            UnaryFunction.ATANH,
            UnaryFunction.LGAMMA,
            UnaryFunction.DIGAMMA,
            UnaryFunction.TRIGAMMA,
            UnaryFunction.TETRAGAMMA,
            UnaryFunction.PENTAGAMMA);
  }

  static void add(CRC32 sum, float[] y) {
    for (float value : y) {
      int bits = Float.floatToIntBits(value); // all NaN as one
      for (int shift = 0; shift < 32; shift += 8) {
        sum.update(bits >>> shift);
      }
    }
  }
}

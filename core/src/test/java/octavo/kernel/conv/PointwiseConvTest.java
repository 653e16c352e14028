package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Kernels as large as the image: products of whole images.
@Tag("simd")
class PointwiseConvTest {
  private static ConvGeometry geometry(int batch, int in, int height, int width, int out, int pad) {
    return new ConvGeometry(
        batch, in, height, width, out, height, width, 2, 3, pad, 0, 0, 0, 1, 1, /* groups= */ 1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 4, 4, 5",
    "2, 17, 1, 1, 33",
    "7, 5, 3, 2, 1",
    "33, 1, 7, 5, 40",
    "64, 20, 4, 4, 9"
  })
  void equalTheDefinition(int batch, int in, int height, int width, int out) {
    ConvGeometry g = geometry(batch, in, height, width, out, 0);
    ConvMethod method = new PointwiseConv();
    for (ConvPass pass : ConvPass.values()) {
      assertThat(method.reasonToRefuse(pass, g)).isNull();
    }
    ConvMethodsTest.check(method, g, new Random(5), /* threads= */ 3);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void paddingIsNoPartOfTheImage(int pad) {
    assertThat(new PointwiseConv().reasonToRefuse(ConvPass.FORWARD, geometry(2, 3, 4, 4, 5, pad)))
        .isEqualTo("the kernel must be 1×1");
  }
}

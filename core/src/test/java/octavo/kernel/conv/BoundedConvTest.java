package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import octavo.kernel.Parallel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Methods that see a few images, or windows of an image, at a time.
@Tag("simd")
class BoundedConvTest {
  private static int pick(Random r, int... values) {
    return values[r.nextInt(values.length)];
  }

  private static ConvGeometry geometry(Random r, boolean pointwise) {
    int groups = pick(r, 1, 1, 2, 9);
    int kernel = pointwise ? 1 : pick(r, 1, 2, 3, 3, 5);
    int stride = pointwise ? 1 : pick(r, 1, 1, 2, 3);
    int dilation = pick(r, 1, 1, 2);
    int reach = (kernel - 1) * dilation + 1;
    int pad = pointwise ? 0 : r.nextInt(reach + 1);
    int height = pick(r, 1, 3, 20) + reach - 1;
    int width = pick(r, 1, 7, 20, 200) + reach - 1;
    return new ConvGeometry(
        pick(r, 1, 1, 2, 5),
        groups * pick(r, 1, 2, 5),
        height,
        width,
        groups * pick(r, 1, 3, 12, 33),
        kernel,
        kernel,
        stride,
        stride,
        pad,
        r.nextInt(pad + 1),
        r.nextInt(pad + 1),
        pad,
        dilation,
        dilation,
        groups);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "direct-channels", "pointwise"})
  void equalsTheDefinition(String label) {
    ConvMethod method =
        new ConvPlanner(true)
            .methods().stream().filter(m -> m.label().equals(label)).findFirst().orElseThrow();
    Random r = new Random(5);
    int before = Parallel.threads();
    try {
      for (int round = 0; round < 60; round++) {
        ConvGeometry g = geometry(r, label.equals("pointwise"));
        long room = pick(r, 1, 500, 5_000, 50_000);
        ConvMethodsTest.check(new BoundedConv(method, room), g, r, 3);
      }
    } finally {
      Parallel.setThreads(before);
    }
  }

  /// What memory says it needs must not be less than what it takes, or the parts are too large.
  @Test
  void nothingIsCutThatFits() {
    List<ConvMethod> methods = new ConvPlanner(true).methods();
    ConvGeometry small = new ConvGeometry(8, 16, 28, 28, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    for (ConvMethod method : methods) {
      for (ConvPass pass : ConvPass.values()) {
        if (method.reasonToRefuse(pass, small) == null) {
          assertThat(method.memory(pass, small))
              .isBetween(0L, BoundedConv.of(method, small).room());
        }
      }
    }
  }
}

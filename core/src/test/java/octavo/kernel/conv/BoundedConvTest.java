package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    for (int round = 0; round < 60; round++) {
      ConvGeometry g = geometry(r, label.equals("pointwise"));
      long room = pick(r, 1, 500, 5_000, 50_000);
      ConvMethodsTest.check(new BoundedConv(method, room), g, r, 3);
    }
  }

  /// The sums of earlier images must not lie where a method puts what it rearranges of later ones: products for each
  /// tap, sums for each tap of ranges of pixels, and squares of Winograd's.
  @ParameterizedTest
  @CsvSource({
    "direct, 32, 4, 32, 8, 15, 4",
    "direct, 40, 1, 8, 33, 30, 1",
    "winograd-4x4, 9, 1, 24, 24, 34, 1"
  })
  void weightGradientsOfPartsAreAddedUp(
      String label, int batch, int groups, int in, int out, int size, int stride) {
    ConvMethod method =
        new ConvPlanner(true)
            .methods().stream().filter(m -> m.label().equals(label)).findFirst().orElseThrow();
    ConvGeometry g =
        new ConvGeometry(
            batch,
            groups * in,
            size,
            size,
            groups * out,
            3,
            3,
            stride,
            stride,
            1,
            1,
            1,
            1,
            1,
            1,
            groups);
    long third = method.memory(ConvPass.WEIGHT, g) / 3 + 1;
    ConvMethodsTest.check(new BoundedConv(method, third), g, new Random(3), 3);
  }

  /// The definition, which says that two images need more memory than three.
  private static final class OddMemory implements ConvMethod {
    private final ScalarConv definition = new ScalarConv();

    @Override
    public String label() {
      return "odd";
    }

    @Override
    public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
      return null;
    }

    @Override
    public double work(ConvPass pass, ConvGeometry g) {
      return 1;
    }

    @Override
    public long memory(ConvPass pass, ConvGeometry g) {
      return g.batch() % 2 == 0 ? 100 : 1;
    }

    @Override
    public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
      definition.forward(g, x, w, bias, y);
    }

    @Override
    public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
      definition.inputGradient(g, dy, w, dx);
    }

    @Override
    public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
      definition.weightGradient(g, x, dy, dw);
    }
  }

  /// A last part of fewer images may need more memory than the others, as methods choose by the number of pixels. It
  /// must not be cut again, into the place where the sums of its own parts are.
  @Test
  void weightGradientsOfALastPartThatNeedsMore() {
    ConvGeometry g = new ConvGeometry(8, 2, 5, 5, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    ConvMethodsTest.check(new BoundedConv(new OddMemory(), 10), g, new Random(3), 3);
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

  /// The numbers of planes by channel as pixels by plane, or back.
  private static float[] turned(float[] from, int batch, int rows, int columns) {
    float[] to = new float[from.length];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          to[(b * columns + j) * rows + i] = from[(b * rows + i) * columns + j];
        }
      }
    }
    return to;
  }

  private static View view(float[] numbers) {
    return View.of(new FloatStorage(numbers), numbers.length);
  }

  private static float[] numbers(Random r, int count, boolean absolute) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      float value = (float) r.nextGaussian();
      numbers[i] = absolute ? Math.abs(value) : value;
    }
    return numbers;
  }

  /// Results of the three passes of one convolution, in the order of `y`, `dx`, `dw`.
  private static float[][] passes(ConvGeometry g, boolean last, boolean absolute) {
    Random r = new Random(7);
    ConvPlanner planner = new ConvPlanner(true);
    float[] x = numbers(r, g.inputs(), absolute);
    float[] dy = numbers(r, g.outputs(), absolute);
    View w = view(numbers(r, g.outChannels() * g.filter(), absolute));
    int in = g.inHeight() * g.inWidth();
    int out = g.outHeight() * g.outWidth();
    ConvChoice choice = new ConvChoice(null, false, last);
    View a = view(last ? turned(x, g.batch(), g.inChannels(), in) : x);
    View b = view(last ? turned(dy, g.batch(), g.outChannels(), out) : dy);
    float[] y = new float[g.outputs()];
    float[] dx = new float[g.inputs()];
    float[] dw = new float[w.count()];
    java.util.Arrays.fill(dx, 77);
    planner.forward(g, choice, a, w, null, view(y));
    planner.inputGradient(g, choice, b, w, view(dx));
    planner.weightGradient(g, choice, a, b, view(dw));
    return new float[][] {
      last ? turned(y, g.batch(), out, g.outChannels()) : y,
      last ? turned(dx, g.batch(), in, g.inChannels()) : dx,
      dw
    };
  }

  /// A sum of `n` products in any order is within `4·u·√n` of the sum of their absolute values, and so is
  /// another.
  @ParameterizedTest
  @CsvSource({
    "1, 3, 401, 700, 6, 3, 1, 1",
    "2, 4, 600, 601, 5, 3, 2, 1",
    "1, 2, 700, 1000, 7, 5, 3, 4",
    "1, 2, 1, 300000, 3, 1, 2, 0"
  })
  void channelsLastInPiecesOfAnImage(
      int batch, int in, int height, int width, int out, int kernel, int stride, int pad) {
    ConvGeometry g =
        new ConvGeometry(
            batch, in, height, width, out, kernel, kernel, stride, stride, pad, pad, pad, pad, 1, 1,
            1);
    assertThat(g.image() + g.results()).isGreaterThan(1 << 20);
    float[][] expected = passes(g, /* last= */ false, /* absolute= */ false);
    float[][] most = passes(g, /* last= */ false, /* absolute= */ true);
    float[][] found = passes(g, /* last= */ true, /* absolute= */ false);
    int[] terms = {g.filter(), g.groupOut() * kernel * kernel, g.outputs() / out};
    for (int p = 0; p < terms.length; p++) {
      double unit = 2 * 4 * 0x1p-24 * Math.sqrt(terms[p]);
      for (int i = 0; i < found[p].length; i++) {
        if (!(Math.abs(found[p][i] - expected[p][i]) <= unit * most[p][i])) {
          assertThat(found[p][i]).as("pass %d at %d", p, i).isEqualTo(expected[p][i]);
        }
      }
    }
  }
}

package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Depthwise convolution on the shapes at which its loops change: widths around one and two vectors,
/// strides, dilations, paddings of each side, several filters for a channel.
@Tag("simd")
class DepthwiseConvTest {
  private static final int[] WIDTHS = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 34, 63, 65};
  private static final int[] THREADS = {1, 2, 3, 7};

  /// What does not follow from the width.
  record Case(int kernel, int stride, int dilation, int filters, int[] padding) {
    ConvGeometry geometry(int batch, int channels, int height, int width) {
      return new ConvGeometry(
          batch,
          channels,
          height,
          width,
          channels * filters,
          kernel,
          kernel,
          stride,
          stride,
          padding[0],
          padding[1],
          padding[2],
          padding[3],
          dilation,
          dilation,
          channels);
    }

    boolean fits(int height, int width) {
      int extent = 1 + dilation * (kernel - 1);
      return extent <= height + padding[0] + padding[2]
          && extent <= width + padding[1] + padding[3];
    }
  }

  static List<Case> cases() {
    int[][] paddings = {
      {0, 0, 0, 0},
      {1, 1, 1, 1},
      {0, 0, 1, 1},
      {1, 0, 0, 2},
      {0, 1, 2, 0},
      {2, 2, 2, 2},
      {1, 3, 3, 1}
    };
    List<Case> cases = new ArrayList<>();
    for (int[] padding : paddings) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int filters = 1; filters <= 2; filters++) {
          cases.add(new Case(3, stride, 1, filters, padding));
        }
        cases.add(new Case(3, stride, 2, 1, padding));
        cases.add(new Case(5, stride, 1, 1, padding));
        cases.add(new Case(7, stride, 1, 2 - stride % 2, padding));
      }
      cases.add(new Case(1, 1, 1, 1, padding));
      cases.add(new Case(3, 1, 3, 1, padding));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsTheDefinitionAtEveryWidth(Case c) {
    Random r = new Random(7);
    for (int k = 0; k < WIDTHS.length; k++) {
      int height = 1 + r.nextInt(12) + (c.kernel() == 7 ? 8 : 0);
      if (c.fits(height, WIDTHS[k])) {
        ConvGeometry g = c.geometry(1 + r.nextInt(2), 2 + r.nextInt(20), height, WIDTHS[k]);
        ConvMethodsTest.check(new DepthwiseConv(), g, r, THREADS[k % THREADS.length]);
      }
    }
  }

  /// Loops that are chosen by the rows of the kernel and of the step, with other columns.
  @Test
  void kernelsAndStepsNeedNotBeSquare() {
    Random r = new Random(9);
    int[][] shapes = {
      {7, 3, 1, 2}, {7, 2, 2, 1}, {7, 1, 2, 3}, {5, 1, 2, 1}, {5, 7, 2, 2}, {5, 4, 2, 3}
    };
    for (int[] shape : shapes) {
      for (int width : WIDTHS) {
        int columns = Math.max(shape[1], width);
        ConvGeometry g =
            new ConvGeometry(
                1, 3, 20, columns, 3, shape[0], shape[1], shape[2], shape[3], 2, 1, 1, 0, 1, 1, 3);
        ConvMethodsTest.check(new DepthwiseConv(), g, r, /* threads= */ 2);
      }
    }
  }

  /// A phase of the stride sees 3 of 15 taps of each of 5 filters, which are as many as a filter has.
  @Test
  void someTapsOfManyFiltersAreNoFilter() {
    ConvGeometry g = new ConvGeometry(2, 2, 17, 13, 10, 5, 3, 2, 3, 0, 1, 0, 2, 1, 1, 2);
    ConvMethodsTest.check(new DepthwiseConv(), g, new Random(10), /* threads= */ 2);
  }

  @Test
  void manyChannelsHaveTheSameBitsOnAnyNumberOfThreads() {
    Random r = new Random(8);
    for (int stride = 1; stride <= 2; stride++) {
      for (int threads : THREADS) {
        Case c = new Case(3, stride, 1, 1, new int[] {1, 1, 1, 1});
        ConvMethodsTest.check(new DepthwiseConv(), c.geometry(1, 37, 40, 57), r, threads);
      }
    }
  }

  private static View view(float[] values) {
    return View.of(new FloatStorage(values), values.length);
  }

  /// What a vector reads beyond its row, and beyond its plane, must not matter, not even NaN.
  @Test
  void aNumberThatIsNoneStaysInItsWindow() {
    for (int stride = 1; stride <= 2; stride++) {
      for (int size : new int[] {7, 18, 37}) {
        Case c = new Case(3, stride, 1, 1, new int[] {1, 1, 1, 1});
        ConvGeometry g = c.geometry(1, 3, size, size);
        float[] x = new float[g.inputs()];
        int plane = size * size;
        java.util.Arrays.fill(x, 0, plane, Float.NaN);
        java.util.Arrays.fill(x, 2 * plane, 3 * plane, Float.NaN);
        x[plane + 2 * size] = Float.POSITIVE_INFINITY;
        float[] w = new float[27];
        java.util.Arrays.fill(w, 1);
        float[] y = new float[g.outputs()];
        new DepthwiseConv().forward(g, view(x), view(w), null, view(y));
        int out = g.outHeight() * g.outWidth();
        for (int q = 0; q < out; q++) {
          int row = q / g.outWidth() * stride;
          int column = q % g.outWidth() * stride;
          boolean sees = Math.abs(row - 2) <= 1 && column <= 1;
          assertThat(y[out + q]).isEqualTo(sees ? Float.POSITIVE_INFINITY : 0);
        }
        float[] dx = new float[g.inputs()];
        java.util.Arrays.fill(y, 1);
        java.util.Arrays.fill(y, 0, out, Float.NaN);
        java.util.Arrays.fill(y, 2 * out, 3 * out, Float.NaN);
        new DepthwiseConv().inputGradient(g, view(y), view(w), view(dx));
        float[] dw = new float[27];
        x[plane + 2 * size] = 0;
        new DepthwiseConv().weightGradient(g, view(x), view(y), view(dw));
        for (int q = 0; q < plane; q++) {
          assertThat(dx[plane + q]).isFinite();
        }
        assertThat(java.util.Arrays.copyOfRange(dw, 9, 18)).containsOnly(0f);
      }
    }
  }

  @Test
  void theEstimateOfThreeByThreeIsTheLowest() {
    for (ConvPass pass : ConvPass.values()) {
      for (int stride = 1; stride <= 2; stride++) {
        Case c = new Case(3, stride, 1, 1, new int[] {1, 1, 1, 1});
        for (int size : new int[] {7, 14, 28, 56, 112}) {
          assertThat(new ConvPlanner(true).explain(pass, c.geometry(1, 96, size, size)))
              .filteredOn(ConvPlanner.Verdict::taken)
              .extracting(ConvPlanner.Verdict::label)
              .containsExactly("depthwise");
        }
      }
    }
  }
}

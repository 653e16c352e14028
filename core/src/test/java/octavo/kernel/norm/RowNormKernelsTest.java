package octavo.kernel.norm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.kernel.norm.NormKernels.Groups;
import octavo.kernel.row.Rows;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Group and RMS norm.
@Tag("simd")
class RowNormKernelsTest {
  private static final double EPSILON = 1e-5;

  // short and long slices, one group and one channel a group, rows of several blocks
  private static final Groups[] SHAPES = {
    new Groups(2, 3, 2, 1),
    new Groups(70, 4, 5, 1),
    new Groups(3, 2, 3, 7),
    new Groups(40, 8, 1, 16),
    new Groups(2, 1, 150, 31),
    new Groups(1, 2, 3, 32),
    new Groups(3, 4, 5, 33),
    new Groups(2, 1, 2, 4097),
    new Groups(1, 3, 1, 9000)
  };

  private static View[] groupNorm(
      NormKernels k, Groups g, View x, @Nullable View weight, @Nullable View bias, View dy) {
    int n = x.count();
    int rows = g.batch() * g.groups();
    int channels = g.groups() * g.channels();
    View[] out = {
      Arrays32.zeros(n),
      Arrays32.zeros(rows),
      Arrays32.zeros(rows),
      Arrays32.zeros(n),
      Arrays32.zeros(channels),
      Arrays32.zeros(channels)
    };
    k.groupNorm(g, x, weight, bias, EPSILON, out[0], out[1], out[2]);
    k.groupNormBackward(
        g,
        x,
        out[1],
        out[2],
        weight,
        dy,
        out[3],
        weight == null ? null : out[4],
        bias == null ? null : out[5]);
    return out;
  }

  private static View[] rmsNorm(NormKernels k, int rows, View x, @Nullable View weight, View dy) {
    int n = x.count() / rows;
    View[] out = {
      Arrays32.zeros(rows, n), Arrays32.zeros(rows), Arrays32.zeros(rows, n), Arrays32.zeros(n)
    };
    k.rmsNorm(Rows.along(x, 1), weight, EPSILON, Rows.along(out[0], 1), out[1]);
    k.rmsNormBackward(
        Rows.along(x, 1),
        out[1],
        weight,
        Rows.along(dy, 1),
        Rows.along(out[2], 1),
        weight == null ? null : out[3]);
    return out;
  }

  /// Each result within the contract's tolerance of the oracle's, relative to its largest number.
  private static void assertSame(String what, View[] expected, View[] found, double n) {
    for (int i = 0; i < expected.length; i++) {
      double largest = 1;
      for (float v : expected[i].floats()) {
        largest = Float.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
      }
      Arrays32.assertClose(
          what + ", result " + i,
          expected[i].floats(),
          found[i].floats(),
          16 * 0x1p-23 * Math.sqrt(n) * largest);
    }
  }

  private static View normal(Random r, double mean, int... sizes) {
    View x = Arrays32.normal(r, sizes);
    for (int i = 3; i < x.floats().length; i++) {
      x.floats()[i] = (float) (mean + 3 * x.floats()[i]);
    }
    return x;
  }

  @Test
  void groupNormEqualsTheOracle() {
    Random r = new Random(1);
    for (Groups g : SHAPES) {
      int n = g.batch() * g.columns();
      View x = normal(r, 2, n);
      View dy = Arrays32.normal(r, n);
      View w = Arrays32.normal(r, g.groups() * g.channels());
      w.floats()[3] = 0; // a channel that gives its bias
      View b = Arrays32.normal(r, g.groups() * g.channels());
      double terms = Math.max(g.row(), g.batch() * g.spatial());
      for (View[] affine : new View[][] {{w, b}, {w}, {}}) {
        View weight = affine.length > 0 ? affine[0] : null;
        View bias = affine.length > 1 ? affine[1] : null;
        assertSame(
            g + " with " + affine.length,
            groupNorm(new ScalarNorm(), g, x, weight, bias, dy),
            groupNorm(new SimdNorm(), g, x, weight, bias, dy),
            terms);
      }
    }
  }

  @Test
  void oneGroupOfFeaturesIsLayerNormAndOneChannelInstanceNorm() {
    Random r = new Random(2);
    View x = normal(r, 2, 5, 20);
    View[] found = groupNorm(new SimdNorm(), new Groups(5, 1, 20, 1), x, null, null, x);
    View y = Arrays32.zeros(5, 20);
    View mean = Arrays32.zeros(5);
    View rstd = Arrays32.zeros(5);
    new SimdNorm().layerNorm(Rows.along(x, 1), null, null, EPSILON, Rows.along(y, 1), mean, rstd);
    assertThat(found[0].floats()).isEqualTo(y.floats());
    View[] long4 =
        groupNorm(
            new SimdNorm(),
            new Groups(1, 4, 1, 40),
            normal(r, 1, 160),
            null,
            null,
            Arrays32.normal(r, 160));
    for (int c = 0; c < 4; c++) {
      double sum = 0;
      for (int i = 0; i < 40; i++) {
        sum += long4[0].floats()[c * 40 + i];
      }
      assertThat(Math.abs(sum)).isLessThan(40 * 4 * 0x1p-23);
    }
  }

  @Test
  void rmsNormEqualsTheOracle() {
    Random r = new Random(3);
    for (int n : new int[] {1, 2, 7, 8, 9, 16, 33, 67, 1000, 4097, 9000}) {
      for (int rows : new int[] {1, 5, n > 100 ? 20 : 700}) {
        View x = normal(r, 2, rows, n);
        View dy = Arrays32.normal(r, rows, n);
        View w = Arrays32.normal(r, n);
        assertSame(
            rows + " × " + n,
            rmsNorm(new ScalarNorm(), rows, x, w, dy),
            rmsNorm(new SimdNorm(), rows, x, w, dy),
            Math.max(rows, n));
        assertSame(
            rows + " × " + n + " alone",
            rmsNorm(new ScalarNorm(), rows, x, null, dy),
            rmsNorm(new SimdNorm(), rows, x, null, dy),
            n);
      }
    }
  }

  @Test
  void infinitiesNansAndHugeNumbersAreTheOracles() {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -1e30f};
    for (Groups g : new Groups[] {new Groups(6, 1, 3, 2), new Groups(3, 2, 1, 70)}) {
      View x = Arrays32.normal(new Random(4), g.batch() * g.columns());
      for (int i = 0; i < odd.length; i++) {
        x.floats()[3 + i * g.row() + 1] = odd[i];
      }
      View w = Arrays32.normal(new Random(5), g.groups() * g.channels());
      View[] expected = groupNorm(new ScalarNorm(), g, x, w, w, x);
      View[] found = groupNorm(new SimdNorm(), g, x, w, w, x);
      for (int i = 0; i < 3; i++) {
        assertSame(g.toString(), new View[] {expected[i]}, new View[] {found[i]}, g.row());
      }
    }
    View rows = Arrays32.normal(new Random(6), odd.length, 40);
    for (int i = 0; i < odd.length; i++) {
      rows.floats()[3 + i * 40 + i] = odd[i];
    }
    View[] expected = rmsNorm(new ScalarNorm(), odd.length, rows, null, rows);
    View[] found = rmsNorm(new SimdNorm(), odd.length, rows, null, rows);
    for (int i = 0; i < 2; i++) {
      assertSame("rows", new View[] {expected[i]}, new View[] {found[i]}, 40);
    }
  }

  @Test
  void otherTypesAndEmptyArraysGoToTheOracle() {
    View x = View.of(new DoubleStorage(new double[] {1, 3, 2, 6}), 2, 2);
    View y = View.of(new DoubleStorage(new double[4]), 2, 2);
    View mean = View.of(new DoubleStorage(new double[2]), 2);
    View spread = View.of(new DoubleStorage(new double[2]), 2);
    new SimdNorm().groupNorm(new Groups(1, 2, 1, 2), x, null, null, 0, y, mean, spread);
    assertThat(y.doubles()).containsExactly(-1, 1, -1, 1);
    assertThat(mean.doubles()).containsExactly(2, 4);
    View three = View.of(new DoubleStorage(new double[] {3, 4}), 1, 2);
    View out = View.of(new DoubleStorage(new double[2]), 1, 2);
    new SimdNorm().rmsNorm(Rows.along(three, 1), null, 0, Rows.along(out, 1), spread);
    assertThat(spread.doubles()[0]).isEqualTo(1 / Math.sqrt(12.5));
    View none = View.of(new FloatStorage(new float[0]), 0, 2);
    View two = Arrays32.zeros(2);
    View[] found = groupNorm(new SimdNorm(), new Groups(0, 1, 2, 1), none, two, two, none);
    assertThat(found[4].floats()).containsExactly(0, 0);
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    for (Groups g : SHAPES) {
      Random r = new Random(7);
      View x = Arrays32.normal(r, g.batch(), g.columns());
      View w = Arrays32.normal(r, g.groups() * g.channels());
      View columns = Arrays32.normal(r, g.columns());
      AnyThreads.same(() -> groupNorm(new SimdNorm(), g, x, w, w, x));
      AnyThreads.same(() -> rmsNorm(new SimdNorm(), g.batch(), x, columns, x));
    }
  }
}

package octavo.kernel.norm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.kernel.norm.NormKernels.Channels;
import octavo.kernel.row.Rows;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class NormKernelsTest {
  private static final double EPSILON = 1e-5;

  // short and long slices, blocks of several slices and slices of several blocks, few and many
  // channels
  private static final Channels[] SHAPES = {
    new Channels(2, 3, 1),
    new Channels(70, 17, 1),
    new Channels(150, 200, 1),
    new Channels(3, 5, 7),
    new Channels(66, 9, 16),
    new Channels(2, 150, 31),
    new Channels(1, 3, 32),
    new Channels(4, 20, 33),
    new Channels(5, 16, 49),
    new Channels(90, 2, 67),
    new Channels(3, 18, 256),
    new Channels(2, 2, 4095),
    new Channels(2, 3, 4096),
    new Channels(1, 17, 4097),
    new Channels(2, 1, 9000),
    new Channels(1, 2, 40_000)
  };

  private static final int[] LENGTHS = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 67, 1000, 4097, 9000};

  private static double tolerance(double n, double largest) {
    return 16 * 0x1p-23 * Math.sqrt(n) * largest; // as the contract states
  }

  private static View[] batchNorm(
      NormKernels k, Channels c, View x, @Nullable View weight, @Nullable View bias, View dy) {
    int n = x.count();
    View[] out = {
      Arrays32.zeros(n),
      Arrays32.zeros(c.channels()),
      Arrays32.zeros(c.channels()),
      Arrays32.zeros(n),
      Arrays32.zeros(c.channels()),
      Arrays32.zeros(c.channels()),
      Arrays32.zeros(n)
    };
    k.batchNorm(c, x, weight, bias, EPSILON, out[0], out[1], out[2]);
    k.batchNormBackward(c, x, out[1], out[2], EPSILON, weight, dy, out[3], out[4], out[5]);
    View scale = Arrays32.normal(new Random(4), c.channels());
    View shift = Arrays32.normal(new Random(5), c.channels());
    k.channelAffine(c, x, scale, shift, out[6]);
    return out;
  }

  private static View[] layerNorm(
      NormKernels k,
      int rows,
      View x,
      @Nullable View weight,
      @Nullable View bias,
      View dy,
      boolean affine) {
    int n = x.count() / rows;
    View[] out = {
      Arrays32.zeros(rows, n),
      Arrays32.zeros(rows),
      Arrays32.zeros(rows),
      Arrays32.zeros(rows, n),
      Arrays32.zeros(n),
      Arrays32.zeros(n)
    };
    k.layerNorm(Rows.along(x, 1), weight, bias, EPSILON, Rows.along(out[0], 1), out[1], out[2]);
    k.layerNormBackward(
        Rows.along(x, 1),
        out[1],
        out[2],
        weight,
        Rows.along(dy, 1),
        Rows.along(out[3], 1),
        affine ? out[4] : null,
        affine ? out[5] : null);
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
          what + ", result " + i, expected[i].floats(), found[i].floats(), tolerance(n, largest));
    }
  }

  private static View normal(Random r, double mean, double deviation, int... sizes) {
    View x = Arrays32.normal(r, sizes);
    for (int i = 3; i < x.floats().length; i++) {
      x.floats()[i] = (float) (mean + deviation * x.floats()[i]);
    }
    return x;
  }

  @Test
  void batchNormEqualsTheOracle() {
    Random r = new Random(1);
    for (Channels c : SHAPES) {
      int n = c.batch() * c.channels() * c.spatial();
      View x = normal(r, 2, 3, n);
      View dy = Arrays32.normal(r, n);
      View w = Arrays32.normal(r, c.channels());
      View b = Arrays32.normal(r, c.channels());
      double count = c.batch() * c.spatial();
      assertSame(
          c + " with weight",
          batchNorm(new ScalarNorm(), c, x, w, b, dy),
          batchNorm(new SimdNorm(), c, x, w, b, dy),
          count);
      assertSame(
          c + " alone",
          batchNorm(new ScalarNorm(), c, x, null, null, dy),
          batchNorm(new SimdNorm(), c, x, null, null, dy),
          count);
    }
  }

  @Test
  void layerNormEqualsTheOracle() {
    Random r = new Random(2);
    for (int n : LENGTHS) {
      for (int rows : new int[] {1, 5, n > 100 ? 20 : 3000}) {
        View x = normal(r, 2, 3, rows, n);
        View dy = Arrays32.normal(r, rows, n);
        View w = Arrays32.normal(r, n);
        View b = Arrays32.normal(r, n);
        // whether weight, bias and their gradients are there
        for (boolean[] there : new boolean[][] {{true, true}, {false, false}, {true, false}}) {
          View weight = there[0] ? w : null;
          View bias = there[1] ? b : null;
          assertSame(
              "%d × %d, %s".formatted(rows, n, Arrays.toString(there)),
              layerNorm(new ScalarNorm(), rows, x, weight, bias, dy, there[0]),
              layerNorm(new SimdNorm(), rows, x, weight, bias, dy, there[0]),
              Math.max(rows, n));
        }
        assertSame(
            "bias alone",
            layerNorm(new ScalarNorm(), rows, x, null, b, dy, true),
            layerNorm(new SimdNorm(), rows, x, null, b, dy, true),
            Math.max(rows, n));
      }
    }
  }

  @Test
  void aConstantChannelGivesItsBias() {
    for (Channels c : new Channels[] {new Channels(9, 3, 1), new Channels(9, 17, 5000)}) {
      int n = c.batch() * c.channels() * c.spatial();
      View x = normal(new Random(3), 0.1, 0, n);
      View b = Arrays32.normal(new Random(4), c.channels());
      View[] found = batchNorm(new SimdNorm(), c, x, null, b, x);
      for (int channel = 0; channel < c.channels(); channel++) {
        assertThat(found[1].floats()[channel]).isEqualTo(0.1f);
        assertThat(found[2].floats()[channel]).isBetween(0f, 1e-14f);
      }
      for (int i = 0; i < n; i++) {
        float bias = b.floats()[3 + i / c.spatial() % c.channels()];
        assertThat(found[0].floats()[i]).isEqualTo(bias);
      }
    }
  }

  @Test
  void aSmallVarianceAroundALargeMeanIsKept() {
    // numbers near 10⁴ lie 2⁻¹⁰ apart; a difference of squares in float would lose the variance
    for (Channels c : new Channels[] {new Channels(500, 3, 1), new Channels(4, 17, 6000)}) {
      int n = c.batch() * c.channels() * c.spatial();
      View x = normal(new Random(6), 1e4, 0.1, n);
      View dy = Arrays32.normal(new Random(7), n);
      assertSame(
          c.toString(),
          batchNorm(new ScalarNorm(), c, x, null, null, dy),
          batchNorm(new SimdNorm(), c, x, null, null, dy),
          c.batch() * c.spatial());
    }
    View x = normal(new Random(8), 1e4, 0.1, 3, 700);
    View[] expected = layerNorm(new ScalarNorm(), 3, x, null, null, x, false);
    View[] found = layerNorm(new SimdNorm(), 3, x, null, null, x, false);
    Arrays32.assertClose(
        "y", expected[0].floats(), found[0].floats(), tolerance(700, 4)); // |x̂| stays below 4
  }

  @Test
  void aSlowDriftIsNoLoss() {
    // the first block says nothing of the last: a shift by the first numbers would lose digits
    Channels c = new Channels(1, 2, 60_000);
    View x = Arrays32.zeros(120_000);
    for (int i = 0; i < x.count(); i++) {
      x.floats()[i] = i % 60_000 / 3f;
    }
    assertSame(
        "drift",
        batchNorm(new ScalarNorm(), c, x, null, null, x),
        batchNorm(new SimdNorm(), c, x, null, null, x),
        60_000);
  }

  @Test
  void infinitiesNansAndHugeNumbersAreTheOracles() {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -1e30f};
    for (Channels c : new Channels[] {new Channels(9, 6, 2), new Channels(2, 6, 5000)}) {
      int n = c.batch() * c.channels() * c.spatial();
      View x = Arrays32.normal(new Random(9), n);
      for (int i = 0; i < odd.length; i++) { // channel 5 stays ordinary
        x.floats()[3 + i * c.spatial() + 1] = odd[i];
      }
      View dy = Arrays32.normal(new Random(10), n);
      View[] expected = batchNorm(new ScalarNorm(), c, x, null, null, dy);
      View[] found = batchNorm(new SimdNorm(), c, x, null, null, dy);
      assertSame(
          c.toString(),
          Arrays.copyOf(expected, 3),
          Arrays.copyOf(found, 3),
          c.batch() * c.spatial());
      int last = 5 * c.spatial();
      assertThat(found[3].floats()[last]).isFinite();
    }
    View rows = Arrays32.normal(new Random(11), odd.length, 40);
    for (int i = 0; i < odd.length; i++) {
      rows.floats()[3 + i * 40 + i] = odd[i];
    }
    View[] expected = layerNorm(new ScalarNorm(), odd.length, rows, null, null, rows, false);
    View[] found = layerNorm(new SimdNorm(), odd.length, rows, null, null, rows, false);
    assertSame("rows", Arrays.copyOf(expected, 3), Arrays.copyOf(found, 3), 40);
  }

  @Test
  void otherTypesAndEmptyArraysGoToTheOracle() {
    View x = View.of(new DoubleStorage(new double[] {1, 3, 2, 6}), 2, 2);
    View y = View.of(new DoubleStorage(new double[4]), 2, 2);
    View mean = View.of(new DoubleStorage(new double[2]), 2);
    View spread = View.of(new DoubleStorage(new double[2]), 2);
    new SimdNorm().layerNorm(Rows.along(x, 1), null, null, 0, Rows.along(y, 1), mean, spread);
    assertThat(y.doubles()).containsExactly(-1, 1, -1, 1);
    assertThat(mean.doubles()).containsExactly(2, 4);
    new SimdNorm().batchNorm(new Channels(1, 2, 2), x, null, null, 0, y, mean, spread);
    assertThat(spread.doubles()).containsExactly(1, 4);
    View none = View.of(new FloatStorage(new float[0]), 0, 2);
    View two = Arrays32.zeros(2);
    View[] found = batchNorm(new SimdNorm(), new Channels(0, 2, 1), none, two, two, none);
    assertThat(found[2].floats()).containsExactly(0, 0);
    new SimdNorm().layerNorm(Rows.along(none, 1), null, null, 0, Rows.along(none, 1), none, none);
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    for (Channels c : SHAPES) {
      Random r = new Random(12);
      View x = Arrays32.normal(r, c.batch() * c.channels(), c.spatial());
      View w = Arrays32.normal(r, c.channels());
      View columns = Arrays32.normal(r, c.spatial());
      AnyThreads.same(() -> batchNorm(new SimdNorm(), c, x, w, w, x));
      AnyThreads.same(() -> layerNorm(new SimdNorm(), x.size(0), x, columns, columns, x, true));
    }
  }
}

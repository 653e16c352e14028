package octavo.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import octavo.kernel.Arrays32;
import octavo.storage.LongStorage;
import octavo.storage.View;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class PoolKernelsTest {
  private static PoolGeometry geometry(Random r, int round) {
    if (round % 4 == 0) {
      return new PoolGeometry(
          2, 3, 2 + r.nextInt(30), 2 + r.nextInt(40), 2, 2, 2, 2, 0, 0, 1, 1, false);
    }
    int kh = 1 + r.nextInt(4);
    int kw = 1 + r.nextInt(4);
    if (round % 4 == 1) {
      return new PoolGeometry(
          1 + r.nextInt(2),
          1 + r.nextInt(2),
          axis(r, 3 + r.nextInt(4)),
          axis(r, 3 + r.nextInt(6)),
          axis(r, 3 + r.nextInt(20)),
          r.nextBoolean());
    }
    return new PoolGeometry(
        1 + r.nextInt(3),
        1 + r.nextInt(3),
        8 + r.nextInt(30),
        8 + r.nextInt(30),
        kh,
        kw,
        1 + r.nextInt(3),
        1 + r.nextInt(3),
        r.nextInt(kh / 2 + 1),
        r.nextInt(kw / 2 + 1),
        1 + r.nextInt(2),
        1 + r.nextInt(2),
        r.nextBoolean());
  }

  private static PoolAxis axis(Random r, int in) {
    int kernel = 1 + r.nextInt(3);
    int dilation = kernel == 1 || in < 5 ? 1 : 1 + r.nextInt(2);
    return new PoolAxis(in, kernel, 1 + r.nextInt(3), r.nextInt(kernel / 2 + 1), dilation);
  }

  @Test
  void equalsTheOracle() {
    Random r = new Random(1);
    for (int round = 0; round < 200; round++) {
      PoolGeometry g = geometry(r, round);
      int in = g.planes() * g.inSize();
      int out = g.planes() * g.outSize();
      View x = Arrays32.normal(r, in);
      if (round % 5 == 0) {
        x.floats()[3 + r.nextInt(in)] = Float.NaN;
      }
      if (round % 7 == 0) { // many equal numbers, as behind a ReLU, and some without any larger
        for (int i = 0; i < in; i++) {
          float v = x.floats()[3 + i];
          x.floats()[3 + i] = v < 0 ? 0 : v > 1 ? Float.NEGATIVE_INFINITY : Math.round(2 * v);
        }
      }
      View dy = Arrays32.normal(r, out);
      View[] expected = run(new ScalarPool(), g, x, dy, in, out);
      View[] found = run(new SimdPool(), g, x, dy, in, out);
      assertThat(found[0].floats()).as("max").isEqualTo(expected[0].floats());
      Arrays32.assertClose("average", expected[1].floats(), found[1].floats(), 2e-6f);
      Arrays32.assertClose("max backward", expected[2].floats(), found[2].floats(), 4e-6f);
      Arrays32.assertClose("average backward", expected[3].floats(), found[3].floats(), 4e-6f);
    }
  }

  @Test
  void theFirstOfEqualsWinsEvenIfAllAreMinusInfinity() {
    float[] few = {Float.NEGATIVE_INFINITY, -0f, 0, 1, Float.POSITIVE_INFINITY, Float.NaN};
    Random r = new Random(3);
    for (int round = 0; round < 200; round++) {
      PoolGeometry g = geometry(r, round);
      int in = g.planes() * g.inSize();
      int out = g.planes() * g.outSize();
      View x = Arrays32.zeros(in);
      int kinds = 1 + round % few.length;
      for (int i = 0; i < in; i++) {
        x.floats()[i] = few[r.nextInt(kinds)];
      }
      View dy = Arrays32.normal(r, out);
      View[] expected = run(new ScalarPool(), g, x, dy, in, out);
      View[] found = run(new SimdPool(), g, x, dy, in, out);
      // 0 and -0 are equal here
      Arrays32.assertClose("max " + g, expected[0].floats(), found[0].floats(), 0);
      Arrays32.assertClose("backward " + g, expected[2].floats(), found[2].floats(), 4e-6f);
    }
  }

  private static View[] run(PoolKernels kernels, PoolGeometry g, View x, View dy, int in, int out) {
    View[] results = {
      Arrays32.zeros(out), Arrays32.zeros(out), Arrays32.zeros(in), Arrays32.zeros(in)
    };
    kernels.maxForward(g, x, results[0]);
    View finite = Arrays32.normal(new Random(5), in);
    kernels.averageForward(g, new PoolDivisor(true, 0), finite, results[1]);
    kernels.maxBackward(g, x, dy, results[2]);
    kernels.averageBackward(g, new PoolDivisor(false, 0), dy, results[3]);
    return results;
  }

  @Test
  void placesAndWindowsEqualTheOracle() {
    Random r = new Random(6);
    for (int round = 0; round < 100; round++) {
      PoolGeometry g = geometry(r, round);
      int in = g.planes() * g.inSize();
      int out = g.planes() * g.outSize();
      View x = Arrays32.normal(r, in);
      if (round % 3 == 0) {
        for (int i = 0; i < in; i++) {
          x.floats()[3 + i] = r.nextInt(9) == 0 ? Float.NaN : r.nextInt(2);
        }
      }
      View u = Arrays32.normal(r, in);
      View numbers = Arrays32.normal(r, out * g.windowSize());
      PoolDivisor seven = new PoolDivisor(round % 2 == 0, round % 3 == 1 ? 7 : 0);
      List<View[]> found = new ArrayList<>();
      for (PoolKernels kernels : List.of(new ScalarPool(), new SimdPool())) {
        View indices = View.of(new LongStorage(new long[out]), out);
        View[] results = {
          Arrays32.zeros(out),
          Arrays32.zeros(out * g.windowSize()),
          Arrays32.normal(new Random(1), in),
          Arrays32.zeros(out),
          indices
        };
        kernels.maxGather(g, x, u, results[0]);
        kernels.windows(g, -2, x, results[1]);
        kernels.windowsBackward(g, numbers, results[2]);
        kernels.averageForward(g, seven, u, results[3]);
        View maxima = Arrays32.zeros(out);
        kernels.maxForward(g, x, maxima);
        View withPlaces = Arrays32.zeros(out);
        kernels.maxWithIndices(g, x, withPlaces, indices);
        Arrays32.assertClose("maxima " + g, maxima.floats(), withPlaces.floats(), 0);
        found.add(results);
      }
      assertThat(found.get(1)[4].longs()).as("places " + g).isEqualTo(found.get(0)[4].longs());
      Arrays32.assertClose("gather", found.get(0)[0].floats(), found.get(1)[0].floats(), 0);
      Arrays32.assertClose("windows", found.get(0)[1].floats(), found.get(1)[1].floats(), 0);
      // up to 27 numbers of size 4 in another order
      Arrays32.assertClose("fold", found.get(0)[2].floats(), found.get(1)[2].floats(), 1e-5);
      Arrays32.assertClose("mean", found.get(0)[3].floats(), found.get(1)[3].floats(), 1e-5);
    }
  }

  @Test
  void aWindowThatSeesOnlyPaddingHasNoPlace() {
    PoolGeometry g = new PoolGeometry(1, 2, 2, 2, 2, 2, 1, 1, 1, 1, 3, 3, false);
    View x = Arrays32.normal(new Random(3), 8);
    View dy = Arrays32.normal(new Random(4), 2);
    for (PoolKernels kernels : List.of(new ScalarPool(), new SimdPool())) {
      View[] found = run(kernels, g, x, dy, 8, 2);
      assertThat(found[0].storage().getDouble(found[0].offset()))
          .isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(found[1].storage().getDouble(found[1].offset())).isZero();
      for (int which = 2; which < 4; which++) {
        for (int i = 0; i < 8; i++) {
          assertThat(found[which].storage().getDouble(found[which].offset() + i)).isZero();
        }
      }
    }
  }

  @Test
  void theGradientKeepsItsSum() {
    Random r = new Random(2);
    PoolGeometry g = new PoolGeometry(2, 3, 9, 11, 3, 3, 2, 2, 1, 1, 1, 1, false);
    View x = Arrays32.normal(r, g.planes() * 99);
    View dy = Arrays32.normal(r, g.planes() * g.outSize());
    double sum = 0;
    for (int i = 0; i < dy.count(); i++) {
      sum += dy.storage().getDouble(3 + i);
    }
    View[] found = run(new SimdPool(), g, x, dy, g.planes() * 99, dy.count());
    for (int which = 2; which < 4; which++) {
      double total = 0;
      for (float v : found[which].floats()) {
        total += v;
      }
      assertThat(total).isCloseTo(sum, Offset.offset(1e-4));
    }
  }

  @Test
  void impossibleWindowsAreRefused() {
    assertThatThrownBy(() -> new PoolGeometry(1, 1, 4, 4, 2, 2, 1, 1, 2, 0, 1, 1, false))
        .hasMessage(
            "pool: padding must be at most half the kernel, else a window sees only padding, but"
                + " padding is 2 and the kernel 2.");
    assertThatThrownBy(() -> new PoolGeometry(1, 1, 2, 4, 3, 2, 1, 1, 0, 0, 1, 1, false))
        .hasMessage(
            "pool: the window must fit into the padded input, but along the height it covers 3 and"
                + " the padded input has 2.");
  }
}

package octavo.kernel.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.storage.View;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class ResizeKernelsTest {
  private static final ResizeKernels SCALAR = new ScalarResize();
  private static final ResizeKernels SIMD = new SimdResize();
  private static final ResizeFilter[] FILTERS = ResizeFilter.values();

  private static ResizeGeometry geometry(Random r, int round) {
    ResizeFilter filter = FILTERS[round % FILTERS.length];
    List<BandMatrix> axes = new ArrayList<>();
    int rank = 1 + r.nextInt(3);
    boolean corners = filter == ResizeFilter.LINEAR || filter == ResizeFilter.CUBIC;
    for (int a = 0; a < rank; a++) {
      int in = 1 + r.nextInt(rank == 3 ? 7 : 36);
      int out =
          switch (r.nextInt(4)) {
            case 0 -> 2 * in;
            case 1 -> Math.max(1, in / 2);
            default -> 1 + r.nextInt(rank == 3 ? 7 : 45);
          };
      axes.add(
          Sampling.of(filter, in, out, 0, corners && r.nextBoolean(), corners && r.nextBoolean()));
    }
    ResizeGeometry g = new ResizeGeometry(1 + r.nextInt(3), axes);
    return r.nextBoolean() ? g : g.transposed();
  }

  @Test
  void equalsTheOracle() {
    Random r = new Random(1);
    for (int round = 0; round < 150; round++) {
      ResizeGeometry g = geometry(r, round);
      View x = Arrays32.normal(r, g.planes() * g.inSize());
      View expected = Arrays32.zeros(g.planes() * g.outSize());
      View found = Arrays32.zeros(g.planes() * g.outSize());
      found.floats()[found.offset()] = Float.NaN; // all is overwritten
      SCALAR.resize(g, x, expected);
      SIMD.resize(g, x, found);
      // three roundings of sums of up to 12 products of numbers below 5, absolute weights below 2
      // each
      Arrays32.assertClose(g.toString(), expected.floats(), found.floats(), 3e-5f);
    }
  }

  @Test
  void whatDoublesAndHalvesIsSeen() {
    assertThat(Sampling.of(ResizeFilter.NEAREST, 20, 40, 0, false, false).pattern())
        .isEqualTo(RowPattern.REPEAT);
    BandMatrix linear = Sampling.of(ResizeFilter.LINEAR, 20, 40, 2, false, false);
    assertThat(linear.pattern()).isEqualTo(RowPattern.DOUBLE);
    assertThat(linear.transposed().pattern()).isEqualTo(RowPattern.QUAD);
    assertThat(linear.transposed().transposed()).isSameAs(linear);
    assertThat(Sampling.of(ResizeFilter.NEAREST, 20, 40, 0, false, false).transposed().pattern())
        .isEqualTo(RowPattern.PAIR);
    assertThat(Sampling.of(ResizeFilter.AREA, 20, 10, 0, false, false).pattern())
        .isEqualTo(RowPattern.PAIR);
    assertThat(Sampling.of(ResizeFilter.LINEAR, 20, 10, 0, false, true).pattern())
        .isEqualTo(RowPattern.QUAD);
    assertThat(Sampling.of(ResizeFilter.LINEAR, 20, 40, 0, true, false).pattern())
        .isEqualTo(RowPattern.ANY);
    assertThat(Sampling.of(ResizeFilter.CUBIC, 20, 20, 0, false, false).isIdentity()).isTrue();
  }

  /// Also at the edges, where resize codes are known to lose a row and a column.
  @Test
  void weightsSumToOneAndTheLastNumberCounts() {
    Random r = new Random(2);
    for (int round = 0; round < 400; round++) {
      ResizeFilter filter = FILTERS[round % FILTERS.length];
      boolean corners = filter == ResizeFilter.LINEAR || filter == ResizeFilter.CUBIC;
      int in = 1 + r.nextInt(30);
      int out = 1 + r.nextInt(60);
      double scale = r.nextBoolean() ? 0 : (out + r.nextDouble()) / in;
      BandMatrix m =
          Sampling.of(
              filter, in, out, scale, corners && r.nextBoolean(), round % 3 == 0 && corners);
      for (int i = 0; i < out; i++) {
        assertThat(m.count(i)).isPositive();
        assertThat(m.first(i)).isNotNegative();
        assertThat(m.first(i) + m.count(i)).isLessThanOrEqualTo(in);
        double sum = 0;
        for (int k = 0; k < m.count(i); k++) {
          sum += m.weight(i, k);
        }
        assertThat(sum).isCloseTo(1, Offset.offset(1e-14));
      }
      if (filter == ResizeFilter.LINEAR && out >= in) {
        assertThat(m.transposed().count(0)).isPositive();
        assertThat(m.transposed().count(in - 1)).isPositive();
      }
    }
  }

  /// Also where PyTorch, which multiplies in float32, takes the number before.
  @Test
  void indicesAreThoseOfTheDefinition() {
    for (int in = 2; in <= 128; in += 3) {
      for (int out : new int[] {1, 7, 82, 123, 128, 246}) {
        BandMatrix nearest = Sampling.of(ResizeFilter.NEAREST, in, out, 0, false, false);
        BandMatrix exact = Sampling.of(ResizeFilter.NEAREST_EXACT, in, out, 0, false, false);
        for (int i = 0; i < out; i++) {
          assertThat(nearest.first(i)).isEqualTo(i * in / out);
          assertThat(exact.first(i)).isEqualTo((2 * i + 1) * in / (2 * out));
        }
      }
    }
    // a whole scale repeats each number, although 49·(1/49) < 1
    BandMatrix many = Sampling.of(ResizeFilter.NEAREST, 3, 147, 49, false, false);
    for (int i = 0; i < 147; i++) {
      assertThat(many.first(i)).isEqualTo(i / 49);
    }
  }

  @Test
  void aNumberThatIsNotReadDoesNotSpread() {
    ResizeGeometry g =
        new ResizeGeometry(1, List.of(Sampling.of(ResizeFilter.LINEAR, 40, 80, 0, false, false)));
    View x = Arrays32.normal(new Random(4), 40);
    x.floats()[x.offset() + 20] = Float.POSITIVE_INFINITY;
    View y = Arrays32.zeros(80);
    SIMD.resize(g, x, y);
    for (int i = 0; i < 80; i++) {
      boolean reads = i >= 39 && i <= 42;
      assertThat(y.floats()[y.offset() + i])
          .matches(v -> reads ? v == Float.POSITIVE_INFINITY : Float.isFinite(v));
    }
  }

  @Test
  void shufflesAreTheSameBitsOnAnyNumberOfThreads() {
    Random r = new Random(3);
    for (int round = 0; round < 60; round++) {
      int factor = 1 + round % 4;
      ShuffleGeometry g =
          new ShuffleGeometry(
              1 + r.nextInt(round == 0 ? 60 : 3), factor, 1 + r.nextInt(20), 1 + r.nextInt(40));
      int n = g.planes() * factor * factor * g.height() * g.width();
      View x = Arrays32.normal(r, n);
      View expected = Arrays32.zeros(n);
      SCALAR.shuffle(g, x, expected);
      View whole = Arrays32.zeros(n);
      SCALAR.unshuffle(g, expected, whole);
      View found = Arrays32.zeros(n);
      View back = Arrays32.zeros(n);
      AnyThreads.with(
          1 + round % 3,
          () -> {
            SIMD.shuffle(g, x, found);
            SIMD.unshuffle(g, found, back);
          });
      assertThat(found.floats()).isEqualTo(expected.floats());
      assertThat(back.floats()).isEqualTo(whole.floats());
      float[] original = Arrays.copyOfRange(x.floats(), x.offset(), x.offset() + n);
      assertThat(back.floats()).isEqualTo(original);
    }
  }
}

package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import octavo.kernel.TileCode.Index;
import octavo.kernel.gemm.SimdMicrokernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Each statement that a tile can be made of, in one small program.
@Tag("simd")
class TileCodeTest {
  private static final int LANES = SimdMicrokernel.LANES;

  /// `to[at + 1 …] = x[0 …] (or, where `fresh`, x[1] in every lane) + Σ_k y[places[k]]·x[k·step …]` for
  /// every second `k < n`.
  interface Program {
    void run(
        int n, boolean fresh, float[] x, int step, float[] y, int[] places, float[] to, int at);
  }

  private static void write(TileCode code) {
    int n = 1;
    int fresh = 2;
    int x = 3;
    int step = 4;
    int y = 5;
    int places = 6;
    int to = 7;
    int at = 8;
    int sum = code.vectors(1, 1)[0][0];
    int factor = code.vector();
    int vector = code.vector();
    int zero = code.number();
    int place = code.number();
    int from = code.number();
    code.scale(zero, n, 0);
    code.either(
        fresh,
        () -> code.spread(sum, x, Index.of(1, zero)),
        () -> code.load(sum, x, Index.of(0, zero)));
    code.loop(
        n,
        /* step= */ 2,
        k -> {
          code.read(place, places, Index.of(0, k));
          code.spread(factor, y, Index.of(0, place));
          code.multiply(from, k, step);
          code.load(vector, x, Index.of(0, from));
          code.multiplyAdd(factor, vector, sum);
        });
    code.set(place, Index.of(1, at));
    code.store(sum, to, Index.of(0, place));
  }

  @Test
  void theProgramDoesWhatItSays() {
    Program program = TileCode.make(MethodHandles.lookup(), Program.class, TileCodeTest::write);
    float[] x = new float[10 + LANES];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 2;
    }
    float[] y = {0.5f, 4, -1};
    int[] places = {2, 0, 1};
    for (boolean fresh : new boolean[] {false, true}) {
      for (int n = 0; n <= 3; n++) {
        float[] expected = new float[LANES + 5];
        for (int lane = 0; lane < LANES; lane++) {
          float sum = fresh ? x[1] : x[lane];
          for (int k = 0; k < n; k += 2) {
            sum += y[places[k]] * x[k * 5 + lane];
          }
          expected[4 + lane] = sum;
        }
        float[] to = new float[LANES + 5];
        program.run(n, fresh, x, 5, y, places, to, 3);
        assertThat(to)
            .as("%s products, fresh %s: %s", n, fresh, Arrays.toString(to))
            .isEqualTo(expected);
      }
    }
  }

  /// `to[at …] = min(max(x + y, low), high)` for a vector of each.
  interface Bounds {
    void run(float[] x, float[] y, float[] low, float[] high, float[] to, int at);
  }

  @Test
  void boundsKeepWhatIsNoNumber() {
    Bounds bounds =
        TileCode.make(
            MethodHandles.lookup(),
            Bounds.class,
            code -> {
              int sum = code.vector();
              int other = code.vector();
              int limit = code.vector();
              code.clear(sum);
              for (int array = 1; array <= 2; array++) {
                code.load(other, array, Index.of(1));
                code.add(sum, other, sum);
              }
              code.load(limit, 3, Index.of(0));
              code.atLeast(sum, limit);
              code.load(limit, 4, Index.of(0));
              code.atMost(sum, limit);
              code.put(sum, 5, Index.of(0, 6));
            });
    float[] x = new float[1 + LANES];
    float[] y = new float[1 + LANES];
    float[] low = new float[LANES];
    float[] high = new float[LANES];
    float[] expected = new float[2 + LANES];
    Arrays.fill(high, 2);
    float[] sums = {-3, -0f, 1.5f, 7, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    for (int lane = 0; lane < LANES; lane++) {
      float sum = sums[lane % sums.length];
      y[1 + lane] = lane;
      x[1 + lane] = sum - lane;
      expected[2 + lane] = Float.isNaN(sum) ? sum : Math.min(Math.max(sum, 0), 2);
    }
    float[] to = new float[2 + LANES];
    bounds.run(x, y, low, high, to, 2);
    assertThat(to).isEqualTo(expected);
  }
}

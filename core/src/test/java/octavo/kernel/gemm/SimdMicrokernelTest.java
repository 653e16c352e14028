package octavo.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A tile from packed panels and the same one from rows with gaps are the same numbers.
@Tag("simd")
class SimdMicrokernelTest {
  private static final int ROWS = SimdMicrokernel.ROWS;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int GAP = 3;

  private static float[] random(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static float[] spread(float[] packed, int k, int width) {
    float[] x = new float[k * (width + GAP) + 1];
    for (int p = 0; p < k; p++) {
      System.arraycopy(packed, p * width, x, 1 + p * (width + GAP), width);
    }
    return x;
  }

  @Test
  void stridesDoNotChangeABit() {
    Random random = new Random(11);
    for (int k : new int[] {0, 1, 2, 17, 100}) {
      for (boolean fresh : new boolean[] {true, false}) {
        float[] a = random(random, k * ROWS);
        float[] b = random(random, k * COLUMNS);
        float[] start = random(random, ROWS + 1);
        float[] c = random(random, ROWS * COLUMNS + 2);
        float[] packed = new float[ROWS * (COLUMNS + 1)];
        float[] strided = new float[ROWS * (COLUMNS + 1)];
        SimdMicrokernel.multiply(
            k, a, 0, b, 0, COLUMNS, fresh, start, 1, c, 2, COLUMNS, packed, 0, COLUMNS + 1);
        SimdMicrokernel.multiply(
            k,
            a,
            0,
            spread(b, k, COLUMNS),
            1,
            COLUMNS + GAP,
            fresh,
            start,
            1,
            c,
            2,
            COLUMNS,
            strided,
            0,
            COLUMNS + 1);
        assertThat(packed).isEqualTo(strided);
        for (int i = 0; i < ROWS; i++) { // and they are the chain of multiply-adds
          float sum = fresh ? start[1 + i] : c[2 + i * COLUMNS + i];
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[p * ROWS + i], b[p * COLUMNS + i], sum);
          }
          assertThat(packed[i * (COLUMNS + 1) + i]).isEqualTo(sum);
        }
      }
    }
  }

  @Test
  void aTallTileIsTheChainOfMultiplyAdds() {
    Random random = new Random(13);
    int rows = SimdMicrokernel.TALL;
    for (int k : new int[] {0, 1, 17, 100}) {
      for (boolean fresh : new boolean[] {true, false}) {
        float[] a = random(random, k * rows);
        float[] b = random(random, k * COLUMNS);
        float[] start = random(random, rows + 1);
        float[] c = random(random, rows * COLUMNS + 2);
        float[] out = new float[rows * (COLUMNS + 1)];
        GemmTiles.packed(rows, /* rightHere= */ true)
            .most()
            .multiply(
                k,
                a,
                0,
                rows / 2,
                b,
                0,
                COLUMNS,
                fresh,
                start,
                1,
                c,
                2,
                COLUMNS,
                out,
                0,
                COLUMNS + 1,
                new float[1],
                0);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < COLUMNS; j++) {
            float sum = fresh ? start[1 + i] : c[2 + i * COLUMNS + j];
            for (int p = 0; p < k; p++) {
              sum = Math.fma(a[p * rows + i], b[p * COLUMNS + j], sum);
            }
            assertThat(out[i * (COLUMNS + 1) + j]).isEqualTo(sum);
          }
        }
      }
    }
  }

  @Test
  void aKeepingTilePacksTheColumnsThatItMultiplies() {
    boolean many = SimdMicrokernel.MANY_REGISTERS;
    keeps(SimdMicrokernel.TALL, many);
    keeps(SimdMicrokernel.ROWS, many || SimdMicrokernel.LANES == 8);
  }

  private static void keeps(int rows, boolean expected) {
    Random random = new Random(14);
    GemmTiles tiles = GemmTiles.packed(rows, /* rightHere= */ false);
    assertThat(tiles.keeps()).isEqualTo(expected);
    int k = 33;
    float[] a = random(random, k * rows);
    float[] b = random(random, k * COLUMNS);
    float[] gaps = spread(b, k, COLUMNS);
    float[] zeros = SimdMicrokernel.zeros();
    for (int left = 1; left <= rows && tiles.keeps(); left++) {
      float[] packed = new float[rows * COLUMNS];
      float[] kept = new float[rows * COLUMNS];
      float[] panel = new float[k * COLUMNS];
      tiles
          .of(left, COLUMNS, /* here= */ false, /* three= */ false)
          .multiply(
              k, a, 0, 0, b, 0, COLUMNS, true, zeros, 0, zeros, 0, 0, packed, 0, COLUMNS, zeros, 0);
      int gap = COLUMNS + GAP;
      tiles
          .keeping(left)
          .multiply(
              k, a, 0, 0, gaps, 1, gap, true, zeros, 0, zeros, 0, 0, kept, 0, COLUMNS, panel, 0);
      assertThat(kept).isEqualTo(packed);
      assertThat(panel).isEqualTo(b);
    }
  }

  @Test
  void bothOperandsMayHaveGaps() {
    Random random = new Random(12);
    int rows = SimdMicrokernel.ROWS;
    for (int k : new int[] {0, 1, 2, 17, 100}) {
      for (int lda : new int[] {COLUMNS, rows + GAP}) {
        float[] a = random(random, k * lda + rows);
        float[] b = random(random, k * COLUMNS);
        float[] out = new float[rows * (COLUMNS + 1)];
        float[] gaps = new float[rows * (COLUMNS + 1)];
        SimdMicrokernel.strided(k, a, 1, lda, b, 0, COLUMNS, false, out, 0, COLUMNS + 1);
        SimdMicrokernel.strided(
            k, a, 1, lda, spread(b, k, COLUMNS), 1, COLUMNS + GAP, false, gaps, 0, COLUMNS + 1);
        assertThat(out).isEqualTo(gaps);
        for (int i = 0; i < rows; i++) {
          float sum = 0;
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[1 + p * lda + i], b[p * COLUMNS + i], sum);
          }
          assertThat(out[i * (COLUMNS + 1) + i]).isEqualTo(sum);
        }
      }
    }
  }

  @Test
  void rowsThatLieApartEqualTheChain() {
    Random random = new Random(15);
    int rows = SimdMicrokernel.ROWS_IN_PLACE;
    for (int k : new int[] {0, 1, 2, 17, 100}) {
      int lda = k + GAP;
      float[] a = random(random, 1 + rows * lda);
      float[] b = random(random, 2 + k * COLUMNS);
      float[] c = random(random, 3 + rows * COLUMNS);
      float[] sums = c.clone();
      SimdMicrokernel.rowsApart(k, a, 1, lda, b, 2, sums, 3);
      for (int i = 0; i < rows * COLUMNS; i++) {
        float sum = c[3 + i];
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[1 + i / COLUMNS * lda + p], b[2 + p * COLUMNS + i % COLUMNS], sum);
        }
        assertThat(sums[3 + i]).isEqualTo(sum);
      }
    }
  }

  @Test
  void rowsInPlaceEqualTheChain() {
    Random random = new Random(13);
    int rows = SimdMicrokernel.ROWS_IN_PLACE;
    int ldb = COLUMNS + GAP;
    for (int k : new int[] {0, 1, 2, 17, 100}) {
      float[] a = random(random, k * rows);
      float[] b = random(random, k * ldb + COLUMNS);
      float[] wide = new float[rows * COLUMNS];
      float[] narrow = new float[rows * COLUMNS];
      SimdMicrokernel.inPlace(k, a, 0, b, 1, ldb, false, wide, 0, COLUMNS);
      SimdMicrokernel.narrow(k, a, 0, b, 1, ldb, false, narrow, 0, COLUMNS);
      for (int i = 0; i < rows * COLUMNS; i++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[p * rows + i / COLUMNS], b[1 + p * ldb + i % COLUMNS], sum);
        }
        assertThat(wide[i]).isEqualTo(sum);
        assertThat(narrow[i]).isEqualTo(i % COLUMNS < COLUMNS / 2 ? sum : 0);
      }
    }
  }

  /// The product is a chain of its own, which is added to what is there at its end.
  @Test
  void addingTilesAddTheWholeProduct() {
    Random random = new Random(14);
    int rows = SimdMicrokernel.ROWS_IN_PLACE;
    int strided = SimdMicrokernel.ROWS;
    int ldb = COLUMNS + GAP;
    for (int k : new int[] {0, 1, 2, 17, 100}) {
      float[] a = random(random, 2 * k * COLUMNS);
      float[] b = random(random, k * ldb + COLUMNS);
      float[] there = random(random, 2 * rows * COLUMNS);
      adds(
          there,
          rows * COLUMNS,
          (adds, out) -> SimdMicrokernel.inPlace(k, a, 0, b, 1, ldb, adds, out, 0, COLUMNS));
      adds(
          there,
          rows * COLUMNS,
          (adds, out) -> SimdMicrokernel.narrow(k, a, 0, b, 1, ldb, adds, out, 0, COLUMNS));
      adds(
          there,
          strided * COLUMNS,
          (adds, out) ->
              SimdMicrokernel.strided(k, a, 0, COLUMNS, b, 0, COLUMNS, adds, out, 0, COLUMNS));
      adds(
          there,
          strided * COLUMNS,
          (adds, out) ->
              SimdMicrokernel.strided(k, a, 0, strided + 1, b, 1, ldb, adds, out, 0, COLUMNS));
      adds(
          there,
          SimdTall.PANELS * rows * COLUMNS,
          (adds, out) -> SimdTall.multiply(k, a, 0, k * rows, b, 1, ldb, adds, out, 0, COLUMNS));
    }
  }

  /// A product that is written to its argument, or added to it.
  private interface Product {
    void make(boolean adds, float[] out);
  }

  private static void adds(float[] there, int n, Product product) {
    float[] alone = new float[n];
    float[] sum = Arrays.copyOf(there, n);
    product.make(false, alone);
    product.make(true, sum);
    for (int i = 0; i < n; i++) {
      assertThat(sum[i]).isEqualTo(there[i] + alone[i]);
    }
  }
}

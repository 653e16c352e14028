package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class DepthTileTest {
  private static final int LANES = SimdTurnedDepthwise.LANES;

  private final Random random = new Random(5);

  private float[] normal(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /// Tiles of all widths, with an even and an odd number of columns, strides and dilations.
  @Test
  void equalsTheDefinition() {
    for (int pixels = 1; pixels <= DepthTile.Size.MOST_PIXELS; pixels++) {
      for (int columns : new int[] {1, 2, 3, 7}) {
        for (int stride = 1; stride <= 3; stride++) {
          check(new DepthTile.Size(pixels, columns, stride, 1), 2);
        }
        check(new DepthTile.Size(pixels, columns, 1, 3), 3);
      }
    }
  }

  private void check(DepthTile.Size size, int rows) {
    int seen = (size.pixels() - 1) * size.stride() + (size.columns() - 1) * size.apart() + 1;
    int down = (seen + 2) * LANES;
    int step = 2 * LANES;
    float[] w = normal(1 + rows * size.columns() * LANES);
    float[] x = normal(3 + rows * down);
    float[] start = normal(2 + LANES);
    float[] y = new float[4 + size.pixels() * step];
    int[] shift = size.shift(LANES);
    size.tile(LANES).sums(rows, w, 1, x, 3, down, shift, start, 2, y, 4, step);
    for (int p = 0; p < size.pixels(); p++) {
      for (int c = 0; c < LANES; c++) {
        double sum = start[2 + c];
        for (int u = 0; u < rows; u++) {
          for (int v = 0; v < size.columns(); v++) {
            double weight = w[1 + (u * size.columns() + v) * LANES + c];
            int at = 3 + u * down + (p * size.stride() + v * size.apart()) * LANES + c;
            sum += weight * x[at];
          }
        }
        // ε/2 for each of the at most 22 sums, of at most about 4² each
        assertThat((double) y[4 + p * step + c]).as("%s", size).isCloseTo(sum, within(2e-5));
        assertThat(y[4 + p * step + LANES + c]).isZero(); // written where results are, nowhere else
      }
    }
  }

  /// Where the last tile of a row overlaps the one before, as little as can be is computed twice.
  @Test
  void rowsAreCutIntoTilesThatWasteLittle() {
    assertThat(DepthTile.Size.of(5, 3, 1, 1).pixels()).isEqualTo(5);
    assertThat(DepthTile.Size.of(8, 3, 1, 1).pixels()).isEqualTo(8);
    assertThat(DepthTile.Size.of(14, 3, 1, 1).pixels()).isEqualTo(7);
    assertThat(DepthTile.Size.of(56, 3, 1, 1).pixels()).isEqualTo(8);
  }
}

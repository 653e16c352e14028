package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedImagesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 4, 4, 1, 1, 1, 1",
    "700, 4, 4, 1, 1, 1, 1",
    "300, 1, 1, 1, 1, 1, 1", // a vector reaches beyond several planes
    "50, 1, 3, 0, 2, 0, 0",
    "40, 17, 17, 0, 3, 0, 3",
    "40, 31, 31, 1, 1, 0, 0",
    "9, 14, 33, 2, 0, 1, 2",
    "5, 20, 64, 3, 5, 0, 0",
    "7, 6, 7, 0, 0, 2, 0", // rows without a gap
    "3, 5, 300, 1, 1, 1, 1"
  })
  void imagesStandAmongZeros(
      int planes, int rows, int columns, int top, int left, int bottom, int right) {
    PaddedImages images = new PaddedImages(planes, rows, columns, top, left, bottom, right);
    Random random = new Random(4);
    int offset = 5;
    float[] numbers = new float[offset + planes * rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 1 + random.nextFloat();
    }
    float[] found =
        images.of(
            new View(
                new FloatStorage(numbers),
                offset,
                new int[] {numbers.length - offset},
                new int[] {1}));
    int width = left + columns + right;
    for (int q = 0; q < planes * images.plane(); q++) {
      int p = q / images.plane();
      int i = q % images.plane() / width - top;
      int j = q % images.plane() % width - left;
      boolean inside = i >= 0 && i < rows && j >= 0 && j < columns;
      float expected = inside ? numbers[offset + (p * rows + i) * columns + j] : 0;
      assertThat(found[q]).as("plane %d, row %d, column %d", p, i, j).isEqualTo(expected);
    }
  }

  /// Even and odd columns with zeros before and behind, for rows of less and more than a vector.
  @Test
  void halvesOfRowsAreTheirEvenAndOddColumns() {
    for (int n = 1; n <= 70; n++) {
      for (int left = 0; left <= 3; left++) {
        int rows = 5;
        int width = (n + left + 3) / 2;
        int line = n + 2;
        int step = rows * width + 16;
        float[] from = new float[rows * line];
        for (int i = 0; i < from.length; i++) {
          from[i] = 1 + i;
        }
        float[] to = new float[2 * step + 16];
        SimdPhases.halves(rows, from, 0, line, n, left, to, 0, width, step);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < 2 * width; j++) {
            int column = j - left;
            float expected = column >= 0 && column < n ? from[i * line + column] : 0;
            assertThat(to[j % 2 * step + i * width + j / 2])
                .as("%d columns, %d before, row %d, column %d", n, left, i, j)
                .isEqualTo(expected);
          }
        }
      }
    }
  }
}

package octavo.kernel.conv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelOrderTest {
  private static final int GAP = 3;

  /// `[batch, channels, pixels]` from number [#GAP] on, the numbers of a pixel without a gap.
  private static View pixels(float[] numbers, int batch, int channels, int pixels) {
    int[] strides = {channels * pixels, 1, channels};
    return new View(new FloatStorage(numbers), GAP, new int[] {batch, channels, pixels}, strides);
  }

  private static View planes(float[] numbers, int batch, int channels, int pixels) {
    int[] strides = {channels * pixels, pixels, 1};
    return new View(new FloatStorage(numbers), GAP, new int[] {batch, channels, pixels}, strides);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 3, 50",
    "1, 16, 16",
    "3, 17, 31",
    "2, 64, 49",
    "1, 5, 3000",
    "2, 40, 1333",
    "1, 700, 9",
    "1, 700, 100",
    "0, 4, 4"
  })
  void eachNumberGoesToItsPlaceAndBack(int batch, int channels, int pixels) {
    int count = batch * channels * pixels;
    float[] numbers = new float[count + 2 * GAP];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    float[] turned = new float[numbers.length];
    PixelOrder.copy(
        pixels(numbers, batch, channels, pixels), planes(turned, batch, channels, pixels));
    float[] expected = new float[numbers.length];
    for (int b = 0; b < batch; b++) {
      for (int c = 0; c < channels; c++) {
        for (int q = 0; q < pixels; q++) {
          int image = GAP + b * channels * pixels;
          expected[image + c * pixels + q] = numbers[image + q * channels + c];
        }
      }
    }
    assertArrayEquals(expected, turned);
    float[] back = numbers.clone();
    java.util.Arrays.fill(back, GAP, GAP + count, -1);
    PixelOrder.copy(planes(turned, batch, channels, pixels), pixels(back, batch, channels, pixels));
    assertArrayEquals(numbers, back);
  }
}

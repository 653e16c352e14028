package octavo.cli.chapter;

import octavo.data.Digits;
import octavo.tensor.Tensor;

/// A small picture for demonstrations, and the way from a tensor to the pixels of a figure.
final class DigitPicture {
  private static final int SIDE = 8;

  private DigitPicture() {}

  /// The first test digit, `[1, 1, 8, 8]`, from 0 to 1.
  static Tensor first() {
    byte[] pixels = Digits.test().pixels();
    float[] numbers = new float[SIDE * SIDE];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (pixels[i] & 0xFF) / 255f;
    }
    return Tensor.of(numbers, 1, 1, SIDE, SIDE);
  }

  /// Numbers from 0 to 1 as gray pixels; what lies outside is clipped.
  static byte[] gray(Tensor picture) {
    double[] numbers = picture.toDoubleArray();
    byte[] pixels = new byte[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.clamp(Math.round(255 * numbers[i]), 0, 255);
    }
    return pixels;
  }
}

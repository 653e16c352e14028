package octavo.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import octavo.tensor.Tensor;

/// The 1,797 handwritten digits of Alpaydin and Kaynak (UCI Machine Learning Repository, 1998),
/// 8×8 pixels, which come with the library: small enough to train on in a second.
public final class Digits {
  private static final int SIDE = 8;

  /// Of this many images in a row the last is for testing.
  private static final int EVERY = 5;

  private Digits() {}

  /// All images. Those of one writer stand together: the last 360 as test set ask how well unknown
  /// writers are read, which is harder by some five percent than the split of [#train] and [#test].
  public static ImageDataset all() {
    return part(number -> true);
  }

  /// The 1,438 images that are not in [#test].
  public static ImageDataset train() {
    return part(number -> number % EVERY != EVERY - 1);
  }

  /// Every fifth image, 359 of them, by the same writers as those of [#train].
  public static ImageDataset test() {
    return part(number -> number % EVERY == EVERY - 1);
  }

  private static ImageDataset part(IntPredicate chosen) {
    Tensor table = table();
    double[] values = table.toDoubleArray();
    int[] numbers = IntStream.range(0, table.size(0)).filter(chosen).toArray();
    int plane = SIDE * SIDE;
    byte[] pixels = new byte[numbers.length * plane];
    byte[] labels = new byte[numbers.length];
    for (int i = 0; i < labels.length; i++) {
      int row = numbers[i] * (plane + 1);
      for (int p = 0; p < plane; p++) { // 0 … 16 to 0 … 255
        pixels[i * plane + p] = (byte) Math.round(values[row + p] * 255 / 16);
      }
      labels[i] = (byte) values[row + plane];
    }
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new ImageDataset(pixels, labels, SIDE, SIDE, names, 0.3054, 0.3753);
  }

  private static Tensor table() {
    try (InputStream raw = Digits.class.getResourceAsStream("digits.csv.gz")) {
      if (raw == null) {
        throw new IllegalStateException("Digits: the images are missing from the library's jar.");
      }
      byte[] text = new GZIPInputStream(raw).readAllBytes();
      return Csv.parse("digits.csv.gz", new String(text, StandardCharsets.UTF_8), ',').toTensor();
    } catch (IOException e) {
      throw new UncheckedIOException("Digits: the images in the library's jar are damaged.", e);
    }
  }
}

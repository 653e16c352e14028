package octavo.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import octavo.tensor.Tensor;

/// The 1,797 handwritten digits of Alpaydin and Kaynak (UCI Machine Learning Repository, 1998),
/// 8×8 pixels, which come with the library: small enough to train on in a second.
public final class Digits {
  private static final int SIDE = 8;

  /// The last fifth, by other writers than the rest, is the test set.
  private static final int TEST = 360;

  private Digits() {}

  /// All images.
  public static ImageDataset all() {
    return part(0, Integer.MAX_VALUE);
  }

  /// The first 1,437 images.
  public static ImageDataset train() {
    return part(0, -TEST);
  }

  /// The last 360 images.
  public static ImageDataset test() {
    return part(-TEST, Integer.MAX_VALUE);
  }

  private static ImageDataset part(int from, int to) {
    Tensor table = table();
    int rows = table.size(0);
    int start = from < 0 ? from + rows : from;
    int end = to < 0 ? to + rows : Math.min(to, rows);
    double[] values = table.narrow(0, start, end - start).toDoubleArray();
    int plane = SIDE * SIDE;
    byte[] pixels = new byte[(end - start) * plane];
    byte[] labels = new byte[end - start];
    for (int i = 0; i < labels.length; i++) {
      for (int p = 0; p < plane; p++) { // 0 … 16 to 0 … 255
        pixels[i * plane + p] = (byte) Math.round(values[i * (plane + 1) + p] * 255 / 16);
      }
      labels[i] = (byte) values[i * (plane + 1) + plane];
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

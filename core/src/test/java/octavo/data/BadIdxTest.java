package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import octavo.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way a data file can be wrong, with what is said about it.
class BadIdxTest {
  @TempDir private Path folder = Path.of("");

  private static byte[] labels(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + values.length).putInt(0x801).putInt(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static byte[] images(int count) {
    return ByteBuffer.allocate(16 + count * 4)
        .putInt(0x803)
        .putInt(count)
        .putInt(2)
        .putInt(2)
        .array();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private void refused(Path file, String message) {
    assertThatThrownBy(() -> Idx.read(file, 1))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": at byte " + message);
  }

  /// What is said of a file of three labels that ends after `length` bytes.
  private static String cutAt(int length) {
    if (length < 4) {
      return "0: expected an IDX header of at least 4 bytes, but found " + length + " bytes.";
    }
    return length < 8
        ? "4: expected 1 sizes of 4 bytes, but found " + (length - 4) + " bytes."
        : "8: expected 3 bytes for the sizes [3], but found " + (length - 8) + " bytes.";
  }

  @Test
  void aFileCutOffAnywhere() throws IOException {
    byte[] whole = labels(1, 2, 3);
    for (int length = 0; length < whole.length; length++) {
      refused(write("cut", Arrays.copyOf(whole, length)), cutAt(length));
      refused(write("cut.gz", zipped(Arrays.copyOf(whole, length))), cutAt(length));
    }
  }

  @Test
  void aFileThatIsTooLong() throws IOException {
    String message = "8: expected 3 bytes for the sizes [3], but found 4 bytes.";
    refused(write("long", Arrays.copyOf(labels(1, 2, 3), 12)), message);
    refused(write("long.gz", zipped(Arrays.copyOf(labels(1, 2, 3), 12))), message);
  }

  /// Memory is asked for what is there, not for what the header claims.
  @Test
  void sizesThatAreTooLarge() throws IOException {
    byte[] most = ByteBuffer.allocate(9).putInt(0x801).putInt(Integer.MAX_VALUE).array();
    refused(
        write("most", most),
        "8: expected 2147483647 bytes for the sizes [2147483647], but found 1 bytes.");
    byte[] negative = ByteBuffer.allocate(9).putInt(0x801).putInt(-1).array();
    refused(
        write("negative", negative),
        "8: expected at most 2^31 - 1 bytes for the sizes [-1], but found 1 bytes.");
    byte[] wide = ByteBuffer.allocate(20).putInt(0xE02).putInt(1 << 30).putInt(4).array();
    Path file = write("wide", wide);
    assertThatThrownBy(() -> Idx.readTensor(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": at byte 12: expected at most 2^31 - 1 bytes for the sizes [1073741824, 4], but"
                + " found 8 bytes.");
    byte[] manyAxes = ByteBuffer.allocate(4).putInt(0x8FF).array();
    Path axes = write("axes", manyAxes);
    assertThatThrownBy(() -> Idx.readTensor(axes))
        .hasMessage(axes + ": at byte 4: expected 255 sizes of 4 bytes, but found 0 bytes.");
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    refused(
        write("text", new byte[] {'a', ',', 'b', '\n'}),
        "0: expected the bytes 00 00 of an IDX file, but found 61 2c.");
    refused(
        write("images", images(1)),
        "0: expected the bytes 00 00 08 01 of an IDX file of unsigned bytes with 1 axes, but found"
            + " 00 00 08 03.");
    refused(
        write("plain.gz", labels(1)),
        "9: expected a whole gzip stream, but found it damaged or cut off.");
  }

  @Test
  void anArchiveCutOffOrChangedAnywhere() throws IOException {
    byte[] whole = zipped(labels(1, 2, 3, 4, 5, 6, 7, 8));
    for (int length = 0; length < whole.length; length++) {
      refused(
          write("cut.gz", Arrays.copyOf(whole, length)),
          length + ": expected a whole gzip stream, but found it damaged or cut off.");
    }
    int harmless = 0;
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = write("changed.gz", changed);
      try {
        // harmless: in the header the time and the system, at the end unused bits of the last byte
        assertThat(Idx.read(file, 1).bytes())
            .as("bit %d", bit)
            .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        harmless++;
      } catch (FormatException e) {
        assertThat(e).hasMessageStartingWith(file + ": at byte ");
      }
    }
    assertThat(harmless).isLessThan(8 * 8);
  }

  @Test
  void foldersWhoseFilesDoNotFit() throws IOException {
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    Path images = folder.resolve("train-images-idx3-ubyte");
    trainIsRefused(
        labels
            + ": expected the file train-labels-idx1-ubyte or"
            + " train-labels-idx1-ubyte.gz, but found neither.");
    Files.write(labels, labels(1, 12));
    trainIsRefused(
        images
            + ": expected the file train-images-idx3-ubyte or"
            + " train-images-idx3-ubyte.gz, but found neither.");
    Files.write(images, images(2));
    trainIsRefused(labels + ": at byte 9: expected a label from 0 to 9, but found 12.");
    Files.write(labels, labels(1, 2, 3));
    trainIsRefused(
        labels
            + ": at byte 4: expected 2 labels, one for each image of train-images-idx3-ubyte, but"
            + " found 3.");
    Files.write(labels, labels());
    Files.write(images, images(0));
    trainIsRefused(images + ": at byte 4: expected at least one image, but found none.");
  }

  private void trainIsRefused(String message) {
    assertThatThrownBy(() -> FashionMnist.train(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }

  @Test
  void imagesInMemoryThatDoNotFit() {
    List<String> two = List.of("a", "b");
    assertThatThrownBy(() -> new ImageDataset(new byte[8], new byte[] {0, 2}, 2, 2, two, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageDataset: labels must be in [0, 1], but image 1 has label 2.");
    assertThatThrownBy(() -> new ImageDataset(new byte[7], new byte[2], 2, 2, two, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageDataset: 2 images of 2×2 need 8 pixels, but there are 7.");
  }
}

package octavo.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import octavo.format.FormatException;

/// Files in the IDX format of MNIST: two zero bytes, the type, the number of axes, the sizes as
/// big-endian 32-bit integers, the numbers. Only unsigned bytes, the type of images and labels, are
/// read. A name that ends in `.gz` is decompressed.
///
/// @param sizes the sizes of the axes
/// @param bytes the numbers
public record Idx(int[] sizes, byte[] bytes) {
  private static final int UNSIGNED_BYTE = 0x08;

  /// Reads a file with this number of axes.
  ///
  /// @throws FormatException if the file is missing, empty, cut off, too long or of another kind
  /// @throws IOException if it cannot be read
  public static Idx read(Path file, int axes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          file.toString(), 0, "an IDX file", "no file of that name (is the folder right?)");
    }
    byte[] content = content(file);
    if (content.length < 4) {
      throw new FormatException(
          file.toString(), 0, "an IDX header of at least 4 bytes", content.length + " bytes");
    }
    if (content[0] != 0 || content[1] != 0 || content[2] != UNSIGNED_BYTE || content[3] != axes) {
      throw new FormatException(
          file.toString(),
          0,
          "the bytes 00 00 08 0%d of an IDX file of unsigned bytes with %d axes"
              .formatted(axes, axes),
          "%02x %02x %02x %02x".formatted(content[0], content[1], content[2], content[3]));
    }
    int start = 4 + 4 * axes;
    if (content.length < start) {
      throw new FormatException(
          file.toString(), 4, axes + " sizes of 4 bytes", (content.length - 4) + " bytes");
    }
    int[] sizes = new int[axes];
    long count = 1;
    for (int a = 0; a < axes; a++) {
      int at = 4 + 4 * a;
      sizes[a] =
          (content[at] & 0xFF) << 24
              | (content[at + 1] & 0xFF) << 16
              | (content[at + 2] & 0xFF) << 8
              | (content[at + 3] & 0xFF);
      count = sizes[a] < 0 || count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * sizes[a];
    }
    if (count != content.length - start) {
      throw new FormatException(
          file.toString(),
          start,
          (count > Integer.MAX_VALUE ? "at most 2^31 - 1" : Long.toString(count))
              + " bytes for the sizes "
              + Arrays.toString(sizes),
          (content.length - start) + " bytes");
    }
    return new Idx(sizes, Arrays.copyOfRange(content, start, content.length));
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    } catch (EOFException | ZipException e) {
      throw new FormatException(
          file.toString(), Files.size(file), "a whole gzip stream", "it damaged or cut off");
    }
  }
}

package octavo.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import octavo.format.FormatException;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Files in the IDX format of MNIST: two zero bytes, the type, the number of axes, the sizes as
/// big-endian 32-bit integers, the numbers. A name that ends in `.gz` is decompressed.
///
/// @param sizes the sizes of the axes
/// @param bytes the numbers
public record Idx(int[] sizes, byte[] bytes) {
  private static final int UNSIGNED_BYTE = 0x08;

  /// Reads a file of unsigned bytes, the type of images and labels, with this number of axes.
  ///
  /// @throws FormatException if the file is missing, empty, cut off, too long or of another kind
  /// @throws IOException if it cannot be read
  public static Idx read(Path file, int axes) throws IOException {
    byte[] content = content(file);
    if (content[2] != UNSIGNED_BYTE || content[3] != axes) {
      throw new FormatException(
          file.toString(),
          0,
          "the bytes 00 00 08 0%d of an IDX file of unsigned bytes with %d axes"
              .formatted(axes, axes),
          "%02x %02x %02x %02x".formatted(content[0], content[1], content[2], content[3]));
    }
    int[] sizes = sizes(file, content, 1);
    return new Idx(sizes, Arrays.copyOfRange(content, 4 + 4 * axes, content.length));
  }

  /// Reads a file of any type and number of axes: unsigned bytes as uint8, signed ones as int8,
  /// 16-bit and 32-bit integers as int64, floats as float32 and doubles as float64.
  ///
  /// @throws FormatException if the file is missing, empty, cut off, too long or no IDX file
  /// @throws IOException if it cannot be read
  public static Tensor readTensor(Path file) throws IOException {
    byte[] content = content(file);
    int start = 4 + 4 * content[3];
    int[] sizes =
        switch (content[2]) {
          case UNSIGNED_BYTE, 0x09 -> sizes(file, content, 1);
          case 0x0B -> sizes(file, content, 2);
          case 0x0C, 0x0D -> sizes(file, content, 4);
          case 0x0E -> sizes(file, content, 8);
          default ->
              throw new FormatException(
                  file.toString(),
                  2,
                  "a type of IDX: 08, 09, 0b, 0c, 0d or 0e",
                  "%02x".formatted(content[2]));
        };
    ByteBuffer in = ByteBuffer.wrap(content, start, content.length - start);
    Shape shape = Shape.of(sizes);
    Storage numbers = Storage.allocate(type(content[2]), shape.elements());
    for (int i = 0; i < numbers.length(); i++) {
      switch (content[2]) {
        case UNSIGNED_BYTE -> numbers.setDouble(i, in.get() & 0xFF);
        case 0x09 -> numbers.setDouble(i, in.get());
        case 0x0B -> numbers.setLong(i, in.getShort());
        case 0x0C -> numbers.setLong(i, in.getInt());
        case 0x0D -> numbers.setDouble(i, in.getFloat());
        default -> numbers.setDouble(i, in.getDouble());
      }
    }
    return Tensor.over(shape, numbers);
  }

  private static DType type(int code) {
    return switch (code) {
      case UNSIGNED_BYTE -> DType.UINT8;
      case 0x09 -> DType.INT8;
      case 0x0D -> DType.FLOAT32;
      case 0x0E -> DType.FLOAT64;
      default -> DType.INT64;
    };
  }

  /// The sizes in the header, which must ask for all that follows it.
  private static int[] sizes(Path file, byte[] content, int width) throws FormatException {
    int axes = content[3];
    int start = 4 + 4 * axes;
    if (axes < 0 || content.length < start) {
      throw new FormatException(
          file.toString(), 4, (axes & 0xFF) + " sizes of 4 bytes", (content.length - 4) + " bytes");
    }
    int[] sizes = new int[axes];
    long count = width;
    for (int a = 0; a < axes; a++) {
      sizes[a] = ByteBuffer.wrap(content).getInt(4 + 4 * a);
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
    return sizes;
  }

  /// All bytes of a file that begins as IDX files do.
  private static byte[] content(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FormatException.missing(file, "an IDX file");
    }
    byte[] content = bytes(file);
    if (content.length < 4) {
      throw new FormatException(
          file.toString(), 0, "an IDX header of at least 4 bytes", content.length + " bytes");
    }
    if (content[0] != 0 || content[1] != 0) {
      throw new FormatException(
          file.toString(),
          0,
          "the bytes 00 00 of an IDX file",
          "%02x %02x".formatted(content[0], content[1]));
    }
    return content;
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    } catch (EOFException | ZipException e) {
      throw new FormatException(
          file.toString(), Files.size(file), "a whole gzip stream", "it damaged or cut off");
    }
  }
}

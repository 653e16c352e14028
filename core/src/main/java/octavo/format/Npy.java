package octavo.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;
import octavo.storage.DType;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;

/// One array in NumPy's NPY format.
///
/// Read are versions 1.0 to 3.0, either byte order and either order of the axes; integers that have
/// no type of their own here become int64. Written is version 1.0, little-endian, row by row, as
/// NumPy itself would; bfloat16, which NumPy lacks, as float32.
public final class Npy {
  private Npy() {}

  /// Reads a file.
  ///
  /// @throws FormatException if it is missing, damaged or holds no numbers
  /// @throws IOException if it cannot be read
  public static StoredArray read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FormatException.missing(file, "an NPY file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), Files.size(file));
    }
  }

  /// Writes a file atomically.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public static void write(Path file, StoredArray array) throws IOException {
    Storage numbers = writable(array.storage());
    byte[] header = NpyHeader.bytes(numbers.dtype(), array.shape());
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
          StorageBytes.forEachChunk(
              List.of(numbers), chunk -> AtomicFile.writeFully(channel, chunk));
        });
  }

  /// The same numbers in a type that NumPy knows.
  static Storage writable(Storage storage) {
    if (storage.dtype() != DType.BFLOAT16) {
      return storage;
    }
    float[] wide = new float[storage.length()];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (float) storage.getDouble(i);
    }
    return new FloatStorage(wide);
  }

  /// Reads the `size` bytes of `in`.
  static StoredArray read(InputStream in, String file, long size) throws IOException {
    try {
      NpyHeader header = NpyHeader.read(in, file, size);
      Storage storage = numbers(in, file, header);
      if (in.read() >= 0) {
        throw new FormatException(file, size, "the end of the file", "more bytes");
      }
      if (header.columnMajor()) {
        storage = rowMajor(storage, header.shape());
      }
      return new StoredArray(header.shape(), storage);
    } catch (EOFException | ZipException e) {
      throw new FormatException(file, size, "a whole NPY file", "it damaged or cut off");
    }
  }

  private static Storage numbers(InputStream in, String file, NpyHeader header) throws IOException {
    NpyType type = header.type();
    Storage storage = Storage.allocate(type.dtype(), header.count());
    int step = StorageBytes.CHUNK / type.bytes();
    byte[] bytes = new byte[(int) Math.min(StorageBytes.CHUNK, header.bytes())];
    for (int from = 0; from < header.count(); from += step) {
      int count = Math.min(step, header.count() - from);
      int length = count * type.bytes();
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new EOFException();
      }
      ByteBuffer chunk = ByteBuffer.wrap(bytes, 0, length).order(type.order());
      if (type.isOwn()) {
        StorageBytes.get(chunk, storage, from, count);
      } else {
        integers(chunk, type, ((LongStorage) storage).array(), from, count);
      }
    }
    int untruth = StorageBytes.firstUntruth(storage);
    if (untruth >= 0) {
      throw new FormatException(
          file,
          header.start() + untruth,
          "0 or 1 as a truth value",
          "%.0f".formatted(storage.getDouble(untruth)));
    }
    if (type.kind() == 'u' && type.bytes() == 8) {
      refuseTooLarge(((LongStorage) storage).array(), file, header.start());
    }
    return storage;
  }

  private static void integers(ByteBuffer in, NpyType type, long[] out, int from, int count) {
    boolean unsigned = type.kind() == 'u';
    for (int i = from; i < from + count; i++) {
      out[i] =
          switch (type.bytes()) {
            case 2 -> unsigned ? Short.toUnsignedLong(in.getShort()) : in.getShort();
            case 4 -> unsigned ? Integer.toUnsignedLong(in.getInt()) : in.getInt();
            default -> in.getLong();
          };
    }
  }

  private static void refuseTooLarge(long[] values, String file, long start)
      throws FormatException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        throw new FormatException(
            file, start + 8L * i, "a number below 2^63", Long.toUnsignedString(values[i]));
      }
    }
  }

  /// The same array with the last axis, not the first, running fastest.
  private static Storage rowMajor(Storage source, int[] shape) {
    Storage out = Storage.allocate(source.dtype(), source.length());
    int[] index = new int[shape.length];
    int[] steps = new int[shape.length];
    int step = 1;
    for (int a = 0; a < shape.length; a++) {
      steps[a] = step;
      step *= shape[a];
    }
    int from = 0;
    for (int to = 0; to < out.length(); to++) {
      out.copyFrom(source, from, to, 1);
      for (int a = shape.length - 1; a >= 0; a--) {
        from += steps[a];
        if (++index[a] < shape[a]) {
          break;
        }
        from -= steps[a] * shape[a];
        index[a] = 0;
      }
    }
    return out;
  }
}

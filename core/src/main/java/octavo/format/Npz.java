package octavo.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import octavo.storage.Storage;

/// Named arrays in NumPy's NPZ format: a zip archive of NPY files. Read packed or plain, written
/// plain as by `numpy.savez`, with a fixed date, so that the same arrays give the same bytes.
public final class Npz {
  private static final String ENDING = ".npy";
  private static final int BEST_RATIO = 1032; // of the deflate method; a larger one is a lie
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /// Reads all arrays, by name, in the order of the archive.
  ///
  /// @throws FormatException if it is missing, damaged or holds something else than arrays
  /// @throws IOException if it cannot be read
  public static Map<String, StoredArray> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FormatException.missing(file, "an NPZ file");
    }
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String inside = file + "!" + entry.getName();
        if (!entry.getName().endsWith(ENDING)) {
          throw new FormatException(inside, 0, "a name that ends in " + ENDING, "another");
        }
        String name = entry.getName().substring(0, entry.getName().length() - ENDING.length());
        if (arrays.containsKey(name)) {
          throw new FormatException(inside, 0, "a name that has not occurred before", name);
        }
        arrays.put(name, read(zip, entry, inside));
      }
    } catch (ZipException | EOFException e) {
      throw new FormatException(
          file.toString(), 0, "a zip archive", "a damaged one (" + e.getMessage() + ")");
    }
    return arrays;
  }

  private static StoredArray read(ZipFile zip, ZipEntry entry, String inside) throws IOException {
    if (entry.getSize() / BEST_RATIO > entry.getCompressedSize()) {
      throw new FormatException(
          inside,
          0,
          "at most " + BEST_RATIO + " times its packed size of " + entry.getCompressedSize(),
          entry.getSize() + " bytes");
    }
    CRC32 crc = new CRC32();
    try (InputStream raw = zip.getInputStream(entry);
        InputStream in = new CheckedInputStream(raw, crc)) {
      StoredArray array = Npy.read(in, inside, entry.getSize());
      if (crc.getValue() != entry.getCrc()) {
        throw new FormatException(
            inside,
            0,
            "checksum %08x".formatted(entry.getCrc()),
            "%08x".formatted(crc.getValue()),
            "The file is damaged: copy it again.");
      }
      return array;
    }
  }

  /// Writes a file atomically.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public static void write(Path file, Map<String, StoredArray> arrays) throws IOException {
    AtomicFile.write(
        file,
        channel -> {
          ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
          for (Map.Entry<String, StoredArray> entry : arrays.entrySet()) {
            append(zip, entry.getKey(), entry.getValue());
          }
          zip.finish();
        });
  }

  private static void append(ZipOutputStream zip, String name, StoredArray array)
      throws IOException {
    Storage numbers = Npy.writable(array.storage());
    byte[] header = NpyHeader.bytes(numbers.dtype(), array.shape());
    CRC32 crc = new CRC32();
    crc.update(header);
    StorageBytes.forEachChunk(List.of(numbers), crc::update);
    ZipEntry entry = new ZipEntry(name + ENDING);
    entry.setTimeLocal(DATE);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(header.length + (long) numbers.length() * numbers.dtype().bytes());
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(header);
    OutputStream out = zip;
    StorageBytes.forEachChunk(
        List.of(numbers), chunk -> out.write(chunk.array(), 0, chunk.limit()));
    zip.closeEntry();
  }
}

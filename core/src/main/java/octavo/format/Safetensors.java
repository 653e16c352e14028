package octavo.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import octavo.storage.DType;
import octavo.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Named arrays in the safetensors format: 8 bytes of header length, a JSON header, the numbers.
///
/// The same content gives the same bytes. A checksum (CRC-32C) of the numbers and of everything
/// else in the header stands in the metadata under `octavo.crc32c`; a file that carries one and
/// does not fit it is refused. Files of other writers carry none and are read too. Every claim of
/// the header is checked before memory is asked for.
public final class Safetensors {
  private static final String CHECKSUM = "octavo.crc32c";
  private static final int LONGEST_HEADER = 100_000_000;
  private static final Map<String, DType> TYPES =
      Map.of(
          "F32", DType.FLOAT32,
          "F64", DType.FLOAT64,
          "I64", DType.INT64,
          "BOOL", DType.BOOL,
          "BF16", DType.BFLOAT16,
          "F16", DType.FLOAT16,
          "I8", DType.INT8,
          "U8", DType.UINT8);

  private Safetensors() {}

  /// What a file holds.
  ///
  /// @param arrays by name
  /// @param metadata free text by name
  public record Content(Map<String, StoredArray> arrays, Map<String, String> metadata) {}

  /// Writes a file atomically.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public static void write(Path file, Content content) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.remove(CHECKSUM);
    header.put("__metadata__", metadata);
    long offset = 0;
    for (Map.Entry<String, StoredArray> entry : content.arrays().entrySet()) {
      StoredArray array = entry.getValue();
      long size = (long) array.storage().length() * array.dtype().bytes();
      header.put(entry.getKey(), describe(array, offset, offset + size));
      offset += size;
    }
    byte[] data = new byte[Math.toIntExact(offset)];
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    content.arrays().values().forEach(array -> StorageBytes.put(array.storage(), buffer));
    metadata.put(CHECKSUM, checksum(header, ByteBuffer.wrap(data)));
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int padding = (8 - json.length % 8) % 8; // the numbers begin at a multiple of 8
    ByteBuffer start =
        ByteBuffer.allocate(8 + json.length + padding).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(json.length + padding).put(json);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    AtomicFile.write(file, start.array(), data);
  }

  private static Map<String, Object> describe(StoredArray array, long from, long to) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (Map.Entry<String, DType> type : TYPES.entrySet()) {
      if (type.getValue() == array.dtype()) {
        entry.put("dtype", type.getKey());
      }
    }
    List<Long> shape = new ArrayList<>();
    for (int size : array.shape()) {
      shape.add((long) size);
    }
    entry.put("shape", shape);
    entry.put("data_offsets", List.of(from, to));
    return entry;
  }

  /// Of the header without the checksum itself, and the numbers.
  private static String checksum(Map<String, ?> header, ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(Json.write(header).getBytes(StandardCharsets.UTF_8));
    crc.update(data.duplicate());
    return Long.toHexString(crc.getValue());
  }

  /// Reads a file.
  ///
  /// @throws FormatException if it is damaged or no safetensors file
  /// @throws IOException if it cannot be read
  public static Content read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FormatException(file.toString(), 0, "a safetensors file", "no file of that name");
    }
    long length = Files.size(file);
    if (length > Integer.MAX_VALUE - 16) {
      throw new FormatException(file.toString(), 0, "a file of less than 2 GiB", length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    return new Reader(file.toString(), bytes).read();
  }

  /// One file while it is read.
  private static final class Reader {
    private final String file;
    private final ByteBuffer bytes;
    private int start;

    Reader(String file, ByteBuffer bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    private FormatException error(long offset, String expected, Object found) {
      return new FormatException(file, offset, expected, String.valueOf(found));
    }

    Content read() throws FormatException {
      int size = bytes.remaining();
      if (size < 8) {
        throw error(0, "8 bytes of header length", size + " bytes in all");
      }
      long claimed = bytes.getLong(0);
      if (claimed < 2 || claimed > LONGEST_HEADER || claimed > size - 8L) {
        throw error(0, "a header of 2 to " + (size - 8) + " bytes", claimed);
      }
      int headerLength = (int) claimed;
      start = 8 + headerLength;
      String json = new String(bytes.array(), 8, headerLength, StandardCharsets.UTF_8);
      if (!(Json.parse(json, file) instanceof Map<?, ?> header)) {
        throw error(8, "a JSON object", "another value");
      }
      Map<String, String> metadata = metadata(header.get("__metadata__"));
      verify(header, metadata);
      Map<String, StoredArray> arrays = new LinkedHashMap<>();
      TreeMap<Integer, Integer> ranges = new TreeMap<>();
      for (Map.Entry<?, ?> entry : header.entrySet()) {
        String name = (String) entry.getKey();
        if (!name.equals("__metadata__")) {
          arrays.put(name, array(name, entry.getValue(), ranges));
        }
      }
      int end = 0;
      for (Map.Entry<Integer, Integer> range : ranges.entrySet()) {
        if (range.getKey() != end) {
          throw error(start + (long) end, "arrays without gap or overlap", "one at " + range);
        }
        end = range.getValue();
      }
      if (end != size - start) {
        throw error(
            start + (long) end, "the end of the file", (size - start - end) + " more bytes");
      }
      return new Content(arrays, metadata);
    }

    private Map<String, String> metadata(@Nullable Object value) throws FormatException {
      Map<String, String> metadata = new TreeMap<>();
      if (value == null) {
        return metadata;
      }
      if (!(value instanceof Map<?, ?> map)) {
        throw error(8, "metadata as an object", "another value");
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getValue() instanceof String text)) {
          throw error(8, "metadata '" + entry.getKey() + "' as text", entry.getValue());
        }
        metadata.put((String) entry.getKey(), text);
      }
      return metadata;
    }

    private void verify(Map<?, ?> header, Map<String, String> metadata) throws FormatException {
      String expected = metadata.remove(CHECKSUM);
      if (expected == null) {
        return;
      }
      Map<String, Object> plain = new LinkedHashMap<>();
      header.forEach((name, value) -> plain.put((String) name, value));
      plain.put("__metadata__", metadata);
      String found = checksum(plain, bytes.duplicate().position(start));
      if (!found.equals(expected)) {
        throw error(start, "checksum " + expected, found + ": the file is damaged");
      }
    }

    private StoredArray array(String name, @Nullable Object value, Map<Integer, Integer> ranges)
        throws FormatException {
      if (!(value instanceof Map<?, ?> entry)
          || !(entry.get("dtype") instanceof String type)
          || !(entry.get("shape") instanceof List<?> shape)
          || !(entry.get("data_offsets") instanceof List<?> offsets)
          || offsets.size() != 2) {
        throw error(8, "dtype, shape and data_offsets of '" + name + "'", String.valueOf(value));
      }
      DType dtype = TYPES.get(type);
      if (dtype == null) {
        throw error(8, "one of the types " + new TreeMap<>(TYPES).keySet(), type);
      }
      int[] sizes = new int[shape.size()];
      long count = 1;
      for (int a = 0; a < sizes.length; a++) {
        long size = shape.get(a) instanceof Long l ? l : -1;
        count = size < 0 || size > Integer.MAX_VALUE ? -1 : count * size;
        if (count < 0 || count > Integer.MAX_VALUE) {
          throw error(8, "a shape of '" + name + "' with at most 2^31 - 1 elements", shape);
        }
        sizes[a] = (int) size;
      }
      long from = offsets.get(0) instanceof Long l ? l : -1;
      long to = offsets.get(1) instanceof Long l ? l : -1;
      if (from < 0 || to > bytes.capacity() - start || to - from != count * dtype.bytes()) {
        throw error(8, "room for " + count + " elements of '" + name + "' in the file", offsets);
      }
      if (to > from && ranges.put((int) from, (int) to) != null) {
        throw error(8, "arrays without overlap", "two at " + from);
      }
      Storage storage = Storage.allocate(dtype, (int) count);
      StorageBytes.get(
          bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start + (int) from), storage);
      return new StoredArray(sizes, storage);
    }
  }
}

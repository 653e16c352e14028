package octavo.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import octavo.storage.DType;
import octavo.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Reads one safetensors file: first the header, which is checked as a whole, then the numbers.
final class SafetensorsReader {
  private static final int LONGEST_HEADER = 100_000_000; // the limit of the reference

  private final String file;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer chunk =
      ByteBuffer.allocateDirect(StorageBytes.CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  private SafetensorsReader(String file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  static Safetensors.Content read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FormatException.missing(file, "a safetensors file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return new SafetensorsReader(file.toString(), channel, channel.size()).read();
    }
  }

  /// One array of the header: where its numbers lie, from the end of the header.
  private record Entry(String name, DType dtype, int[] sizes, int count, long from, long to) {}

  private FormatException error(long offset, String expected, Object found) {
    return new FormatException(file, offset, expected, String.valueOf(found));
  }

  private FormatException damaged(long offset, String expected, Object found) {
    return new FormatException(
        file,
        offset,
        expected,
        String.valueOf(found),
        "The file is damaged or was cut off: copy it again or go back to an earlier one.");
  }

  private Safetensors.Content read() throws IOException {
    if (size < 8) {
      throw damaged(0, "8 bytes of header length", size + " bytes in all");
    }
    ByteBuffer first = fill(8);
    long headerLength = first.getLong(0);
    if (headerLength < 0 || headerLength > LONGEST_HEADER) {
      throw new FormatException(
          file,
          0,
          "a safetensors file",
          beginning(first),
          "Is the name right? If it is, the file is damaged.");
    }
    if (headerLength < 2 || headerLength > size - 8) {
      throw damaged(
          0,
          "a header length from 2 to " + Math.min(LONGEST_HEADER, size - 8),
          Long.toString(headerLength));
    }
    Map<String, Object> fields = header((int) headerLength);
    long start = 8 + headerLength;
    Map<String, String> metadata = metadata(fields.get(Safetensors.METADATA));
    String expected = metadata.remove(Safetensors.CHECKSUM);
    if (expected == null && metadata.containsKey(Safetensors.VERSION)) {
      throw damaged(8, "metadata '" + Safetensors.CHECKSUM + "'", "none");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (!field.getKey().equals(Safetensors.METADATA)) {
        entries.add(entry(field.getKey(), field.getValue(), size - start));
      }
    }
    fields.put(Safetensors.METADATA, metadata);
    CRC32C checksum = SafetensorsWriter.begin(fields);
    Map<String, StoredArray> arrays = arrays(entries, start, checksum);
    String found = SafetensorsWriter.text(checksum);
    if (expected != null && !found.equals(expected)) {
      throw damaged(start, "checksum " + expected, found);
    }
    metadata.remove(Safetensors.VERSION);
    return new Safetensors.Content(arrays, metadata);
  }

  /// What a file is that begins with these bytes.
  private static String beginning(ByteBuffer first) {
    byte[] bytes = new byte[first.remaining()];
    first.get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.equals("\u0089PNG\r\n\u001a\n")) {
      return "a PNG file";
    }
    if (text.startsWith("PK")) {
      return "a ZIP archive, as PyTorch and NumPy write them";
    }
    return text.chars().allMatch(c -> (c >= ' ' && c < 127) || Character.isWhitespace(c))
        ? "text"
        : "other bytes";
  }

  private Map<String, Object> header(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      ByteBuffer part = fill(Math.min(StorageBytes.CHUNK, length - at));
      int step = part.remaining();
      part.get(bytes, at, step);
      at += step;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw damaged(8, "a header in UTF-8", "other bytes");
    }
    if (!text.startsWith("{") || !(Json.parse(text, file, 8) instanceof Map<?, ?> map)) {
      throw error(8, "a header that begins with '{'", "another character");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> field : map.entrySet()) {
      if (field.getValue() == null) {
        throw error(8, "an object as '" + field.getKey() + "' of the header", "null");
      }
      fields.put((String) field.getKey(), field.getValue());
    }
    return fields;
  }

  private Map<String, String> metadata(@Nullable Object value) throws FormatException {
    Map<String, String> metadata = new TreeMap<>();
    if (value == null) {
      return metadata;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw error(8, "metadata as an object", Json.write(value));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        throw error(8, "metadata '" + entry.getKey() + "' as text", Json.write(entry.getValue()));
      }
      metadata.put((String) entry.getKey(), text);
    }
    return metadata;
  }

  private Entry entry(String name, Object value, long room) throws FormatException {
    if (!(value instanceof Map<?, ?> map)
        || !(map.get("dtype") instanceof String type)
        || !(map.get("shape") instanceof List<?> shape)
        || !(map.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2
        || map.size() != 3) {
      throw error(8, "dtype, shape and data_offsets of '" + name + "'", Json.write(value));
    }
    DType dtype = Safetensors.TYPES.get(type);
    if (dtype == null) {
      throw error(
          8, "one of the types " + Safetensors.TYPES.keySet() + " for '" + name + "'", type);
    }
    int[] sizes = new int[shape.size()];
    long count = 1;
    for (int a = 0; a < sizes.length; a++) {
      long one = integer(shape.get(a));
      if (one < 0 || one > Integer.MAX_VALUE || count * one > Integer.MAX_VALUE) {
        throw error(
            8, "a shape of '" + name + "' with at most 2^31 - 1 elements", Json.write(shape));
      }
      sizes[a] = (int) one;
      count *= one;
    }
    long from = integer(offsets.get(0));
    long to = integer(offsets.get(1));
    if (from < 0 || to > room || to - from != count * dtype.bytes()) {
      throw damaged(
          8,
          "%d bytes for '%s' within the %d bytes of numbers"
              .formatted(count * dtype.bytes(), name, room),
          "data_offsets " + Json.write(offsets));
    }
    return new Entry(name, dtype, sizes, (int) count, from, to);
  }

  private static long integer(@Nullable Object value) {
    return value instanceof Long number ? number : -1;
  }

  private Map<String, StoredArray> arrays(List<Entry> entries, long start, CRC32C checksum)
      throws IOException {
    List<Entry> placed = new ArrayList<>(entries);
    placed.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long end = 0;
    for (Entry entry : placed) {
      if (entry.from() != end) {
        throw error(
            start + end, "arrays without gap or overlap", entry.name() + " at " + entry.from());
      }
      end = entry.to();
    }
    if (start + end != size) {
      throw error(start + end, "the end of the file", (size - start - end) + " more bytes");
    }
    Map<String, Storage> storages = new LinkedHashMap<>();
    for (Entry entry : placed) {
      storages.put(entry.name(), numbers(entry, start, checksum));
    }
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Storage storage = storages.get(entry.name());
      if (storage != null) {
        arrays.put(entry.name(), new StoredArray(entry.sizes(), storage));
      }
    }
    return arrays;
  }

  private Storage numbers(Entry entry, long start, CRC32C checksum) throws IOException {
    Storage storage = Storage.allocate(entry.dtype(), entry.count());
    int step = StorageBytes.CHUNK / entry.dtype().bytes();
    for (int from = 0; from < entry.count(); from += step) {
      int count = Math.min(step, entry.count() - from);
      ByteBuffer part = fill(count * entry.dtype().bytes());
      checksum.update(part.duplicate());
      StorageBytes.get(part, storage, from, count);
    }
    int untruth = StorageBytes.firstUntruth(storage);
    if (untruth >= 0) {
      throw damaged(
          start + entry.from() + untruth,
          "0 or 1 as element " + untruth + " of '" + entry.name() + "'",
          "%.0f".formatted(storage.getDouble(untruth)));
    }
    return storage;
  }

  /// The next `length` bytes of the file.
  private ByteBuffer fill(int length) throws IOException {
    chunk.clear().limit(length);
    while (chunk.hasRemaining()) {
      if (channel.read(chunk) < 0) {
        throw damaged(channel.position(), chunk.remaining() + " more bytes", "the end of the file");
      }
    }
    return chunk.flip();
  }
}

package octavo.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import octavo.storage.DType;
import octavo.storage.Storage;

/// Writes one safetensors file. The header names the arrays in the order given; the numbers lie by
/// size of element, widest first, so that every array is aligned to its elements, as in the
/// reference implementation.
final class SafetensorsWriter {
  private final List<Storage> storages = new ArrayList<>();
  private final byte[] header;

  SafetensorsWriter(Safetensors.Content content) {
    List<Map.Entry<String, StoredArray>> placed = new ArrayList<>(content.arrays().entrySet());
    placed.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()));
    Map<String, Map<String, Object>> descriptions = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, StoredArray> entry : placed) {
      StoredArray array = entry.getValue();
      long end = offset + (long) array.storage().length() * array.dtype().bytes();
      descriptions.put(entry.getKey(), describe(array, offset, end));
      storages.add(array.storage());
      offset = end;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    TreeMap<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.put(Safetensors.VERSION, "1");
    fields.put(Safetensors.METADATA, metadata);
    for (String name : content.arrays().keySet()) {
      fields.put(name, descriptions.getOrDefault(name, Map.of()));
    }
    CRC32C checksum = begin(fields);
    StorageBytes.forEachChunk(storages, checksum::update);
    metadata.put(Safetensors.CHECKSUM, text(checksum));
    header = Json.write(fields).getBytes(StandardCharsets.UTF_8);
  }

  /// A checksum of the header's fields, to which the numbers are still to be added.
  static CRC32C begin(Map<String, ?> fields) {
    CRC32C checksum = new CRC32C();
    checksum.update(Json.write(fields).getBytes(StandardCharsets.UTF_8));
    return checksum;
  }

  static String text(CRC32C checksum) {
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  private static Map<String, Object> describe(StoredArray array, long from, long to) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (Map.Entry<String, DType> type : Safetensors.TYPES.entrySet()) {
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

  void writeTo(FileChannel channel) throws IOException {
    int padding = -header.length & 7; // the numbers begin at a multiple of 8
    ByteBuffer start = ByteBuffer.allocate(8 + header.length + padding);
    start.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length + padding).put(header);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    AtomicFile.writeFully(channel, start.flip());
    StorageBytes.forEachChunk(storages, chunk -> AtomicFile.writeFully(channel, chunk));
  }
}

package octavo.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import octavo.storage.DType;

/// Named arrays in the safetensors format: 8 bytes of header length, a JSON header, the numbers.
///
/// The same content gives the same bytes, and a write either replaces the file as a whole or leaves
/// it alone. A checksum (CRC-32C) of the numbers and of everything else in the header stands in the
/// metadata, so a changed bit is found; files of other writers carry none and are read too. Every
/// claim of the header is checked before memory is asked for.
public final class Safetensors {
  /// The metadata key of the checksum; it never reaches the reader of a file.
  static final String CHECKSUM = "octavo.crc32c";

  /// The metadata key that says a checksum must be there, so that a change of the checksum's own
  /// key is found too.
  static final String VERSION = "octavo.format";

  static final String METADATA = "__metadata__";

  /// The names of the element types, in alphabetical order.
  static final Map<String, DType> TYPES =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "F32", DType.FLOAT32,
                  "F64", DType.FLOAT64,
                  "I64", DType.INT64,
                  "BOOL", DType.BOOL,
                  "BF16", DType.BFLOAT16,
                  "F16", DType.FLOAT16,
                  "I8", DType.INT8,
                  "U8", DType.UINT8)));

  private Safetensors() {}

  /// What a file holds.
  ///
  /// @param arrays by name, in the order of the header
  /// @param metadata free text by name, in alphabetical order
  public record Content(Map<String, StoredArray> arrays, Map<String, String> metadata) {
    /// Copies both maps; the arrays are shared.
    ///
    /// @throws IllegalArgumentException if a name is one that the format or Octavo keeps for itself
    public Content {
      arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
      metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
      if (arrays.containsKey(METADATA)) {
        throw new IllegalArgumentException(
            "Safetensors: the format keeps the name '"
                + METADATA
                + "' for itself, but an array has it. Choose another name.");
      }
      if (metadata.containsKey(CHECKSUM) || metadata.containsKey(VERSION)) {
        throw new IllegalArgumentException(
            "Safetensors: the metadata keys '%s' and '%s' are set by the writer, but the metadata has one. Leave it out."
                .formatted(CHECKSUM, VERSION));
      }
    }

    /// One array.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public StoredArray array(String name) {
      StoredArray array = arrays.get(name);
      if (array == null) {
        throw new IllegalArgumentException(
            "Safetensors: the name must be one of %s, but is '%s'."
                .formatted(arrays.keySet(), name));
      }
      return array;
    }
  }

  /// Writes a file atomically.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public static void write(Path file, Content content) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter(content);
    AtomicFile.write(file, writer::writeTo);
  }

  /// Reads a file.
  ///
  /// @throws FormatException if it is missing, damaged or no safetensors file
  /// @throws IOException if it cannot be read
  public static Content read(Path file) throws IOException {
    return SafetensorsReader.read(file);
  }
}

package octavo.format;

import java.nio.ByteOrder;
import octavo.storage.DType;
import org.jspecify.annotations.Nullable;

/// An element type of NumPy, such as `<f4`.
///
/// @param kind b, i, u or f
/// @param bytes the size of one element in the file
/// @param order the order of its bytes
/// @param dtype what it becomes here
record NpyType(char kind, int bytes, ByteOrder order, DType dtype) {
  /// The type of this description; null if it is none that is read here.
  static @Nullable NpyType parse(String description) {
    if (description.length() != 3 || "<>|=".indexOf(description.charAt(0)) < 0) {
      return null;
    }
    ByteOrder order = description.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    DType dtype =
        switch (description.substring(1)) {
          case "b1" -> DType.BOOL;
          case "i1" -> DType.INT8;
          case "u1" -> DType.UINT8;
          case "i2", "i4", "i8", "u2", "u4", "u8" -> DType.INT64;
          case "f2" -> DType.FLOAT16;
          case "f4" -> DType.FLOAT32;
          case "f8" -> DType.FLOAT64;
          default -> null;
        };
    return dtype == null
        ? null
        : new NpyType(description.charAt(1), description.charAt(2) - '0', order, dtype);
  }

  /// The description of a type; bfloat16 has none.
  ///
  /// @throws IllegalArgumentException if NumPy has no such type
  static String describe(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case FLOAT16 -> "<f2";
      case INT64 -> "<i8";
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case BFLOAT16 ->
          throw new IllegalArgumentException(
              "Npy: NumPy must know the element type, but it is " + dtype + ".");
    };
  }

  /// Whether a storage holds the elements just as the file does.
  boolean isOwn() {
    return (bytes == dtype.bytes() && kind != 'u') || dtype == DType.UINT8;
  }
}

package octavo.storage;

/// The element type of a tensor.
///
/// Arithmetic is defined for [#FLOAT32], [#FLOAT64], [#INT64] and [#BOOL]; the narrow types are
/// storage only: convert before computing.
public enum DType {
  /// IEEE 754 single precision, kept in a `float[]`. The default of the library.
  FLOAT32("float32", Kind.FLOAT, 4),
  /// IEEE 754 double precision, kept in a `double[]`. The type of gradient checks.
  FLOAT64("float64", Kind.FLOAT, 8),
  /// Signed 64-bit integers, kept in a `long[]`. The type of indices and class labels.
  INT64("int64", Kind.INTEGER, 8),
  /// Truth values, kept in a `byte[]` as 0 or 1.
  BOOL("bool", Kind.BOOL, 1),
  /// The upper half of a single-precision number (8 exponent bits, 7 fraction bits). Storage only.
  BFLOAT16("bfloat16", Kind.FLOAT, 2),
  /// IEEE 754 half precision. Storage only.
  FLOAT16("float16", Kind.FLOAT, 2),
  /// Signed 8-bit integers. Storage only.
  INT8("int8", Kind.INTEGER, 1),
  /// Unsigned 8-bit integers, 0 to 255. Storage only; the type of image files.
  UINT8("uint8", Kind.INTEGER, 1);

  private enum Kind {
    BOOL,
    INTEGER,
    FLOAT
  }

  private final String label;
  private final Kind kind;
  private final int bytes;

  DType(String label, Kind kind, int bytes) {
    this.label = label;
    this.kind = kind;
    this.bytes = bytes;
  }

  /// The name used in messages and files, for example `float32`.
  public String label() {
    return label;
  }

  /// The size of one element in bytes.
  public int bytes() {
    return bytes;
  }

  /// Whether the type holds real numbers, so that a gradient is defined.
  public boolean isFloating() {
    return kind == Kind.FLOAT;
  }

  /// Whether the type holds integers (truth values do not count as integers).
  public boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  /// Whether arithmetic is defined on the type; the others are storage and conversion only.
  public boolean isComputable() {
    return this == FLOAT32 || this == FLOAT64 || this == INT64 || this == BOOL;
  }

  /// The type two operands are brought to: the higher kind wins (bool, then integers, then floating
  /// types), and of two floating types the one with more digits; float32 where neither holds the
  /// other.
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.kind != b.kind) {
      return a.kind.compareTo(b.kind) > 0 ? a : b;
    }
    if (a.kind == Kind.INTEGER) {
      return INT64;
    }
    return a == FLOAT64 || b == FLOAT64 ? FLOAT64 : FLOAT32;
  }

  /// The same name as [#label()], so that messages read well.
  @Override
  public String toString() {
    return label;
  }
}

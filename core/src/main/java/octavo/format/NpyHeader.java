package octavo.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import octavo.storage.DType;

/// What stands before the numbers of an NPY file.
///
/// @param type the element type in the file
/// @param columnMajor whether the first axis runs fastest
/// @param shape the sizes
/// @param count the number of elements
/// @param start where the numbers begin
record NpyHeader(NpyType type, boolean columnMajor, int[] shape, int count, long start) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 20;
  private static final int GROWTH = 21; // the room NumPy leaves for a longer first size

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9,\\s]*\\))\\s*(,|$)");

  long bytes() {
    return (long) count * type.bytes();
  }

  /// Reads the header of a file of `size` bytes and checks that its numbers are there.
  static NpyHeader read(InputStream in, String file, long size) throws IOException {
    byte[] head = in.readNBytes(8);
    if (head.length < 8 || !Arrays.equals(head, 0, 6, MAGIC, 0, 6)) {
      throw new FormatException(file, 0, "the bytes 93 'NUMPY' of an NPY file", described(head));
    }
    int version = head[6];
    if (version < 1 || version > 3 || head[7] != 0) {
      throw new FormatException(
          file, 6, "version 1.0, 2.0 or 3.0", "%d.%d".formatted(head[6], head[7]));
    }
    int width = version == 1 ? 2 : 4;
    byte[] field = Arrays.copyOf(in.readNBytes(width), 4);
    long length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFF_FFFFL;
    long start = 8 + width + length;
    if (length > LONGEST || start > size) {
      throw new FormatException(
          file,
          8,
          "a header of at most " + Math.min(LONGEST, Math.max(0, size - 8 - width)) + " bytes",
          Long.toString(length));
    }
    byte[] text = in.readNBytes((int) length);
    return parse(new String(text, StandardCharsets.UTF_8), file, start, size);
  }

  private static String described(byte[] head) {
    if (head.length == 0) {
      return "an empty file";
    }
    StringBuilder text = new StringBuilder();
    for (byte b : head) {
      text.append(text.isEmpty() ? "" : " ").append("%02x".formatted(b));
    }
    return text.toString();
  }

  private static NpyHeader parse(String text, String file, long start, long size)
      throws FormatException {
    String dictionary = text.strip();
    if (!dictionary.startsWith("{") || !dictionary.endsWith("}")) {
      throw new FormatException(file, 10, "a header in braces", "'" + dictionary + "'");
    }
    Matcher entry = ENTRY.matcher(dictionary.substring(1, dictionary.length() - 1).strip());
    String descr = "";
    String order = "";
    String shape = "";
    int at = 0;
    while (entry.lookingAt()) {
      switch (entry.group(1)) {
        case "descr" -> descr = entry.group(2);
        case "fortran_order" -> order = entry.group(2);
        default -> shape = entry.group(2);
      }
      at = entry.end();
      entry.region(at, entry.regionEnd());
    }
    boolean complete = descr.startsWith("'") && !order.isEmpty() && shape.startsWith("(");
    if (at != entry.regionEnd() || !complete) {
      throw new FormatException(
          file, 10, "one descr, fortran_order and shape", "'" + dictionary + "'");
    }
    NpyType type = NpyType.parse(descr.substring(1, descr.length() - 1));
    if (type == null) {
      throw new FormatException(
          file,
          10,
          "numbers of the types b1, i1 to i8, u1 to u8 or f2 to f8",
          "the type " + descr,
          "Convert it with NumPy's astype first.");
    }
    int[] sizes = sizes(shape, file);
    long count = 1;
    for (int one : sizes) {
      count = Math.min(count * one, 1L << 32); // no overflow: both factors are below 2^32
    }
    if (count > Integer.MAX_VALUE) {
      throw new FormatException(file, 10, "at most 2^31 - 1 elements", "the shape " + shape);
    }
    if (count * type.bytes() != size - start) {
      throw new FormatException(
          file,
          start,
          count * type.bytes() + " bytes of numbers for the shape " + shape,
          (size - start) + " bytes");
    }
    return new NpyHeader(type, order.equals("True"), sizes, (int) count, start);
  }

  private static int[] sizes(String shape, String file) throws FormatException {
    String inner = shape.substring(1, shape.length() - 1).strip();
    if (inner.isEmpty()) {
      return new int[0];
    }
    String[] parts =
        (inner.endsWith(",") ? inner.substring(0, inner.length() - 1) : inner).split(",", -1);
    int[] sizes = new int[parts.length];
    for (int a = 0; a < parts.length; a++) {
      try {
        sizes[a] = Integer.parseInt(parts[a].strip());
      } catch (NumberFormatException e) {
        throw new FormatException(file, 10, "sizes from 0 to 2^31 - 1", "the shape " + shape);
      }
    }
    return sizes;
  }

  /// The header of a file with these numbers, the same bytes as NumPy's own.
  static byte[] bytes(DType dtype, int[] shape) {
    StringBuilder text = new StringBuilder();
    for (int size : shape) {
      text.append(text.isEmpty() ? "" : ", ").append(size);
    }
    String tuple = shape.length == 1 ? "(" + text + ",)" : "(" + text + ")";
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(NpyType.describe(dtype), tuple);
    if (shape.length > 0) {
      header += " ".repeat(GROWTH - String.format(Locale.ROOT, "%d", shape[0]).length());
    }
    int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    ByteBuffer out = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
    out.put(header.getBytes(StandardCharsets.US_ASCII));
    while (out.remaining() > 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').array();
  }
}

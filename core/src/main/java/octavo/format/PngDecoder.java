package octavo.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Takes one PNG file apart: chunks, compressed rows, filters, passes. Pixels are left to
/// [PngPixels].
final class PngDecoder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BEST_RATIO = 1032; // of the deflate method; a larger one is a lie

  /// First column and row and the steps between columns and rows of each pass of Adam7.
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private final String file;
  private final byte[] bytes;
  private final List<int[]> parts = new ArrayList<>();
  private @Nullable PngHeader header;
  private byte[] palette = new byte[0];
  private byte @Nullable [] transparency;

  PngDecoder(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  private FormatException error(long offset, String expected, String found) {
    return new FormatException(file, offset, expected, found);
  }

  Png decode() throws FormatException {
    if (!Arrays.equals(bytes, 0, Math.min(8, bytes.length), SIGNATURE, 0, 8)) {
      throw new FormatException(
          file,
          0,
          "the 8 bytes that begin a PNG file",
          bytes.length == 0 ? "an empty file" : "others",
          "Convert another kind of image to PNG first.");
    }
    PngHeader head = chunks();
    if (head.isIndexed() && palette.length == 0) {
      throw error(8, "a palette", "none");
    }
    byte[] rows = inflate(head);
    PngPixels pixels = new PngPixels(file, head, palette, transparency);
    int at = 0;
    for (int[] pass : passes(head)) {
      int columns = count(head.width(), pass[0], pass[2]);
      int lines = count(head.height(), pass[1], pass[3]);
      int rowBytes = (int) head.rowBytes(columns);
      for (int y = 0; y < lines && columns > 0; y++) {
        unfilter(rows, at, y == 0 ? -1 : at - rowBytes - 1, rowBytes, head.step());
        pixels.row(rows, at + 1, columns, pass, y);
        at += rowBytes + 1;
      }
    }
    return pixels.image();
  }

  private static int[][] passes(PngHeader head) {
    return head.interlaced() ? PASSES : ONE_PASS;
  }

  private static int count(int size, int first, int step) {
    return size <= first ? 0 : (size - first + step - 1) / step;
  }

  /// Walks over the chunks up to the end mark, checking their sums.
  private PngHeader chunks() throws FormatException {
    int at = 8;
    while (true) {
      if (bytes.length - at < 12) {
        throw error(at, "a chunk of at least 12 bytes", (bytes.length - at) + " bytes");
      }
      ByteBuffer chunk = ByteBuffer.wrap(bytes);
      int length = chunk.getInt(at);
      if (length < 0 || length > bytes.length - at - 12) {
        throw error(
            at,
            "a chunk of at most " + (bytes.length - at - 12) + " bytes",
            Integer.toUnsignedString(length));
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, length + 4);
      if ((int) crc.getValue() != chunk.getInt(at + 8 + length)) {
        throw error(
            at + 8L + length,
            "checksum %08x".formatted(crc.getValue()),
            "%08x".formatted(chunk.getInt(at + 8 + length)));
      }
      String kind = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      PngHeader head = header;
      if (head == null) {
        if (!kind.equals("IHDR")) {
          throw error(at, "the chunk IHDR first", kind);
        }
        header = PngHeader.read(file, chunk.slice(at + 8, length));
      } else if (kind.equals("IEND")) {
        return head;
      } else {
        take(kind, at + 8, length);
      }
      at += 12 + length;
    }
  }

  private void take(String kind, int from, int length) throws FormatException {
    switch (kind) {
      case "IDAT" -> parts.add(new int[] {from, length});
      case "PLTE" -> {
        if (length == 0 || length % 3 != 0 || length > 3 * 256) {
          throw error(from, "1 to 256 colors of 3 bytes", length + " bytes");
        }
        palette = Arrays.copyOfRange(bytes, from, from + length);
      }
      case "tRNS" -> transparency = Arrays.copyOfRange(bytes, from, from + length);
      default -> {
        // a lower-case first letter means that the chunk may be ignored
        if (Character.isUpperCase(kind.charAt(0))) {
          throw error(from - 4L, "a chunk of the PNG standard", "'" + kind + "'");
        }
      }
    }
  }

  private byte[] inflate(PngHeader head) throws FormatException {
    long needed = 0;
    for (int[] pass : passes(head)) {
      int columns = count(head.width(), pass[0], pass[2]);
      long lines = count(head.height(), pass[1], pass[3]);
      needed += columns == 0 ? 0 : lines * (head.rowBytes(columns) + 1);
    }
    long packed = 0;
    for (int[] part : parts) {
      packed += part[1];
    }
    if (needed > Integer.MAX_VALUE - 8 || needed > packed * BEST_RATIO) {
      throw error(
          16,
          "an image that its %d packed bytes can hold".formatted(packed),
          "%d×%d pixels".formatted(head.width(), head.height()));
    }
    byte[] rows = new byte[(int) needed];
    int done = 0;
    long end = bytes.length;
    Inflater inflater = new Inflater();
    try {
      for (int[] part : parts) {
        inflater.setInput(bytes, part[0], part[1]);
        end = part[0] + (long) part[1];
        int step;
        do {
          step = inflater.inflate(rows, done, rows.length - done);
          done += step;
        } while (step > 0 && done < rows.length);
      }
    } catch (DataFormatException e) {
      throw error(end, "compressed rows", "damaged ones (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
    if (done < rows.length) {
      throw error(end, rows.length + " bytes of rows", done + " bytes");
    }
    return rows;
  }

  /// Adds to each byte what the row's filter guesses from its neighbors.
  private void unfilter(byte[] rows, int at, int aboveAt, int length, int step)
      throws FormatException {
    int filter = rows[at];
    if (filter < 0 || filter > 4) {
      throw error(parts.getFirst()[0], "a row filter from 0 to 4", Integer.toString(filter));
    }
    for (int i = 1; i <= length && filter > 0; i++) {
      int left = i > step ? rows[at + i - step] & 0xFF : 0;
      int above = aboveAt >= 0 ? rows[aboveAt + i] & 0xFF : 0;
      int corner = aboveAt >= 0 && i > step ? rows[aboveAt + i - step] & 0xFF : 0;
      rows[at + i] +=
          (byte)
              switch (filter) {
                case 1 -> left;
                case 2 -> above;
                case 3 -> (left + above) / 2;
                default -> paeth(left, above, corner);
              };
    }
  }

  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}

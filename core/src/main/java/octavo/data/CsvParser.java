package octavo.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import octavo.format.FormatException;

/// Cuts text into rows of values, character by character.
final class CsvParser {
  /// One row and where it begins.
  ///
  /// @param line its line, from 1
  /// @param offset its byte
  /// @param values the values
  record Row(int line, long offset, List<String> values) {}

  private final String file;
  private final String text;
  private final char delimiter;
  private final List<Row> rows = new ArrayList<>();
  private int at;
  private int line = 1;
  private int measured;
  private long bytes;

  private CsvParser(String file, String text, char delimiter) {
    this.file = file;
    this.text = text;
    this.delimiter = delimiter;
  }

  static List<Row> read(Path file, char delimiter) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw FormatException.missing(file, "a CSV file");
    }
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return parse(file.toString(), text(file.toString(), in.readAllBytes()), delimiter);
    } catch (EOFException | ZipException e) {
      throw new FormatException(
          file.toString(), Files.size(file), "a whole gzip stream", "it damaged or cut off");
    }
  }

  private static String text(String file, byte[] bytes) throws FormatException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length); // no character takes less than a byte
    if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
      throw new FormatException(
          file,
          in.position(),
          "text in UTF-8",
          "the byte %02x".formatted(bytes[in.position()]),
          "Save the file as UTF-8.");
    }
    return out.flip().toString();
  }

  static List<Row> parse(String file, String text, char delimiter) throws FormatException {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "Csv: the delimiter must be neither a quote nor the end of a line, but is U+%04X."
              .formatted((int) delimiter));
    }
    CsvParser parser = new CsvParser(file, plain, delimiter);
    parser.bytes = plain.length() < text.length() ? 3 : 0;
    while (parser.at < plain.length()) {
      parser.row();
    }
    return parser.rows;
  }

  private void row() throws FormatException {
    int start = at;
    int first = line;
    List<String> values = new ArrayList<>();
    values.add(value(start, first, values.size() + 1));
    while (at < text.length() && text.charAt(at) == delimiter) {
      at++;
      values.add(value(start, first, values.size() + 1));
    }
    endLine();
    if (values.size() == 1 && values.getFirst().isEmpty()) {
      return;
    }
    Row row = new Row(first, offset(start), values);
    if (!rows.isEmpty() && rows.getFirst().values().size() != values.size()) {
      throw new FormatException(
          file,
          row.offset(),
          "%d values in line %d, as many as in the first"
              .formatted(rows.getFirst().values().size(), first),
          Integer.toString(values.size()));
    }
    rows.add(row);
  }

  /// The byte at which character `start` begins; called with rising numbers, so that the text is
  /// measured once.
  private long offset(int start) {
    bytes += text.substring(measured, start).getBytes(StandardCharsets.UTF_8).length;
    measured = start;
    return bytes;
  }

  private void endLine() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }

  private String value(int start, int first, int column) throws FormatException {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted(start, first, column);
    }
    int from = at;
    while (!atEnd()) {
      if (text.charAt(at) == '"') {
        throw new FormatException(
            file,
            offset(start),
            "quotes around the whole value in line %d, column %d".formatted(line, column),
            "one within it");
      }
      at++;
    }
    return text.substring(from, at);
  }

  /// Whether a value that is not quoted ends here.
  private boolean atEnd() {
    if (at >= text.length()) {
      return true;
    }
    char c = text.charAt(at);
    return c == delimiter || c == '\n' || c == '\r';
  }

  private String quoted(int start, int first, int column) throws FormatException {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        value.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        value.append(c);
        at++;
      } else {
        at++;
        if (!atEnd()) {
          throw new FormatException(
              file,
              offset(start),
              "the end of the value after its closing quote in line %d, column %d"
                  .formatted(line, column),
              "'" + text.charAt(at) + "'");
        }
        return value.toString();
      }
    }
    throw new FormatException(
        file, offset(start), "a closing quote for the row of line " + first, "the end");
  }
}

package octavo.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(file.toString(), text, delimiter);
    } catch (EOFException | ZipException e) {
      throw new FormatException(
          file.toString(), Files.size(file), "a whole gzip stream", "it damaged or cut off");
    }
  }

  static List<Row> parse(String file, String text, char delimiter) throws FormatException {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark
    CsvParser parser = new CsvParser(file, plain, delimiter);
    while (parser.at < plain.length()) {
      parser.row();
    }
    return parser.rows;
  }

  private void row() throws FormatException {
    int start = at;
    int first = line;
    List<String> values = new ArrayList<>();
    values.add(value(start, first));
    while (at < text.length() && text.charAt(at) == delimiter) {
      at++;
      values.add(value(start, first));
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

  private long offset(int start) {
    return text.substring(0, start).getBytes(StandardCharsets.UTF_8).length;
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

  private String value(int start, int first) throws FormatException {
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        if (quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
          value.append(c);
          at++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
        return value.toString();
      } else {
        line += c == '\n' ? 1 : 0;
        value.append(c);
      }
    }
    if (quoted) {
      throw new FormatException(
          file, offset(start), "a closing quote for the row of line " + first, "the end");
    }
    return value.toString();
  }
}

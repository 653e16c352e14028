package octavo.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import octavo.format.FormatException;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Text files of values separated by commas, with quotes as in RFC 4180. A name that ends in `.gz`
/// is decompressed.
///
/// @param header the names of the columns; empty if the file has none
/// @param rows the values
public record Csv(List<String> header, List<List<String>> rows) {
  /// Reads a file whose first line names the columns.
  ///
  /// @throws FormatException if a row has another number of values than the first, or a quote is
  ///   left open
  /// @throws IOException if the file cannot be read
  public static Csv withHeader(Path file) throws IOException {
    List<List<String>> rows = parse(file);
    if (rows.isEmpty()) {
      throw new FormatException(file.toString(), 0, "a line of column names", "an empty file");
    }
    return new Csv(rows.getFirst(), rows.subList(1, rows.size()));
  }

  /// Reads a file without column names.
  ///
  /// @throws FormatException if a row has another number of values than the first, or a quote is
  ///   left open
  /// @throws IOException if the file cannot be read
  public static Csv withoutHeader(Path file) throws IOException {
    return new Csv(List.of(), parse(file));
  }

  /// All values as numbers: float64 `[rows, columns]`.
  ///
  /// @throws IllegalArgumentException if a value is no number; the message says which
  public Tensor toTensor() {
    int columns = rows.isEmpty() ? header.size() : rows.getFirst().size();
    double[] values = new double[rows.size() * columns];
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        String value = rows.get(r).get(c);
        try {
          values[r * columns + c] = Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "Csv: values must be numbers, but row %d, column %d is '%s'."
                  .formatted(r + 1, c + 1, value),
              e);
        }
      }
    }
    return Tensors.of(values, rows.size(), columns);
  }

  private static List<List<String>> parse(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FormatException(file.toString(), 0, "a CSV file", "no file of that name");
    }
    List<List<String>> rows = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line;
      long offset = 0;
      while ((line = reader.readLine()) != null) {
        long start = offset;
        offset += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        while (openQuote(line)) {
          String more = reader.readLine();
          if (more == null) {
            throw new FormatException(file.toString(), start, "a closing quote", "the end");
          }
          line = line + "\n" + more;
          offset += more.getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        if (line.isEmpty()) {
          continue;
        }
        List<String> row = split(line);
        if (!rows.isEmpty() && row.size() != rows.getFirst().size()) {
          throw new FormatException(
              file.toString(),
              start,
              rows.getFirst().size() + " values in line " + (rows.size() + 1),
              Integer.toString(row.size()));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean openQuote(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static List<String> split(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          value.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}

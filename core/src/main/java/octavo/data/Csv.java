package octavo.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import octavo.format.FormatException;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A table from a text file of separated values, with quotes as in RFC 4180. A name that ends in
/// `.gz` is decompressed; empty lines are left out.
public final class Csv {
  private final String file;
  private final List<String> header;
  private final List<CsvParser.Row> rows;

  private Csv(String file, List<String> header, List<CsvParser.Row> rows) {
    this.file = file;
    this.header = List.copyOf(header);
    this.rows = List.copyOf(rows);
  }

  /// Reads a file of values separated by commas whose first line names the columns.
  ///
  /// @throws FormatException if a row has another number of values than the first, or a quote is
  ///   left open
  /// @throws IOException if the file cannot be read
  public static Csv withHeader(Path file) throws IOException {
    return withHeader(file, ',');
  }

  /// Reads a file whose first line names the columns.
  ///
  /// @throws FormatException if a row has another number of values than the first, or a quote is
  ///   left open
  /// @throws IOException if the file cannot be read
  public static Csv withHeader(Path file, char delimiter) throws IOException {
    List<CsvParser.Row> rows = CsvParser.read(file, delimiter);
    if (rows.isEmpty()) {
      throw new FormatException(file.toString(), 0, "a line of column names", "an empty file");
    }
    return new Csv(file.toString(), rows.getFirst().values(), rows.subList(1, rows.size()));
  }

  /// Reads a file of values separated by commas without column names.
  ///
  /// @throws FormatException if a row has another number of values than the first, or a quote is
  ///   left open
  /// @throws IOException if the file cannot be read
  public static Csv withoutHeader(Path file) throws IOException {
    return withoutHeader(file, ',');
  }

  /// Reads a file without column names.
  ///
  /// @throws FormatException if a row has another number of values than the first, or a quote is
  ///   left open
  /// @throws IOException if the file cannot be read
  public static Csv withoutHeader(Path file, char delimiter) throws IOException {
    return new Csv(file.toString(), List.of(), CsvParser.read(file, delimiter));
  }

  static Csv parse(String name, String text, char delimiter) throws FormatException {
    return new Csv(name, List.of(), CsvParser.parse(name, text, delimiter));
  }

  /// The names of the columns; empty if the file has none.
  public List<String> header() {
    return header;
  }

  /// The values, row by row.
  public List<List<String>> rows() {
    return rows.stream().map(CsvParser.Row::values).toList();
  }

  /// The number of columns.
  public int columns() {
    return rows.isEmpty() ? header.size() : rows.getFirst().values().size();
  }

  /// The number of the column with this name, from 0.
  ///
  /// @throws IllegalArgumentException if there is none
  public int column(String name) {
    int found = header.indexOf(name);
    if (found < 0) {
      throw new IllegalArgumentException(
          "%s: the column must be one of %s, but is '%s'.".formatted(file, header, name));
    }
    return found;
  }

  /// All values as numbers: float64 `[rows, columns]`.
  ///
  /// @throws FormatException if a value is no number, with its line and column
  public Tensor toTensor() throws FormatException {
    int[] all = new int[columns()];
    for (int c = 0; c < all.length; c++) {
      all[c] = c;
    }
    return toTensor(all);
  }

  /// The values of some columns as numbers: float64 `[rows, chosen.length]`.
  ///
  /// @throws FormatException if a value is no number, with its line and column
  public Tensor toTensor(int... chosen) throws FormatException {
    double[] values = new double[rows.size() * chosen.length];
    int at = 0;
    for (CsvParser.Row row : rows) {
      for (int c : chosen) {
        String value = row.values().get(c).strip();
        try {
          values[at++] = Double.parseDouble(value);
        } catch (NumberFormatException e) {
          throw new FormatException(
              file,
              row.offset(),
              "a number in line %d, column %d".formatted(row.line(), c + 1),
              value.isEmpty() ? "nothing" : "'" + value + "'",
              "Leave the row out or fill the value in.");
        }
      }
    }
    return Tensors.of(values, rows.size(), chosen.length);
  }

  /// A column of names as classes: every different value is one, numbered in alphabetical order.
  public Classes classes(int column) {
    List<String> names =
        rows.stream().map(row -> row.values().get(column).strip()).sorted().distinct().toList();
    List<Long> numbers = new ArrayList<>();
    for (CsvParser.Row row : rows) {
      numbers.add((long) names.indexOf(row.values().get(column).strip()));
    }
    long[] values = numbers.stream().mapToLong(n -> n).toArray();
    return new Classes(names, Tensors.of(values, values.length));
  }

  /// Classes by name and number.
  ///
  /// @param names the classes
  /// @param numbers the class of each row (int64)
  public record Classes(List<String> names, Tensor numbers) {}
}

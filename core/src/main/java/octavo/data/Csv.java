package octavo.data;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import octavo.format.FormatException;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A table from a text file of separated values, with quotes as in RFC 4180. A name that ends in
/// `.gz` is decompressed; empty lines are left out.
public final class Csv {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

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
        values[at++] = number(row, c);
      }
    }
    return Tensors.of(values, rows.size(), chosen.length);
  }

  private double number(CsvParser.Row row, int column) throws FormatException {
    String value = row.values().get(column).strip();
    try {
      double number = Double.parseDouble(value);
      // Java's own additions to numbers, such as 1f, and NaN, are none in a table
      if (Double.isFinite(number) && !Character.isLetter(value.charAt(value.length() - 1))) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw error(row, column, "a number", value);
    }
    throw error(row, column, "a number", value);
  }

  private FormatException error(CsvParser.Row row, int column, String expected, String found) {
    String name = header.isEmpty() ? "" : " (" + header.get(column) + ")";
    return new FormatException(
        file,
        row.offset(),
        "%s in line %d, column %d%s".formatted(expected, row.line(), column + 1, name),
        found.isEmpty() ? "nothing" : "'" + found + "'",
        "Leave the row out or fill the value in.");
  }

  /// A column of names as classes: every different value is one, numbered in the order of whole
  /// numbers if all are, else in alphabetical order.
  ///
  /// @throws FormatException if a value is missing, with its line and column
  public Classes classes(int column) throws FormatException {
    TreeSet<String> names = new TreeSet<>();
    boolean whole = true;
    for (CsvParser.Row row : rows) {
      String value = row.values().get(column).strip();
      if (value.isEmpty()) {
        throw error(row, column, "a class", "");
      }
      names.add(value);
      whole &= WHOLE.matcher(value).matches();
    }
    List<String> order = new ArrayList<>(names);
    if (whole) {
      order.sort(Comparator.comparing(BigInteger::new));
    }
    Map<String, Integer> number = new HashMap<>();
    order.forEach(name -> number.put(name, number.size()));
    long[] values = new long[rows.size()];
    for (int r = 0; r < values.length; r++) {
      values[r] = number.getOrDefault(rows.get(r).values().get(column).strip(), -1);
    }
    return new Classes(order, Tensors.of(values, values.length));
  }

  /// Examples for a classifier: column `label` as classes, numbered as [#classes] does, and all
  /// others as float32 `[rows, columns - 1]`.
  ///
  /// @throws FormatException if a value is missing or no number, with its line and column
  public TensorDataset classification(int label) throws FormatException {
    return new TensorDataset(others(label), classes(label).numbers());
  }

  /// Examples for a regression: column `target` as float32 `[rows, 1]`, and all others as float32
  /// `[rows, columns - 1]`.
  ///
  /// @throws FormatException if a value is missing or no number, with its line and column
  public TensorDataset regression(int target) throws FormatException {
    return new TensorDataset(others(target), toTensor(target).to(DType.FLOAT32));
  }

  private Tensor others(int column) throws FormatException {
    int[] chosen = IntStream.range(0, columns()).filter(c -> c != column).toArray();
    return toTensor(chosen).to(DType.FLOAT32);
  }

  /// Classes by name and number.
  ///
  /// @param names the classes
  /// @param numbers the class of each row (int64)
  public record Classes(List<String> names, Tensor numbers) {}
}

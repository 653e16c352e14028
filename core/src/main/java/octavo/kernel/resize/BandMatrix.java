package octavo.kernel.resize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How one axis is resized: a matrix `[out, in]` of weights of which each row has its numbers in one
/// run, `y[i] = Σₖ weight(i, k)·x[first(i) + k]`. The transpose, which spreads gradients, is another.
public final class BandMatrix {
  private final int rows;
  private final int columns;

  /// The column of the first number of each row.
  private final int[] first;

  /// Where the numbers of a row begin; one more than there are rows.
  private final int[] at;

  private final double[] weights;
  private final float[] rounded;
  private final RowPattern pattern;
  private volatile @Nullable BandMatrix transposed;
  private final double step;

  private BandMatrix(int rows, int columns, int[] first, int[] at, double[] weights, double step) {
    this.rows = rows;
    this.columns = columns;
    this.first = first;
    this.at = at;
    this.weights = weights;
    this.step = step;
    rounded = new float[weights.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) weights[i];
    }
    pattern = RowPattern.of(this);
  }

  private BandMatrix(BandMatrix same, double step) {
    rows = same.rows;
    columns = same.columns;
    first = same.first;
    at = same.at;
    weights = same.weights;
    rounded = same.rounded;
    pattern = same.pattern;
    this.step = step;
  }

  /// What the numbers of one row are.
  interface Row {
    /// Puts the weights of row `i` to the front of `into` and returns their number.
    int fill(int i, double[] into);
  }

  /// A matrix made row by row.
  ///
  /// @param first the column of the first number of each row
  /// @param most how many numbers a row has at most
  static BandMatrix of(int columns, int[] first, int most, Row row) {
    int rows = first.length;
    int[] begins = new int[rows];
    int[] at = new int[rows + 1];
    double[] one = new double[most];
    double[] all = new double[rows * Math.min(most, 8)];
    for (int i = 0; i < rows; i++) {
      int to = row.fill(i, one);
      int from = 0;
      while (to > from && one[to - 1] == 0) { // a weight of 0 is no term: 0·∞ would be NaN
        to--;
      }
      while (from < to && one[from] == 0) {
        from++;
      }
      begins[i] = first[i] + from;
      at[i + 1] = at[i] + to - from;
      if (at[i + 1] > all.length) {
        all = Arrays.copyOf(all, Math.max(at[i + 1], 2 * all.length));
      }
      System.arraycopy(one, from, all, at[i], to - from);
    }
    return new BandMatrix(
        rows, columns, begins, at, Arrays.copyOf(all, at[rows]), (double) columns / rows);
  }

  /// The same where neighbors of the result lie `ratio` apart in the input.
  BandMatrix withStep(double ratio) {
    return new BandMatrix(this, ratio);
  }

  /// How far neighbors of the result lie apart in the input: the rule that the rows were made by.
  public double step() {
    return step;
  }

  /// Numbers of the result.
  public int rows() {
    return rows;
  }

  /// Numbers of the input.
  public int columns() {
    return columns;
  }

  /// The first number of the input that number `row` of the result is made of.
  public int first(int row) {
    return first[row];
  }

  /// From how many numbers of the input number `row` is made.
  public int count(int row) {
    return at[row + 1] - at[row];
  }

  /// The weight of number `first(row) + k` of the input.
  public double weight(int row, int k) {
    return weights[at[row] + k];
  }

  /// Where the weights of a row begin in [#rounded].
  int at(int row) {
    return at[row];
  }

  /// All weights in single precision, row by row; shared, not to be changed.
  float[] rounded() {
    return rounded;
  }

  /// How many weights there are.
  public int weights() {
    return weights.length;
  }

  RowPattern pattern() {
    return pattern;
  }

  /// Whether the result is the input.
  public boolean isIdentity() {
    boolean identity = rows == columns;
    for (int i = 0; i < rows && identity; i++) {
      identity = count(i) == 1 && first[i] == i && weights[at[i]] == 1;
    }
    return identity;
  }

  /// The matrix `[in, out]` with rows and columns exchanged.
  public BandMatrix transposed() {
    BandMatrix found = transposed;
    if (found == null) {
      found = transpose();
      found.transposed = this;
      transposed = found;
    }
    return found;
  }

  private BandMatrix transpose() {
    int[] low = new int[columns];
    int[] high = new int[columns];
    Arrays.fill(low, Integer.MAX_VALUE);
    for (int i = 0; i < rows; i++) {
      for (int c = first[i]; c < first[i] + count(i); c++) {
        low[c] = Math.min(low[c], i);
        high[c] = i + 1;
      }
    }
    int[] start = new int[columns + 1];
    for (int c = 0; c < columns; c++) {
      low[c] = Math.min(low[c], high[c]); // 0 where no row reads the column
      start[c + 1] = start[c] + high[c] - low[c];
    }
    double[] turned = new double[start[columns]];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < count(i); k++) {
        int c = first[i] + k;
        turned[start[c] + i - low[c]] = weights[at[i] + k];
      }
    }
    return new BandMatrix(columns, rows, low, start, turned, 1 / step);
  }

  @Override
  public String toString() {
    return rows + "×" + columns;
  }
}

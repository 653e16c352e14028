package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Softmax and its relatives on float32: rows of neighbors by [SimdRowMath], rows that lie `inner`
/// apart by [SimdColumnMath], many at a time. Running sums, sorting and other types go to the
/// oracle.
public final class SimdRow implements RowKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarRow SCALAR = new ScalarRow();

  private static boolean isFloat(Rows x) {
    return x.storage() instanceof FloatStorage && x.length() > 0 && x.count() > 0;
  }

  /// Rows of neighbors: `inner` is 1.
  private static boolean neighbors(Rows x) {
    return isFloat(x) && x.inner() == 1;
  }

  /// Rows that lie apart, at least a vector of them side by side.
  private static boolean columns(Rows x) {
    return isFloat(x) && x.inner() >= S.length();
  }

  /// What is done with the row, or the columns, at these places.
  private interface Body {
    void accept(int row);
  }

  private static void each(int count, int work, Body body) {
    Parallel.ranges(
        count,
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            body.accept(row);
          }
        });
  }

  @Override
  public void softmax(Rows x, Rows y) {
    int n = x.length();
    if (neighbors(x)) {
      each(
          x.outer(),
          n,
          row ->
              SimdRowMath.softmax(
                  x.floats(), x.offset() + row * n, y.floats(), y.offset() + row * n, n));
    } else if (columns(x)) {
      int size = n * x.inner();
      each(
          x.outer(),
          size,
          o ->
              SimdColumnMath.softmax(
                  x.floats(),
                  x.offset() + o * size,
                  y.floats(),
                  y.offset() + o * size,
                  n,
                  x.inner()));
    } else {
      SCALAR.softmax(x, y);
    }
  }

  @Override
  public void softmaxBackward(Rows y, Rows dy, Rows dx) {
    int n = y.length();
    if (neighbors(y)) {
      each(
          y.outer(),
          n,
          row ->
              SimdRowMath.softmaxBackward(
                  y.floats(),
                  y.offset() + row * n,
                  dy.floats(),
                  dy.offset() + row * n,
                  dx.floats(),
                  dx.offset() + row * n,
                  n));
    } else if (columns(y)) {
      int size = n * y.inner();
      each(
          y.outer(),
          size,
          o ->
              SimdColumnMath.softmaxBackward(
                  y.floats(),
                  y.offset() + o * size,
                  dy.floats(),
                  dy.offset() + o * size,
                  dx.floats(),
                  dx.offset() + o * size,
                  n,
                  y.inner()));
    } else {
      SCALAR.softmaxBackward(y, dy, dx);
    }
  }

  @Override
  public void logSoftmax(Rows x, Rows y) {
    int n = x.length();
    if (!neighbors(x)) {
      SCALAR.logSoftmax(x, y);
      return;
    }
    each(
        x.outer(),
        n,
        row -> {
          int from = x.offset() + row * n;
          double total = SimdRowMath.logSumExp(x.floats(), from, n);
          SimdRowMath.subtract(x.floats(), from, total, y.floats(), y.offset() + row * n, n);
        });
  }

  @Override
  public void logSoftmaxBackward(Rows y, Rows dy, Rows dx) {
    int n = y.length();
    if (!neighbors(y)) {
      SCALAR.logSoftmaxBackward(y, dy, dx);
      return;
    }
    each(
        y.outer(),
        n,
        row ->
            SimdRowMath.logSoftmaxBackward(
                y.floats(),
                y.offset() + row * n,
                dy.floats(),
                dy.offset() + row * n,
                dx.floats(),
                dx.offset() + row * n,
                n));
  }

  @Override
  public void logSumExp(Rows x, View y) {
    int n = x.length();
    if (!neighbors(x)) {
      SCALAR.logSumExp(x, y);
      return;
    }
    each(
        x.outer(),
        n,
        row ->
            y.floats()[y.offset() + row] =
                (float) SimdRowMath.logSumExp(x.floats(), x.offset() + row * n, n));
  }

  @Override
  public void cumulativeSum(Rows x, boolean reverse, Rows y) {
    SCALAR.cumulativeSum(x, reverse, y);
  }

  @Override
  public void sort(Rows x, boolean descending, Rows values, Rows indices) {
    SCALAR.sort(x, descending, values, indices);
  }
}

package octavo.kernel.row;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.row.SimdColumnMath.Strip;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Softmax and its relatives on float32: rows of neighbors by [SimdRowMath] and
/// [SimdRowGradient], rows that lie `inner`
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

  /// What is done with the row of neighbors that has this number.
  private interface Body {
    void accept(int row);
  }

  private static void ranges(Rows x, Parallel.RangeBody body) {
    Parallel.ranges(x.outer(), Math.max(1, Parallel.MINIMUM_WORK / (x.length() + 1)), body);
  }

  private static void eachRow(Rows x, Body body) {
    ranges(
        x,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            body.accept(row);
          }
        });
  }

  /// What is done with a strip of a block of columns: the block's number and where it begins.
  private interface StripBody {
    void accept(Strip strip, int block, int at);
  }

  private static void eachStrip(Rows x, StripBody body) {
    int n = x.length();
    int width = SimdColumnMath.width(x.outer(), n, x.inner());
    int strips = Math.ceilDiv(x.inner(), width);
    Parallel.ranges(
        x.outer() * strips,
        Math.max(1, Parallel.MINIMUM_WORK / (n * Math.min(width, x.inner()))),
        (from, to) -> {
          for (int task = from; task < to; task++) {
            int start = task % strips * width;
            int block = task / strips;
            Strip strip = new Strip(n, x.inner(), start, Math.min(width, x.inner() - start));
            body.accept(strip, block, block * n * x.inner());
          }
        });
  }

  @Override
  public void softmax(Rows x, Rows y) {
    int n = x.length();
    if (neighbors(x)) {
      ranges(
          x,
          (from, end) ->
              SimdRowMath.softmaxRows(
                  x.floats(),
                  x.offset() + from * n,
                  y.floats(),
                  y.offset() + from * n,
                  n,
                  end - from,
                  /* totals= */ null));
    } else if (columns(x)) {
      eachStrip(
          x,
          (strip, block, at) ->
              SimdColumnMath.softmax(
                  strip, x.floats(), x.offset() + at, y.floats(), y.offset() + at));
    } else {
      SCALAR.softmax(x, y);
    }
  }

  @Override
  public void softmaxBackward(Rows y, Rows dy, Rows dx) {
    int n = y.length();
    if (neighbors(y)) {
      eachRow(
          y,
          row ->
              SimdRowGradient.softmax(
                  y.floats(),
                  y.offset() + row * n,
                  dy.floats(),
                  dy.offset() + row * n,
                  dx.floats(),
                  dx.offset() + row * n,
                  n));
    } else if (columns(y)) {
      eachStrip(
          y,
          (strip, block, at) ->
              SimdColumnMath.softmaxBackward(
                  strip,
                  y.floats(),
                  y.offset() + at,
                  dy.floats(),
                  dy.offset() + at,
                  dx.floats(),
                  dx.offset() + at));
    } else {
      SCALAR.softmaxBackward(y, dy, dx);
    }
  }

  @Override
  public void logSoftmax(Rows x, Rows y) {
    int n = x.length();
    if (neighbors(x)) {
      ranges(
          x,
          (from, end) ->
              SimdRowMath.logSumExpRows(
                  x.floats(),
                  x.offset() + from * n,
                  n,
                  end - from,
                  new double[end - from],
                  y.floats(),
                  y.offset() + from * n));
    } else if (columns(x)) {
      eachStrip(
          x,
          (strip, block, at) ->
              SimdColumnMath.logSoftmax(
                  strip, x.floats(), x.offset() + at, y.floats(), y.offset() + at));
    } else {
      SCALAR.logSoftmax(x, y);
    }
  }

  @Override
  public void logSoftmaxBackward(Rows y, Rows dy, Rows dx) {
    int n = y.length();
    if (neighbors(y)) {
      ranges(
          y,
          (from, end) ->
              SimdRowGradient.logSoftmaxRows(
                  y.floats(),
                  y.offset() + from * n,
                  dy.floats(),
                  dy.offset() + from * n,
                  dx.floats(),
                  dx.offset() + from * n,
                  n,
                  end - from));
    } else if (columns(y)) {
      eachStrip(
          y,
          (strip, block, at) ->
              SimdColumnMath.logSoftmaxBackward(
                  strip,
                  y.floats(),
                  y.offset() + at,
                  dy.floats(),
                  dy.offset() + at,
                  dx.floats(),
                  dx.offset() + at));
    } else {
      SCALAR.logSoftmaxBackward(y, dy, dx);
    }
  }

  @Override
  public void logSumExp(Rows x, View y) {
    int n = x.length();
    if (neighbors(x)) {
      ranges(
          x,
          (from, end) -> {
            double[] totals = new double[end - from];
            SimdRowMath.logSumExpRows(
                x.floats(), x.offset() + from * n, n, end - from, totals, /* y= */ null, 0);
            for (int row = from; row < end; row++) {
              y.floats()[y.offset() + row] = (float) totals[row - from];
            }
          });
    } else if (columns(x)) {
      eachStrip(
          x,
          (strip, block, at) ->
              SimdColumnMath.logSumExp(
                  strip, x.floats(), x.offset() + at, y.floats(), y.offset() + block * x.inner()));
    } else {
      SCALAR.logSumExp(x, y);
    }
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

package octavo.kernel.row;

import java.util.Arrays;
import java.util.Comparator;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one row at a time, sums in double.
public final class ScalarRow implements RowKernels {
  private static double largest(Rows x, int start) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length(); i++) {
      largest = Math.max(largest, x.storage().getDouble(start + i * x.inner()));
    }
    return largest;
  }

  /// `ln Σ exp x` of the row at `start`.
  static double logSumExp(Rows x, int start) {
    double largest = largest(x, start);
    if (Double.isInfinite(largest)) {
      return largest;
    }
    return largest + logSumExp(x, start, largest);
  }

  /// `ln Σ exp(x - shift)`.
  private static double logSumExp(Rows x, int start, double shift) {
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      sum += Math.exp(x.storage().getDouble(start + i * x.inner()) - shift);
    }
    return Math.log(sum);
  }

  @Override
  public void softmax(Rows x, Rows y) {
    for (int row = 0; row < x.count(); row++) {
      softmaxRow(x, x.start(row), y, y.start(row));
    }
  }

  static void softmaxRow(Rows x, int from, Rows y, int to) {
    double largest = largest(x, from);
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      sum += Math.exp(x.storage().getDouble(from + i * x.inner()) - largest);
    }
    for (int i = 0; i < x.length(); i++) {
      double e = Math.exp(x.storage().getDouble(from + i * x.inner()) - largest);
      y.storage().setDouble(to + i * y.inner(), e / sum);
    }
  }

  @Override
  public void softmaxBackward(Rows y, Rows dy, Rows dx) {
    for (int row = 0; row < y.count(); row++) {
      int iy = y.start(row);
      int idy = dy.start(row);
      int idx = dx.start(row);
      double dot = 0;
      for (int i = 0; i < y.length(); i++) {
        int at = i * y.inner();
        dot += y.storage().getDouble(iy + at) * dy.storage().getDouble(idy + at);
      }
      for (int i = 0; i < y.length(); i++) {
        int at = i * y.inner();
        double g = dy.storage().getDouble(idy + at) - dot;
        dx.storage().setDouble(idx + at, y.storage().getDouble(iy + at) * g);
      }
    }
  }

  @Override
  public void logSoftmax(Rows x, Rows y) {
    for (int row = 0; row < x.count(); row++) {
      int ix = x.start(row);
      int iy = y.start(row);
      double largest = largest(x, ix);
      // not added up, where a large number would take the digits of the logarithm
      double rest = Double.isInfinite(largest) ? 0 : logSumExp(x, ix, largest);
      for (int i = 0; i < x.length(); i++) {
        int at = i * x.inner();
        y.storage().setDouble(iy + at, x.storage().getDouble(ix + at) - largest - rest);
      }
    }
  }

  @Override
  public void logSoftmaxBackward(Rows y, Rows dy, Rows dx) {
    for (int row = 0; row < y.count(); row++) {
      int iy = y.start(row);
      int idy = dy.start(row);
      int idx = dx.start(row);
      double sum = 0;
      for (int i = 0; i < y.length(); i++) {
        sum += dy.storage().getDouble(idy + i * y.inner());
      }
      for (int i = 0; i < y.length(); i++) {
        int at = i * y.inner();
        double p = Math.exp(y.storage().getDouble(iy + at));
        dx.storage().setDouble(idx + at, dy.storage().getDouble(idy + at) - p * sum);
      }
    }
  }

  @Override
  public void logSumExp(Rows x, View y) {
    for (int row = 0; row < x.count(); row++) {
      y.storage().setDouble(y.offset() + row, logSumExp(x, x.start(row)));
    }
  }

  @Override
  public void cumulativeSum(Rows x, boolean reverse, Rows y) {
    boolean floating = x.storage().dtype().isFloating();
    for (int row = 0; row < x.count(); row++) {
      int ix = x.start(row);
      int iy = y.start(row);
      double sum = 0;
      long exact = 0;
      for (int i = 0; i < x.length(); i++) {
        int at = (reverse ? x.length() - 1 - i : i) * x.inner();
        if (floating) {
          sum += x.storage().getDouble(ix + at);
          y.storage().setDouble(iy + at, sum);
        } else {
          exact += x.storage().getLong(ix + at);
          y.storage().setLong(iy + at, exact);
        }
      }
    }
  }

  @Override
  public void sort(Rows x, boolean descending, Rows values, Rows indices) {
    Storage xs = x.storage();
    for (int row = 0; row < x.count(); row++) {
      int ix = x.start(row);
      Integer[] order = new Integer[x.length()];
      Arrays.setAll(order, i -> i);
      Comparator<Integer> ascending =
          xs.dtype() == DType.INT64
              ? Comparator.comparingLong(i -> xs.getLong(ix + i * x.inner()))
              : (i, j) -> // 0.0 and -0.0 are equal, unlike in Double.compare
              compare(xs.getDouble(ix + i * x.inner()), xs.getDouble(ix + j * x.inner()));
      Arrays.sort(order, descending ? ascending.reversed() : ascending);
      int iv = values.start(row);
      int ii = indices.start(row);
      for (int i = 0; i < order.length; i++) {
        values.storage().copyFrom(xs, ix + order[i] * x.inner(), iv + i * x.inner(), 1);
        indices.storage().setLong(ii + i * x.inner(), order[i]);
      }
    }
  }

  private static int compare(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }
}

package octavo.kernel.reduce;

import octavo.kernel.row.Rows;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: one row at a time, sums in double, integers in long.
public final class ScalarReduce implements ReduceKernels {
  @Override
  public void reduce(Reduction r, Rows x, View y) {
    boolean integers = !x.storage().dtype().isFloating() && r != Reduction.MEAN;
    for (int row = 0; row < x.count(); row++) {
      if (integers) {
        y.storage().setLong(y.offset() + row, exact(r, x, x.start(row)));
      } else {
        y.storage().setDouble(y.offset() + row, real(r, x, x.start(row)));
      }
    }
  }

  private static double real(Reduction r, Rows x, int start) {
    double result =
        switch (r) {
          case SUM, MEAN, SUM_OF_SQUARES, SUM_OF_ABSOLUTES, ANY -> 0;
          case PRODUCT, ALL -> 1;
          case MINIMUM -> Double.POSITIVE_INFINITY;
          case MAXIMUM -> Double.NEGATIVE_INFINITY;
        };
    for (int i = 0; i < x.length(); i++) {
      double v = x.storage().getDouble(start + i * x.inner());
      result =
          switch (r) {
            case SUM, MEAN -> result + v;
            case PRODUCT -> result * v;
            case MINIMUM -> Math.min(result, v);
            case MAXIMUM -> Math.max(result, v);
            case SUM_OF_SQUARES -> result + v * v;
            case SUM_OF_ABSOLUTES -> result + Math.abs(v);
            case ANY -> v != 0 ? 1 : result;
            case ALL -> v == 0 ? 0 : result;
          };
    }
    return r == Reduction.MEAN ? result / x.length() : result;
  }

  private static long exact(Reduction r, Rows x, int start) {
    long result =
        switch (r) {
          case SUM, MEAN, SUM_OF_SQUARES, SUM_OF_ABSOLUTES, ANY -> 0;
          case PRODUCT, ALL -> 1;
          case MINIMUM -> Long.MAX_VALUE;
          case MAXIMUM -> Long.MIN_VALUE;
        };
    for (int i = 0; i < x.length(); i++) {
      long v = x.storage().getLong(start + i * x.inner());
      result =
          switch (r) {
            case SUM, MEAN -> result + v;
            case PRODUCT -> result * v;
            case MINIMUM -> Math.min(result, v);
            case MAXIMUM -> Math.max(result, v);
            case SUM_OF_SQUARES -> result + v * v;
            case SUM_OF_ABSOLUTES -> result + Math.abs(v);
            case ANY -> v != 0 ? 1 : result;
            case ALL -> v == 0 ? 0 : result;
          };
    }
    return result;
  }

  @Override
  public void arg(boolean maximum, Rows x, View y) {
    Storage xs = x.storage();
    boolean floating = xs.dtype().isFloating();
    for (int row = 0; row < x.count(); row++) {
      int start = x.start(row);
      int best = 0;
      for (int i = 1; i < x.length(); i++) {
        int at = start + i * x.inner();
        int champion = start + best * x.inner();
        boolean wins =
            floating
                ? better(maximum, xs.getDouble(at), xs.getDouble(champion))
                : maximum
                    ? xs.getLong(at) > xs.getLong(champion)
                    : xs.getLong(at) < xs.getLong(champion);
        best = wins ? i : best;
      }
      y.storage().setLong(y.offset() + row, best);
    }
  }

  private static boolean better(boolean maximum, double v, double champion) {
    if (Double.isNaN(champion)) {
      return false;
    }
    return Double.isNaN(v) || (maximum ? v > champion : v < champion);
  }
}

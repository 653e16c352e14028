package octavo.kernel.factor;

import java.util.concurrent.atomic.AtomicInteger;
import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;

/// The oracle: sums in double, one matrix a task, so that the number of threads changes no bit.
public final class ScalarFactor implements FactorKernels {
  @Override
  public int cholesky(View x, View y) {
    int n = x.size(2);
    AtomicInteger failed = new AtomicInteger(Integer.MAX_VALUE);
    Parallel.run(
        x.size(0),
        i -> {
          double[] l = numbers(x, i * n * n, n * n);
          if (!factor(l, n)) {
            failed.accumulateAndGet(i, Math::min);
          }
          store(l, y, i * n * n);
        });
    return failed.get() == Integer.MAX_VALUE ? -1 : failed.get();
  }

  /// Replaces the lower triangle by the factor and the rest by zeros; false if a pivot is not positive.
  private static boolean factor(double[] l, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (j > i) {
          l[i * n + j] = 0;
          continue;
        }
        double rest = l[i * n + j];
        for (int k = 0; k < j; k++) {
          rest -= l[i * n + k] * l[j * n + k];
        }
        if (i == j && !(rest > 0 && Double.isFinite(rest))) {
          return false;
        }
        l[i * n + j] = i == j ? Math.sqrt(rest) : rest / l[j * n + j];
      }
    }
    return true;
  }

  @Override
  public void solve(boolean lower, View a, View b, View y) {
    int n = b.size(1);
    int k = b.size(2);
    Parallel.run(
        b.size(0),
        i -> {
          double[] matrix = numbers(a, i * n * n, n * n);
          double[] x = numbers(b, i * n * k, n * k);
          for (int step = 0; step < n; step++) {
            substitute(lower, matrix, x, n, k, lower ? step : n - 1 - step);
          }
          store(x, y, i * n * k);
        });
  }

  /// Solves for one row, given those before it.
  private static void substitute(
      boolean lower, double[] matrix, double[] x, int n, int k, int row) {
    int from = lower ? 0 : row + 1;
    int to = lower ? row : n;
    for (int c = 0; c < k; c++) {
      double rest = x[row * k + c];
      for (int j = from; j < to; j++) {
        rest -= matrix[row * n + j] * x[j * k + c];
      }
      x[row * k + c] = rest / matrix[row * n + row];
    }
  }

  private static double[] numbers(View v, int start, int count) {
    Storage storage = v.storage();
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = storage.getDouble(v.offset() + start + i);
    }
    return numbers;
  }

  private static void store(double[] numbers, View v, int start) {
    Storage storage = v.storage();
    for (int i = 0; i < numbers.length; i++) {
      storage.setDouble(v.offset() + start + i, numbers[i]);
    }
  }
}

package octavo.kernel.row;

/// The oracle: the threshold by bisection, sums in double.
public final class ScalarEntmax implements EntmaxKernels {
  /// Halvings of an interval no longer than 1.
  private static final int HALVINGS = 80;

  @Override
  public void entmax(double alpha, Rows x, Rows y) {
    for (int row = 0; row < x.count(); row++) {
      row(alpha, x, y, row);
    }
  }

  static void row(double alpha, Rows x, Rows y, int row) {
    int n = x.length();
    int ix = x.start(row);
    double[] z = new double[n];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      z[i] = x.storage().getDouble(ix + i * x.inner());
      largest = Math.max(largest, z[i]);
    }
    for (int i = 0; i < n; i++) {
      z[i] = (alpha - 1) * (z[i] - largest);
    }
    double exponent = 1 / (alpha - 1);
    double low = -1; // the largest alone gives 1 here
    double high = -Math.pow(n, 1 - alpha); // n equal ones give 1 here
    for (int step = 0; step < HALVINGS; step++) {
      double middle = 0.5 * (low + high);
      if (total(z, middle, exponent) >= 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double total = total(z, low, exponent);
    int iy = y.start(row);
    for (int i = 0; i < n; i++) {
      y.storage().setDouble(iy + i * y.inner(), power(z[i] - low, exponent) / total);
    }
  }

  private static double power(double distance, double exponent) {
    return distance <= 0 ? 0 : exponent == 1 ? distance : Math.pow(distance, exponent);
  }

  private static double total(double[] z, double threshold, double exponent) {
    double sum = 0;
    for (double value : z) {
      sum += power(value - threshold, exponent);
    }
    return sum;
  }

  @Override
  public void entmaxBackward(double alpha, Rows y, Rows dy, Rows dx) {
    for (int row = 0; row < y.count(); row++) {
      rowBackward(alpha, y, dy, dx, row);
    }
  }

  private static double slope(double alpha, double y) {
    return y > 0 ? Math.pow(y, 2 - alpha) : y == 0 ? 0 : y; // NaN stays NaN
  }

  static void rowBackward(double alpha, Rows y, Rows dy, Rows dx, int row) {
    int iy = y.start(row);
    int idy = dy.start(row);
    int idx = dx.start(row);
    double dot = 0;
    double total = 0;
    for (int i = 0; i < y.length(); i++) {
      double s = slope(alpha, y.storage().getDouble(iy + i * y.inner()));
      dot += s * dy.storage().getDouble(idy + i * y.inner());
      total += s;
    }
    for (int i = 0; i < y.length(); i++) {
      int at = i * y.inner();
      double s = slope(alpha, y.storage().getDouble(iy + at));
      double g = dy.storage().getDouble(idy + at) - dot / total;
      dx.storage().setDouble(idx + at, s == 0 ? 0 : s * g);
    }
  }
}

package octavo.optim;

import java.util.Arrays;
import java.util.Comparator;
import octavo.storage.DType;
import octavo.tensor.Tensor;

/// Eigenvalues, from the smallest on, and eigenvectors of a symmetric matrix, in double: Householder
/// reflections make it tridiagonal, rotations with implicit shifts make that diagonal (Golub and Van
/// Loan, Matrix Computations, 8.3). About `9n³` steps.
///
/// A matrix with a number that is not finite has no decomposition: then all results are NaN.
///
/// @param values the eigenvalues, ascending
/// @param vectors row `i` is the unit eigenvector of value `i`
record SymmetricEigen(double[] values, double[][] vectors) {

  private static final int SWEEPS_PER_VALUE = 50; // two or three are the rule

  /// The decomposition of a symmetric matrix `[n, n]`.
  static SymmetricEigen of(Tensor matrix) {
    int n = matrix.size(0);
    double[] numbers = matrix.stopGradient().to(DType.FLOAT64).toDoubleArray();
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(numbers, i * n, (i + 1) * n);
    }
    return of(rows);
  }

  /// The decomposition of a symmetric matrix; only its lower half is read.
  static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      for (double x : a[i]) {
        if (!Double.isFinite(x)) {
          return undefined(n);
        }
      }
    }
    double[] diagonal = new double[n];
    double[] below = new double[n]; // below[i] couples i and i + 1
    double[][] q = tridiagonal(a, diagonal, below);
    diagonalize(diagonal, below, q);
    return sorted(diagonal, q);
  }

  private static SymmetricEigen undefined(int n) {
    double[][] vectors = new double[n][n];
    for (double[] row : vectors) {
      Arrays.fill(row, Double.NaN);
    }
    return new SymmetricEigen(vectors[0].clone(), vectors);
  }

  /// Reduces `a` and returns the rows `q` with `a = qᵀ·t·q`.
  private static double[][] tridiagonal(double[][] a, double[] diagonal, double[] below) {
    int n = a.length;
    double[][] reflectors = new double[n][];
    for (int k = 0; k < n - 2; k++) {
      double[] v = reflector(a, k, below);
      reflectors[k] = v;
      if (v.length > 0) {
        reflectBothSides(a, v, k + 1);
      }
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i][i];
    }
    if (n > 1) {
      below[n - 2] = a[n - 1][n - 2];
    }
    double[][] q = new double[n][n];
    for (int i = 0; i < n; i++) {
      q[i][i] = 1;
    }
    // q = H_{n-3}···H₀: the rows from k + 1 on change
    for (int k = n - 3; k >= 0; k--) {
      if (reflectors[k].length > 0) {
        reflectColumns(q, reflectors[k], k + 1);
      }
    }
    return q;
  }

  /// The unit vector `v` of the reflection `I - 2vvᵀ` that clears column `k` below its first number
  /// under the diagonal; empty if it is clear.
  private static double[] reflector(double[][] a, int k, double[] below) {
    int n = a.length;
    double scale = 0;
    for (int i = k + 1; i < n; i++) {
      scale = Math.max(scale, Math.abs(a[i][k]));
    }
    double rest = 0;
    for (int i = k + 2; i < n; i++) {
      rest = Math.max(rest, Math.abs(a[i][k]));
    }
    below[k] = a[k + 1][k];
    if (rest == 0) {
      return new double[0];
    }
    double[] v = new double[n - k - 1];
    double norm = 0;
    for (int i = 0; i < v.length; i++) {
      v[i] = a[k + 1 + i][k] / scale;
      norm += v[i] * v[i];
    }
    norm = Math.sqrt(norm);
    double image = v[0] > 0 ? -norm : norm;
    below[k] = image * scale;
    v[0] -= image;
    double length = 0;
    for (double x : v) {
      length += x * x;
    }
    length = Math.sqrt(length);
    for (int i = 0; i < v.length; i++) {
      v[i] /= length;
    }
    return v;
  }

  /// `a = h·a·h` for the part from `from` on, with `h = I - 2vvᵀ`: `a - vwᵀ - wvᵀ`.
  private static void reflectBothSides(double[][] a, double[] v, int from) {
    int m = v.length;
    double[] w = new double[m];
    for (int i = 0; i < m; i++) {
      double[] row = a[from + i];
      double sum = w[i];
      for (int j = 0; j < i; j++) {
        sum += row[from + j] * v[j];
        w[j] += row[from + j] * v[i];
      }
      w[i] = sum + row[from + i] * v[i];
    }
    double dot = 0;
    for (int i = 0; i < m; i++) {
      dot += v[i] * w[i];
    }
    for (int i = 0; i < m; i++) {
      w[i] = 2 * (w[i] - dot * v[i]);
    }
    for (int i = 0; i < m; i++) {
      double[] row = a[from + i];
      for (int j = 0; j <= i; j++) {
        row[from + j] -= v[i] * w[j] + w[i] * v[j];
      }
    }
  }

  /// `q = q·h` in the columns from `from` on, for all rows from `from` on.
  private static void reflectColumns(double[][] q, double[] v, int from) {
    for (int i = from; i < q.length; i++) {
      double[] row = q[i];
      double dot = 0;
      for (int j = 0; j < v.length; j++) {
        dot += row[from + j] * v[j];
      }
      for (int j = 0; j < v.length; j++) {
        row[from + j] -= 2 * dot * v[j];
      }
    }
  }

  /// Makes the tridiagonal matrix diagonal and turns the rows of `q` along.
  private static void diagonalize(double[] d, double[] e, double[][] q) {
    int n = d.length;
    int left = SWEEPS_PER_VALUE * n;
    for (int end = n - 1; end > 0 && left > 0; left--) {
      int start = end;
      while (start > 0 && !negligible(d, e, start - 1)) {
        start--;
      }
      if (start == end) {
        end--;
        continue;
      }
      sweep(d, e, q, start, end);
    }
  }

  private static boolean negligible(double[] d, double[] e, int i) {
    if (Math.abs(e[i]) <= 0x1p-53 * (Math.abs(d[i]) + Math.abs(d[i + 1]))
        || Math.abs(e[i]) < Double.MIN_NORMAL) {
      e[i] = 0;
      return true;
    }
    return false;
  }

  /// One sweep of rotations down the part `[start, end]`, with Wilkinson's shift.
  private static void sweep(double[] d, double[] e, double[][] q, int start, int end) {
    double half = (d[end - 1] - d[end]) / 2;
    double off = e[end - 1];
    double shift = d[end] - off * off / (half + Math.copySign(Math.hypot(half, off), half));
    double x = d[start] - shift;
    double z = e[start];
    for (int k = start; k < end; k++) {
      double r = Math.hypot(x, z);
      double c = r == 0 ? 1 : x / r;
      double s = r == 0 ? 0 : z / r;
      if (k > start) {
        e[k - 1] = r;
      }
      double d0 = d[k];
      double d1 = d[k + 1];
      double e0 = e[k];
      d[k] = c * c * d0 + 2 * c * s * e0 + s * s * d1;
      d[k + 1] = s * s * d0 - 2 * c * s * e0 + c * c * d1;
      e[k] = c * s * (d1 - d0) + (c * c - s * s) * e0;
      x = e[k];
      if (k < end - 1) {
        z = s * e[k + 1];
        e[k + 1] *= c;
      }
      rotate(q[k], q[k + 1], c, s);
    }
  }

  private static void rotate(double[] a, double[] b, double c, double s) {
    for (int i = 0; i < a.length; i++) {
      double t = a[i];
      a[i] = c * t + s * b[i];
      b[i] = c * b[i] - s * t;
    }
  }

  private static SymmetricEigen sorted(double[] values, double[][] vectors) {
    Integer[] order = new Integer[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ascending = new double[order.length];
    double[][] rows = new double[order.length][];
    for (int i = 0; i < order.length; i++) {
      ascending[i] = values[order[i]];
      rows[i] = vectors[order[i]];
    }
    return new SymmetricEigen(ascending, rows);
  }

  /// `Σ max(value, least)^exponent·vector·vectorᵀ`, row-major.
  double[] power(double exponent, double least) {
    int n = values.length;
    double[] result = new double[n * n];
    for (int k = 0; k < n; k++) {
      double factor = Math.pow(Math.max(values[k], least), exponent);
      double[] v = vectors[k];
      for (int i = 0; i < n; i++) {
        double f = factor * v[i];
        for (int j = 0; j < n; j++) {
          result[i * n + j] += f * v[j];
        }
      }
    }
    return result;
  }
}

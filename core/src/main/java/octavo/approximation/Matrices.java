package octavo.approximation;

import java.util.Arrays;

/// Small matrices.
final class Matrices {
  private Matrices() {}

  static double[][] product(double[][] x, double[][] y) {
    double[][] product = new double[x.length][y[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        product[i] = Vectors.plus(product[i], x[i][j], y[j]);
      }
    }
    return product;
  }

  static double[][] transpose(double[][] x) {
    double[][] transposed = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        transposed[j][i] = x[i][j];
      }
    }
    return transposed;
  }

  static double[][] times(double factor, double[][] x) {
    return Arrays.stream(x)
        .map(row -> Arrays.stream(row).map(v -> factor * v).toArray())
        .toArray(double[][]::new);
  }

  /// By Gauss and Jordan, with the largest pivot of each column.
  ///
  /// @throws IllegalArgumentException if the matrix is not square and finite, or has no inverse
  static double[][] inverse(String operation, String name, double[][] matrix) {
    int n = matrix.length;
    boolean square = n > 0;
    for (double[] row : matrix) {
      square &= row.length == n && Vectors.finite(row);
    }
    if (!square) {
      throw new IllegalArgumentException(
          "%s: %s must be square and finite, but is %s."
              .formatted(operation, name, Arrays.deepToString(matrix)));
    }
    double[][] left = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[][] right = new double[n][n];
    for (int i = 0; i < n; i++) {
      right[i][i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        pivot = Math.abs(left[i][column]) > Math.abs(left[pivot][column]) ? i : pivot;
      }
      if (left[pivot][column] == 0) {
        throw new IllegalArgumentException(
            "%s: %s must have an inverse, but is %s."
                .formatted(operation, name, Arrays.deepToString(matrix)));
      }
      swap(left, pivot, column);
      swap(right, pivot, column);
      eliminate(left, right, column);
    }
    return right;
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] kept = rows[i];
    rows[i] = rows[j];
    rows[j] = kept;
  }

  private static void eliminate(double[][] left, double[][] right, int column) {
    double scale = 1 / left[column][column];
    left[column] = times(scale, new double[][] {left[column]})[0];
    right[column] = times(scale, new double[][] {right[column]})[0];
    for (int i = 0; i < left.length; i++) {
      if (i != column) {
        double factor = left[i][column];
        left[i] = Vectors.plus(left[i], -factor, left[column]);
        right[i] = Vectors.plus(right[i], -factor, right[column]);
      }
    }
  }
}

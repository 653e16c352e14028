package octavo.distribution;

import java.util.Arrays;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Sets of vectors and matrices whose elements are bound to each other.
enum VectorMembers implements Members {
  SIMPLEX(1, "must not be negative and sum to 1"),
  LOG_SIMPLEX(1, "must be logarithms of numbers that sum to 1"),
  ONE_HOT(1, "must be zeros with a single 1"),
  LOGITS(1, "must be finite or -∞, at least one finite"),
  WEIGHTS(1, "must be finite and not negative, at least one positive"),
  LOWER_CHOLESKY(2, "must be lower triangular with a positive diagonal"),
  POSITIVE_DEFINITE(2, "must be symmetric and, beyond rounding, positive definite");

  private final int eventRank;
  private final String rule;

  VectorMembers(int eventRank, String rule) {
    this.eventRank = eventRank;
    this.rule = rule;
  }

  @Override
  public int eventRank() {
    return eventRank;
  }

  @Override
  public boolean isDiscrete() {
    return this == ONE_HOT;
  }

  @Override
  public double least() {
    return this == SIMPLEX || this == ONE_HOT || this == WEIGHTS ? 0 : Double.NEGATIVE_INFINITY;
  }

  @Override
  public double most() {
    return switch (this) {
      case SIMPLEX, ONE_HOT -> 1;
      case LOG_SIMPLEX -> 0;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  @Override
  public String rule(int... index) {
    return rule;
  }

  @Override
  public String wayOut() {
    return this == POSITIVE_DEFINITE
        ? " Add a small number to its diagonal, or give its Cholesky factor."
        : "";
  }

  @Override
  public Shape contained(Shape value) {
    return Shapes.leading(value, eventRank);
  }

  @Override
  public boolean[] inside(Tensor value) {
    double[] numbers = value.toDoubleArray();
    double tolerance = value.dtype() == DType.FLOAT64 ? 1e-9 : 1e-5;
    int size = Shapes.trailing(value.shape(), eventRank).elements();
    boolean square = eventRank == 1 || value.size(-1) == value.size(-2);
    int columns = value.size(-1);
    boolean[] inside = new boolean[contained(value.shape()).elements()];
    for (int i = 0; i < inside.length; i++) {
      double[] one = Arrays.copyOfRange(numbers, i * size, (i + 1) * size);
      inside[i] = square && admits(one, columns, tolerance);
    }
    return inside;
  }

  private boolean admits(double[] v, int n, double tolerance) {
    return switch (this) {
      case SIMPLEX -> allWithin(v, 0, 1 + tolerance) && Math.abs(sum(v) - 1) <= tolerance;
      case LOG_SIMPLEX -> Math.abs(sumOfExponentials(v) - 1) <= tolerance;
      case ONE_HOT -> allWithin(v, 0, 1) && allIntegers(v) && sum(v) == 1;
      case LOGITS -> allBelowInfinity(v) && anyAbove(v, Double.NEGATIVE_INFINITY);
      case WEIGHTS -> allWithin(v, 0, Double.MAX_VALUE) && anyAbove(v, 0);
      case LOWER_CHOLESKY -> isLowerTriangular(v, n);
      case POSITIVE_DEFINITE -> isSymmetric(v, n, tolerance) && hasCholesky(v, n);
    };
  }

  private static boolean allWithin(double[] v, double low, double high) {
    for (double x : v) {
      if (!(x >= low && x <= high)) {
        return false;
      }
    }
    return true;
  }

  private static boolean allIntegers(double[] v) {
    for (double x : v) {
      if (x != Math.rint(x)) {
        return false;
      }
    }
    return true;
  }

  private static boolean allBelowInfinity(double[] v) {
    for (double x : v) {
      if (!(x < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyAbove(double[] v, double bound) {
    for (double x : v) {
      if (x > bound) {
        return true;
      }
    }
    return false;
  }

  private static double sum(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x;
    }
    return sum;
  }

  private static double sumOfExponentials(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += Math.exp(x);
    }
    return sum;
  }

  private static boolean isLowerTriangular(double[] v, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double x = v[i * n + j];
        boolean right = j > i ? x == 0 : Double.isFinite(x) && (j < i || x > 0);
        if (!right) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isSymmetric(double[] v, int n, double tolerance) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double a = v[i * n + j];
        double b = v[j * n + i];
        double size =
            Math.sqrt(v[i * n + i]) * Math.sqrt(v[j * n + j]); // which no covariance exceeds
        if (!(Math.abs(a - b) <= tolerance * size)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether every pivot of the Cholesky factorization is positive, and not by rounding alone.
  private static boolean hasCholesky(double[] v, int n) {
    double[] l = v.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = l[i * n + j];
        for (int k = 0; k < j; k++) {
          x -= l[i * n + k] * l[j * n + k];
        }
        if (i == j && !(x > 0 && Double.isFinite(x))) {
          return false;
        }
        l[i * n + j] = i == j ? Math.sqrt(x) : x / l[j * n + j];
      }
    }
    return isFarFromSingular(l, v, n);
  }

  /// Whether the pivots stay positive if every element changes by its last digit: `ε·(Σⱼ |zⱼ|·√aⱼⱼ)² < 1` for the rows `z` of `L⁻¹`. Else
  /// a density, which divides by them, has no digit right. Large and small variances beside each other are no matter.
  private static boolean isFarFromSingular(double[] l, double[] v, int n) {
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      double pivot = l[i * n + i];
      inverse[i * n + i] = 1 / pivot;
      for (int k = 0; k < i; k++) {
        double factor = l[i * n + k] / pivot;
        for (int j = 0; j <= k; j++) {
          inverse[i * n + j] -= factor * inverse[k * n + j];
        }
      }
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += Math.abs(inverse[i * n + j]) * Math.sqrt(v[j * n + j]);
      }
      if (!(sum * sum * Math.ulp(1.0) < 1)) {
        return false;
      }
    }
    return true;
  }
}

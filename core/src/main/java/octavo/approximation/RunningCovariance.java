package octavo.approximation;

import java.util.Arrays;

/// Means and covariances of a stream of vectors, one at a time: [RunningVariance] with
/// `C_k = C_{k−1} + (x_k − m_{k−1})·(x_k − m_k)ᵀ`. A value; [#add] gives the next one.
public final class RunningCovariance {
  private final long count;
  private final double[] mean;
  private final double[][] products;

  private RunningCovariance(long count, double[] mean, double[][] products) {
    for (double[] row : products) {
      if (!Vectors.finite(row)) {
        throw new IllegalArgumentException(
            "RunningCovariance: the products of distances must be finite, but some are "
                + Arrays.toString(row)
                + ". Scale the observations.");
      }
    }
    this.count = count;
    this.mean = mean;
    this.products = products;
  }

  /// Of no vector of so many coordinates yet.
  ///
  /// @throws IllegalArgumentException if `dimension` is below 1
  public static RunningCovariance none(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "RunningCovariance: dimension must be at least 1, but is " + dimension + ".");
    }
    return new RunningCovariance(0, new double[dimension], new double[dimension][dimension]);
  }

  /// How many vectors there were.
  public long count() {
    return count;
  }

  /// How many coordinates a vector has.
  public int dimension() {
    return mean.length;
  }

  /// The mean of each coordinate; 0 if there was no vector.
  public double[] mean() {
    return mean.clone();
  }

  /// With one vector more.
  ///
  /// @throws IllegalArgumentException if it has another number of coordinates, one is not finite, or it is too far from the
  ///   others for the products of distances
  public RunningCovariance add(double... x) {
    Vectors.requireDimension("RunningCovariance", "an observation", x, mean.length);
    double[] before = new double[x.length];
    double[] next = new double[x.length];
    double[] after = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      before[i] = Observations.requireFinite("RunningCovariance", x[i]) - mean[i];
      next[i] = mean[i] + before[i] / (count + 1);
      after[i] = x[i] - next[i];
    }
    // before is (n+1)/n of after: the product is symmetric but for rounding, so one half is
    // mirrored
    return new RunningCovariance(count + 1, next, outer(products, before, 1, after));
  }

  /// Of the vectors of both.
  ///
  /// @throws IllegalArgumentException if the numbers of coordinates differ
  public RunningCovariance plus(RunningCovariance other) {
    Vectors.requireDimension("RunningCovariance", "the other's mean", other.mean, mean.length);
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long n = count + other.count;
    double share = (double) other.count / n;
    double[] away = Vectors.subtract(other.mean, mean);
    double[][] sum = outer(products, away, share * count, away);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Vectors.plus(sum[i], 1, other.products[i]);
    }
    return new RunningCovariance(n, Vectors.plus(mean, share, away), sum);
  }

  /// `start + factor·x·yᵀ`, made symmetric.
  private static double[][] outer(double[][] start, double[] x, double factor, double[] y) {
    double[][] sum = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        sum[i][j] = start[i][j] + factor * x[i] * y[j];
        sum[j][i] = sum[i][j];
      }
    }
    return sum;
  }

  /// The covariances of what was seen, `C/n`.
  ///
  /// @throws IllegalStateException if there was no vector
  public double[][] covariance() {
    Observations.requireSome("covariance", count, 1);
    return over(count);
  }

  /// The unbiased estimate of the covariances of where they came from, `C/(n − 1)`.
  ///
  /// @throws IllegalStateException if there were fewer than 2 vectors
  public double[][] sampleCovariance() {
    Observations.requireSome("sampleCovariance", count, 2);
    return over(count - 1);
  }

  private double[][] over(long n) {
    double[][] matrix = new double[mean.length][mean.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] = products[i][j] / n;
      }
    }
    return matrix;
  }
}

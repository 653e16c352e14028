package octavo.approximation;

import java.util.Arrays;

/// Arithmetic on points, and checks of them.
final class Vectors {
  private Vectors() {}

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /// The Euclidean norm, without overflow on the way.
  static double norm(double[] x) {
    double largest = maxAbs(x);
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double each : x) {
      sum += (each / largest) * (each / largest);
    }
    return largest * Math.sqrt(sum);
  }

  static double distance(double[] x, double[] y) {
    return norm(subtract(x, y));
  }

  static double[] subtract(double[] x, double[] y) {
    double[] difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = x[i] - y[i];
    }
    return difference;
  }

  /// `x + factor·y`.
  static double[] plus(double[] x, double factor, double[] y) {
    double[] sum = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      sum[i] = x[i] + factor * y[i];
    }
    return sum;
  }

  /// The largest absolute value; not a number if one of them is not.
  static double maxAbs(double[] x) {
    double largest = 0;
    for (double each : x) {
      largest = Math.max(largest, Math.abs(each));
    }
    return largest;
  }

  static boolean finite(double[] x) {
    return Double.isFinite(maxAbs(x));
  }

  /// A copy of a point that a user gave.
  static double[] requirePoint(String operation, String name, double[] point) {
    if (point.length == 0 || !finite(point)) {
      throw new IllegalArgumentException(
          "%s: %s must have coordinates, all finite, but is %s."
              .formatted(operation, name, Arrays.toString(point)));
    }
    return point.clone();
  }

  static void requireDimension(String operation, String name, double[] point, int dimension) {
    if (point.length != dimension) {
      throw new IllegalArgumentException(
          "%s: %s must have %d coordinates, but has %d."
              .formatted(operation, name, dimension, point.length));
    }
  }
}

package octavo.approximation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keeps points in flat arrays that grow, so that a run that ends early has not taken memory for all steps.
final class Recorder {
  private final int dimension;
  private final boolean keepsMeasurements;
  private long[] numbers = new long[16];
  private double[] points;
  private double[] measurements;
  private int count;
  private int measured;

  Recorder(int dimension, boolean keepsMeasurements) {
    this.dimension = dimension;
    this.keepsMeasurements = keepsMeasurements;
    this.points = new double[16 * dimension];
    this.measurements = new double[keepsMeasurements ? points.length : 0];
  }

  int dimension() {
    return dimension;
  }

  boolean keepsMeasurements() {
    return keepsMeasurements;
  }

  /// The number of the point recorded last.
  long lastNumber() {
    return numbers[count - 1];
  }

  void point(long number, double[] point) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, grown(count));
      points = Arrays.copyOf(points, numbers.length * dimension);
    }
    numbers[count] = number;
    System.arraycopy(point, 0, points, count * dimension, dimension);
    count++;
  }

  /// What was measured at the point recorded last.
  void measurement(double[] value) {
    if (keepsMeasurements) {
      if ((measured + 1) * dimension > measurements.length) {
        measurements = Arrays.copyOf(measurements, grown(measured) * dimension);
      }
      System.arraycopy(value, 0, measurements, measured * dimension, dimension);
      measured++;
    }
  }

  private static int grown(int size) {
    return size + size / 2 + 1;
  }

  long[] numbers() {
    return Arrays.copyOf(numbers, count);
  }

  double[] points() {
    return Arrays.copyOf(points, count * dimension);
  }

  double @Nullable [] measurements() {
    return keepsMeasurements ? Arrays.copyOf(measurements, measured * dimension) : null;
  }
}

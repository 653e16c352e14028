package octavo.approximation;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The points `w_1, w_2, …` of a run: `w_1` is the start and `w_{k+1}` follows from step `k`. A run that
/// diverged ends early, with what it had, and [#divergence] tells why; every number in it is finite.
public final class Trajectory {
  private final int dimension;
  private final long[] numbers;
  private final double[] points;
  private final double @Nullable [] measurements;
  private final double[] average;
  private final long averaged;
  private final long steps;
  private final long truncations;
  private final long evaluations;
  private final @Nullable Divergence divergence;

  Trajectory(
      Recorder recorder,
      double[] average,
      long averaged,
      long steps,
      long truncations,
      long evaluations,
      @Nullable Divergence divergence) {
    this.dimension = recorder.dimension();
    this.numbers = recorder.numbers();
    this.points = recorder.points();
    this.measurements = recorder.measurements();
    this.average = average;
    this.averaged = averaged;
    this.steps = steps;
    this.truncations = truncations;
    this.evaluations = evaluations;
    this.divergence = divergence;
  }

  /// How many coordinates a point has.
  public int dimension() {
    return dimension;
  }

  /// How many steps were taken; the last point is number `steps + 1`.
  public long steps() {
    return steps;
  }

  /// How many points are recorded.
  public int recorded() {
    return numbers.length;
  }

  /// The numbers `k` of the recorded points, for the horizontal axis of a chart.
  public double[] numbersOfPoints() {
    double[] ks = new double[numbers.length];
    for (int i = 0; i < ks.length; i++) {
      ks[i] = numbers[i];
    }
    return ks;
  }

  /// The recorded points, `[recorded][dimension]`.
  public double[][] points() {
    return rows(points, numbers.length);
  }

  /// One coordinate of all recorded points.
  ///
  /// @throws IndexOutOfBoundsException if there is no such coordinate
  public double[] coordinate(int i) {
    if (i < 0 || i >= dimension) {
      throw new IndexOutOfBoundsException(
          "coordinate: i must be in [0, %d), but is %d.".formatted(dimension, i));
    }
    double[] values = new double[numbers.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = points[row * dimension + i];
    }
    return values;
  }

  /// The point `w_k`, with `k` from 1.
  ///
  /// @throws IndexOutOfBoundsException if it is not recorded
  public double[] at(long k) {
    int row = Arrays.binarySearch(numbers, k);
    if (row < 0) {
      throw new IndexOutOfBoundsException(
          "at: k must be the number of one of the %d recorded points, of which the last is %d, but is %d."
              .formatted(numbers.length, numbers[numbers.length - 1], k));
    }
    return row(points, row);
  }

  /// The last point.
  public double[] last() {
    return row(points, numbers.length - 1);
  }

  /// The last point of a run with one unknown.
  ///
  /// @throws IllegalStateException if there are several
  public double root() {
    requireScalar("root");
    return points[points.length - 1];
  }

  /// The mean of the points from `w_2` on, without those of the burn-in (Polyak and Juditsky, 1992); the
  /// last point if none is left.
  public double[] average() {
    return average.clone();
  }

  /// How many points the [#average] is of.
  public long averagedPoints() {
    return averaged;
  }

  /// The mean of the points of a run with one unknown.
  ///
  /// @throws IllegalStateException if there are several
  public double averageRoot() {
    requireScalar("averageRoot");
    return average[0];
  }

  /// The Euclidean distance of each recorded point to `goal`.
  ///
  /// @throws IllegalArgumentException if `goal` has another number of coordinates
  public double[] distances(double... goal) {
    Vectors.requireDimension("distances", "goal", goal, dimension);
    double[] distances = new double[numbers.length];
    for (int row = 0; row < distances.length; row++) {
      distances[row] = Vectors.distance(row(points, row), goal);
    }
    return distances;
  }

  /// The measurement made at each recorded point from which a step was taken, `[…][dimension]`; none for
  /// the last point.
  ///
  /// @throws IllegalStateException if they were not kept
  public double[][] measurements() {
    if (measurements == null) {
      throw new IllegalStateException(
          "measurements: must be kept during the run, but were not. Run it with RunOptions.withMeasurements().");
    }
    return rows(measurements, measurements.length / dimension);
  }

  /// How often the point was sent back by the truncation.
  public long truncations() {
    return truncations;
  }

  /// How often the function was evaluated.
  public long evaluations() {
    return evaluations;
  }

  /// Whether the run was given up.
  public boolean diverged() {
    return divergence != null;
  }

  /// Why the run was given up; empty if it came to its end.
  public Optional<Divergence> divergence() {
    return Optional.ofNullable(divergence);
  }

  private void requireScalar(String method) {
    if (dimension != 1) {
      throw new IllegalStateException(
          method + ": there must be one unknown, but there are " + dimension + ".");
    }
  }

  private double[][] rows(double[] flat, int count) {
    double[][] rows = new double[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = row(flat, row);
    }
    return rows;
  }

  private double[] row(double[] flat, int row) {
    return Arrays.copyOfRange(flat, row * dimension, (row + 1) * dimension);
  }
}

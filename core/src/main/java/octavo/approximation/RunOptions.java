package octavo.approximation;

import java.util.Optional;

/// What all the algorithms of this room share: where points may be, when a run counts as diverged, and
/// what is kept of it.
///
/// After each step, in this order: a result that is not finite ends the run (unless a truncation catches
/// it); the truncation; the projection; a coordinate beyond `divergence` ends the run.
///
/// @param projection the set that points stay in
/// @param truncation expanding truncations, if any
/// @param divergence how large, in absolute value, a coordinate may become
/// @param burnIn how many first points the average leaves out
/// @param every every how many steps the point is recorded; the first and the last are in any case
/// @param measurements whether the measurement at each recorded point is kept, too
public record RunOptions(
    Projection projection,
    Optional<ExpandingTruncation> truncation,
    double divergence,
    long burnIn,
    long every,
    boolean measurements) {
  /// Differences of larger numbers may be none, and averages with them.
  private static final double LARGEST = 1e300;

  /// No projection, no truncation, diverged beyond `1e12`, no burn-in, every point recorded, and no
  /// measurement.
  public static final RunOptions DEFAULT =
      new RunOptions(Projection.none(), Optional.empty(), 1e12, 0, 1, false);

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if `divergence` is not between 0 and `1e300`, `burnIn` is negative or
  ///   `every` is below 1
  public RunOptions {
    if (!(divergence > 0 && divergence <= LARGEST)) {
      throw new IllegalArgumentException(
          "RunOptions: divergence must be positive and at most 1e300, but is " + divergence + ".");
    }
    if (burnIn < 0 || every < 1) {
      throw new IllegalArgumentException(
          "RunOptions: burnIn must not be negative and every at least 1, but burnIn is %d and every is %d."
              .formatted(burnIn, every));
    }
  }

  /// With points that stay in a set.
  public RunOptions withProjection(Projection set) {
    return new RunOptions(set, truncation, divergence, burnIn, every, measurements);
  }

  /// With expanding truncations.
  public RunOptions withTruncation(ExpandingTruncation bounds) {
    return new RunOptions(projection, Optional.of(bounds), divergence, burnIn, every, measurements);
  }

  /// With another size of a coordinate beyond which a run has diverged.
  ///
  /// @throws IllegalArgumentException if `size` is not positive or above `1e300`
  public RunOptions withDivergence(double size) {
    return new RunOptions(projection, truncation, size, burnIn, every, measurements);
  }

  /// With an average that leaves out the first points.
  ///
  /// @throws IllegalArgumentException if `points` is negative
  public RunOptions withBurnIn(long points) {
    return new RunOptions(projection, truncation, divergence, points, every, measurements);
  }

  /// With every so many steps recorded.
  ///
  /// @throws IllegalArgumentException if `steps` is below 1
  public RunOptions withEvery(long steps) {
    return new RunOptions(projection, truncation, divergence, burnIn, steps, measurements);
  }

  /// With the measurement kept that was made at each recorded point.
  public RunOptions withMeasurements() {
    return new RunOptions(projection, truncation, divergence, burnIn, every, true);
  }
}

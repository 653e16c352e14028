package octavo.approximation;

import java.util.Arrays;

/// That, where and why a run was given up.
///
/// @param cause what happened
/// @param step the number of the step that failed, from 1
/// @param value the point that is too large, or, where there is none since it would not be finite, the last
///   one before: always finite
public record Divergence(Cause cause, long step, double[] value) {
  /// What can go wrong.
  public enum Cause {
    /// The function gave infinity or no number.
    MEASUREMENT_NOT_FINITE,
    /// The measurement was finite, but the step from it led beyond all numbers.
    POINT_NOT_FINITE,
    /// A coordinate is beyond the limit that [RunOptions] sets.
    BEYOND_LIMIT
  }

  /// Keeps its own copy.
  public Divergence {
    value = value.clone();
  }

  @Override
  public String toString() {
    String what =
        switch (cause) {
          case MEASUREMENT_NOT_FINITE -> "the measurement was not finite at";
          case POINT_NOT_FINITE -> "the step was not finite from";
          case BEYOND_LIMIT -> "beyond the limit at";
        };
    return "diverged at step %d: %s %s".formatted(step, what, Arrays.toString(value));
  }
}

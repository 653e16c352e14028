package octavo.approximation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The part that all algorithms share: where the point is, what becomes of a step, and what is recorded.
final class Walk {
  private final RunOptions options;
  private final Recorder recorder;
  private double[] w;
  private long steps;
  private double[] average;
  private long averaged;
  private long truncations;
  private @Nullable Divergence divergence;

  /// @param operation whose errors these are
  Walk(String operation, RunOptions options, double[] start, long steps) {
    this.options = options;
    this.w = Vectors.requirePoint(operation, "start", start);
    if (steps < 1) {
      throw new IllegalArgumentException(
          operation + ": steps must be at least 1, but are " + steps + ".");
    }
    double numbers = (double) start.length * (steps / options.every() + 2) * 1.5 + 16;
    if (numbers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: at most 1.4e9 numbers can be recorded, but %d steps of %d coordinates are more. Record fewer with RunOptions.withEvery."
              .formatted(operation, steps, start.length));
    }
    options
        .truncation()
        .ifPresent(t -> Vectors.requireDimension(operation, "restart", t.restart(), start.length));
    double[] inside = options.projection().apply(w);
    if (Vectors.distance(inside, w) != 0) { // by numbers, of which -0 and 0 are one
      throw new IllegalArgumentException(
          "%s: start must be in the set of the projection, but is %s. The nearest point is %s."
              .formatted(operation, Arrays.toString(start), Arrays.toString(inside)));
    }
    this.recorder = new Recorder(w.length, options.measurements());
    this.average = w.clone();
    recorder.point(1, w);
  }

  /// Where the point is; a copy.
  double[] at() {
    return w.clone();
  }

  /// The number of the next step, from 1.
  long next() {
    return steps + 1;
  }

  /// Goes from `w` to `w − length·direction`; false if that is the end.
  boolean step(double length, double[] direction) {
    Vectors.requireDimension("run", "what the function gives", direction, w.length);
    if (!Vectors.finite(direction)) {
      return diverge(Divergence.Cause.MEASUREMENT_NOT_FINITE, w);
    }
    if (recorder.lastNumber() == next()) {
      recorder.measurement(direction);
    }
    if (Double.isNaN(length)) { // a truncation would go back from it again and again
      return diverge(Divergence.Cause.POINT_NOT_FINITE, w);
    }
    return go(Vectors.plus(w, -length, direction));
  }

  /// Goes to `candidate`; false if that is the end.
  boolean go(double[] candidate) {
    double[] goal = candidate;
    if (options.truncation().isPresent()) {
      ExpandingTruncation truncation = options.truncation().get();
      double distance = Vectors.distance(goal, truncation.restart());
      if (!(distance <= truncation.bound(truncations))) {
        goal = truncation.restart();
        truncations++;
      }
    } else if (!Vectors.finite(goal)) {
      return diverge(Divergence.Cause.POINT_NOT_FINITE, w);
    }
    goal = options.projection().apply(goal);
    if (!Vectors.finite(goal)) { // the distance to a set can be too large for a number
      return diverge(Divergence.Cause.POINT_NOT_FINITE, w);
    }
    if (Vectors.maxAbs(goal) > options.divergence()) {
      return diverge(Divergence.Cause.BEYOND_LIMIT, goal);
    }
    w = goal;
    steps++;
    if (steps % options.every() == 0) {
      recorder.point(steps + 1, w);
    }
    averageIn();
    return true;
  }

  private void averageIn() {
    if (steps <= options.burnIn()) {
      average = w;
      return;
    }
    averaged++;
    double[] mean = new double[w.length];
    for (int i = 0; i < mean.length; i++) {
      double last = averaged == 1 ? w[i] : average[i];
      mean[i] = last + (w[i] - last) / averaged;
    }
    average = mean;
  }

  private boolean diverge(Divergence.Cause cause, double[] value) {
    divergence = new Divergence(cause, next(), value);
    return false;
  }

  /// Ends the run.
  Trajectory end(long evaluations) {
    if (recorder.lastNumber() != steps + 1) {
      recorder.point(steps + 1, w);
    }
    return new Trajectory(recorder, average, averaged, steps, truncations, evaluations, divergence);
  }
}

package octavo.approximation;

import java.util.Arrays;

/// A quantile of a stream by the P² algorithm (Jain and Chlamtac, *The P² Algorithm for Dynamic Calculation
/// of Quantiles and Histograms Without Storing Observations*, Communications of the ACM 28, 1985): five
/// markers, the smallest and the largest observation, the quantile, and one on either side halfway, are
/// moved along a parabola through their neighbors so that each has the right share of the stream below it.
///
/// No steps are to be chosen. Exact up to five observations. A value; [#add] gives the next one.
public final class PSquaredQuantile {
  private static final int MARKERS = 5;

  private final double p;
  private final long count;
  private final double[] heights;
  private final double[] positions;

  private PSquaredQuantile(double p, long count, double[] heights, double[] positions) {
    this.p = p;
    this.count = count;
    this.heights = heights;
    this.positions = positions;
  }

  /// Of nothing yet.
  ///
  /// @param p the share of the stream below the quantile
  /// @throws IllegalArgumentException if `p` is not between 0 and 1
  public static PSquaredQuantile of(double p) {
    Observations.requireShare("PSquaredQuantile", "p", p);
    return new PSquaredQuantile(p, 0, new double[0], new double[] {1, 2, 3, 4, 5});
  }

  /// How many observations there were.
  public long count() {
    return count;
  }

  /// With one observation more.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public PSquaredQuantile add(double x) {
    Observations.requireFinite("PSquaredQuantile", x);
    if (count < MARKERS) {
      double[] more = Arrays.copyOf(heights, heights.length + 1);
      more[heights.length] = x;
      Arrays.sort(more);
      return new PSquaredQuantile(p, count + 1, more, positions);
    }
    PSquaredQuantile next = new PSquaredQuantile(p, count + 1, heights.clone(), positions.clone());
    next.count(x);
    next.adjust();
    return next;
  }

  /// Finds the cell of an observation and moves on the positions above it.
  private void count(double x) {
    heights[0] = Math.min(heights[0], x);
    heights[MARKERS - 1] = Math.max(heights[MARKERS - 1], x);
    int above = 1;
    while (above < MARKERS - 1 && x >= heights[above]) {
      above++;
    }
    for (int i = above; i < MARKERS; i++) {
      positions[i]++;
    }
  }

  /// Moves the middle markers that are a place or more from where they should be by one place.
  private void adjust() {
    double[] shares = {0, p / 2, p, (1 + p) / 2, 1};
    for (int i = 1; i < MARKERS - 1; i++) {
      double missing = 1 + (count - 1) * shares[i] - positions[i];
      boolean up = missing >= 1 && positions[i + 1] - positions[i] > 1;
      boolean down = missing <= -1 && positions[i - 1] - positions[i] < -1;
      if (up || down) {
        int by = up ? 1 : -1;
        double height = parabola(i, by);
        boolean between = heights[i - 1] < height && height < heights[i + 1];
        heights[i] = between ? height : line(i, by);
        positions[i] += by;
      }
    }
  }

  private double parabola(int i, int by) {
    double below = positions[i] - positions[i - 1];
    double above = positions[i + 1] - positions[i];
    return heights[i]
        + by
            / (below + above)
            * ((below + by) * (heights[i + 1] - heights[i]) / above
                + (above - by) * (heights[i] - heights[i - 1]) / below);
  }

  private double line(int i, int by) {
    return heights[i] + by * (heights[i + by] - heights[i]) / (positions[i + by] - positions[i]);
  }

  /// The quantile.
  ///
  /// @throws IllegalStateException if there was no observation
  public double value() {
    Observations.requireSome("PSquaredQuantile", count, 1);
    if (count > MARKERS) {
      return heights[2];
    }
    double place = p * (count - 1); // between the sorted observations, as the markers have it
    int low = (int) place;
    int high = Math.min(low + 1, heights.length - 1);
    return heights[low] + (place - low) * (heights[high] - heights[low]);
  }
}

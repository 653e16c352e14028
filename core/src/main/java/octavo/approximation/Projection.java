package octavo.approximation;

import java.util.Arrays;

/// The set that a point must stay in: after each step it goes to the nearest point of the set. With a root
/// inside, this is the simplest cure of a function that grows too fast far away.
public sealed interface Projection {
  /// The nearest point of the set to `w`, in a new array.
  ///
  /// @throws IllegalArgumentException if `w` has another number of coordinates than the set
  double[] apply(double[] w);

  /// The whole space: every point stays where it is.
  record Everywhere() implements Projection {
    @Override
    public double[] apply(double[] w) {
      return w.clone();
    }
  }

  /// Every coordinate, of however many, between two bounds.
  ///
  /// @param low the smallest value
  /// @param high the largest value
  record Interval(double low, double high) implements Projection {
    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if `low` is not below `high`
    public Interval {
      if (!(low < high)) {
        throw new IllegalArgumentException(
            "Interval: low must be below high, but low is %s and high is %s.".formatted(low, high));
      }
    }

    @Override
    public double[] apply(double[] w) {
      double[] inside = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        inside[i] = Math.clamp(w[i], low, high);
      }
      return inside;
    }
  }

  /// Each coordinate between bounds of its own.
  ///
  /// @param low the smallest values
  /// @param high the largest values
  record Box(double[] low, double[] high) implements Projection {
    /// Keeps its own copies.
    ///
    /// @throws IllegalArgumentException if there are not as many low as high bounds, or one is not below
    ///   the other
    public Box {
      low = low.clone();
      high = high.clone();
      boolean fit = low.length == high.length;
      for (int i = 0; fit && i < low.length; i++) {
        fit = low[i] < high[i];
      }
      if (!fit) {
        throw new IllegalArgumentException(
            "Box: each low bound must be below its high bound, but low is %s and high is %s."
                .formatted(Arrays.toString(low), Arrays.toString(high)));
      }
    }

    @Override
    public double[] apply(double[] w) {
      Vectors.requireDimension("Box", "the point", w, low.length);
      double[] inside = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        inside[i] = Math.clamp(w[i], low[i], high[i]);
      }
      return inside;
    }
  }

  /// The points at most `radius` away from a center.
  ///
  /// @param center of the ball
  /// @param radius of the ball
  record Ball(double[] center, double radius) implements Projection {
    /// Keeps its own copy.
    ///
    /// @throws IllegalArgumentException if the center is not finite or the radius not positive and finite
    public Ball {
      center = Vectors.requirePoint("Ball", "center", center);
      if (!(radius > 0) || Double.isInfinite(radius)) {
        throw new IllegalArgumentException(
            "Ball: radius must be positive and finite, but is " + radius + ".");
      }
    }

    @Override
    public double[] apply(double[] w) {
      Vectors.requireDimension("Ball", "the point", w, center.length);
      double[] away = Vectors.subtract(w, center);
      double distance = Vectors.norm(away);
      double[] nearest = distance <= radius ? w.clone() : away;
      if (distance > radius) {
        nearest = Vectors.plus(center, radius / distance, away);
        // rounding may leave it outside, where the next projection would move it again
        for (double less = 0x1p-53; Vectors.distance(nearest, center) > radius; less *= 2) {
          nearest = Vectors.plus(center, radius / distance * (1 - less), away);
        }
      }
      return nearest;
    }
  }

  /// The whole space.
  static Projection none() {
    return new Everywhere();
  }

  /// Every coordinate between `low` and `high`.
  ///
  /// @throws IllegalArgumentException if `low` is not below `high`
  static Projection interval(double low, double high) {
    return new Interval(low, high);
  }

  /// Each coordinate between bounds of its own.
  ///
  /// @throws IllegalArgumentException if there are not as many low as high bounds, or one is not below the
  ///   other
  static Projection box(double[] low, double[] high) {
    return new Box(low, high);
  }

  /// The points at most `radius` away from a center.
  ///
  /// @throws IllegalArgumentException if the center is not finite or the radius not positive and finite
  static Projection ball(double[] center, double radius) {
    return new Ball(center, radius);
  }
}

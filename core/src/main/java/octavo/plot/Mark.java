package octavo.plot;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// One layer of an [XyChart]. Marks of the same name share a color and one line in the legend. A
/// point that is not finite leaves a gap.
public sealed interface Mark {
  /// The name in the legend; empty for none.
  String name();

  /// All horizontal coordinates that must fit on the chart.
  DoubleStream across();

  /// All vertical coordinates that must fit on the chart.
  DoubleStream up();

  /// Points joined by a line.
  ///
  /// @param x across
  /// @param y up
  record Line(String name, double[] x, double[] y) implements Mark {
    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if they differ
    public Line {
      requireSameLength("XyChart.line", "y", x, y);
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.of(x);
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.of(y);
    }
  }

  /// A dot at each point.
  ///
  /// @param x across
  /// @param y up
  record Points(String name, double[] x, double[] y) implements Mark {
    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if they differ
    public Points {
      requireSameLength("XyChart.points", "y", x, y);
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.of(x);
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.of(y);
    }
  }

  /// A shaded region between two curves.
  ///
  /// @param x across
  /// @param low the lower border
  /// @param high the upper border
  record Band(String name, double[] x, double[] low, double[] high) implements Mark {
    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if they differ
    public Band {
      requireSameLength("XyChart.band", "low", x, low);
      requireSameLength("XyChart.band", "high", x, high);
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.of(x);
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.concat(DoubleStream.of(low), DoubleStream.of(high));
    }
  }

  /// Upright bars that touch, as in a histogram.
  ///
  /// @param edges where the bars begin and end, one more than bars
  /// @param heights of the bars
  record Bins(String name, double[] edges, double[] heights) implements Mark {
    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if there is not one edge more than heights
    public Bins {
      if (edges.length != heights.length + 1) {
        throw new IllegalArgumentException(
            "XyChart.bins: there must be one edge more than heights, but there are %d edges and %d heights."
                .formatted(edges.length, heights.length));
      }
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.of(edges);
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(heights));
    }
  }

  /// The way of a point, whose points follow one another at equal times. The whole way is drawn; where
  /// pictures move, it grows, and a dot runs along it, again and again. It ends at the first point
  /// that is not finite.
  ///
  /// @param x across
  /// @param y up
  /// @param seconds how long the way takes
  record Track(String name, double[] x, double[] y, double seconds) implements Mark {
    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if they differ, or the time is not positive
    public Track {
      requireSameLength("XyChart.track", "y", x, y);
      if (!(seconds > 0) || Double.isInfinite(seconds)) {
        throw new IllegalArgumentException(
            "XyChart.track: the time must be positive and finite, but is " + seconds + " s.");
      }
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.of(x);
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.of(y);
    }
  }

  /// Arrows from points to points.
  ///
  /// @param x across, where they begin
  /// @param y up, where they begin
  /// @param toX across, where they end
  /// @param toY up, where they end
  record Arrows(String name, double[] x, double[] y, double[] toX, double[] toY) implements Mark {
    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if they differ
    public Arrows {
      requireSameLength("XyChart.arrows", "y", x, y);
      requireSameLength("XyChart.arrows", "toX", x, toX);
      requireSameLength("XyChart.arrows", "toY", x, toY);
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(toX));
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.concat(DoubleStream.of(y), DoubleStream.of(toY));
    }
  }

  /// The height of a function of two numbers: shaded in steps, the higher the darker on light
  /// ground. A chart with it ends where it ends; other marks are cut there.
  ///
  /// @param x the columns of the grid, rising
  /// @param y the rows of the grid, rising
  /// @param values row by row; what is not a number counts as lowest
  /// @param levels where the shade changes, rising
  record Contours(double[] x, double[] y, double[][] values, double[] levels) implements Mark {
    private static final double LOW = 1.6;

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if they do not fit, or coordinates or levels do not rise
    public Contours {
      boolean fits = values.length == y.length && x.length > 1 && y.length > 1;
      for (double[] row : values) {
        fits &= row.length == x.length;
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "XyChart.contours: there must be a value for each of at least 2 columns and 2 rows, but there are %d columns, %d rows and %d×%d values."
                .formatted(
                    x.length, y.length, values.length, values.length == 0 ? 0 : values[0].length));
      }
      requireRising("columns", x);
      requireRising("rows", y);
      requireRising("levels", levels);
    }

    /// A function over a rectangle on a grid of `columns` by `rows` nodes, in `count` steps that are
    /// closer in the valleys: at the shares `(k/(count + 1))^1.6` of the values in order.
    ///
    /// @param across the ends of the horizontal axis
    /// @param up the ends of the vertical axis
    /// @throws IllegalArgumentException if the ends do not rise, or there are too few nodes
    public static Contours of(
        DoubleBinaryOperator f, double[] across, double[] up, int columns, int rows, int count) {
      double[] x = grid(across, columns);
      double[] y = grid(up, rows);
      double[][] values = new double[rows][columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          values[i][j] = f.applyAsDouble(x[j], y[i]);
        }
      }
      double[] sorted =
          Arrays.stream(values)
              .flatMapToDouble(Arrays::stream)
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      double[] levels =
          IntStream.rangeClosed(1, sorted.length == 0 ? 0 : count)
              .mapToDouble(
                  k -> sorted[(int) (Math.pow(k / (count + 1.0), LOW) * (sorted.length - 1))])
              .distinct()
              .toArray();
      return new Contours(x, y, values, levels);
    }

    private static double[] grid(double[] ends, int count) {
      if (ends.length != 2 || count < 2) {
        throw new IllegalArgumentException(
            "XyChart.contours: there must be two ends and at least 2 nodes of each axis, but there are %d ends and %d nodes."
                .formatted(ends.length, count));
      }
      double[] at = new double[count];
      for (int i = 0; i < count; i++) {
        at[i] = ends[0] + (ends[1] - ends[0]) * i / (count - 1);
      }
      return at;
    }

    private static void requireRising(String name, double[] numbers) {
      for (int i = 0; i < numbers.length; i++) {
        if (!Double.isFinite(numbers[i]) || (i > 0 && !(numbers[i] > numbers[i - 1]))) {
          throw new IllegalArgumentException(
              "XyChart.contours: %s must be finite and rise, but number %d is %s."
                  .formatted(name, i + 1, numbers[i]));
        }
      }
    }

    @Override
    public String name() {
      return "";
    }

    @Override
    public DoubleStream across() {
      return DoubleStream.of(x);
    }

    @Override
    public DoubleStream up() {
      return DoubleStream.of(y);
    }
  }

  private static void requireSameLength(String method, String name, double[] x, double[] other) {
    if (x.length != other.length) {
      throw new IllegalArgumentException(
          "%s: x and %s must have the same length, but x has %d values and %s %d."
              .formatted(method, name, x.length, name, other.length));
    }
  }
}

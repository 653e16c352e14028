package octavo.plot;

import java.util.stream.DoubleStream;

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

  private static void requireSameLength(String method, String name, double[] x, double[] other) {
    if (x.length != other.length) {
      throw new IllegalArgumentException(
          "%s: x and %s must have the same length, but x has %d values and %s %d."
              .formatted(method, name, x.length, name, other.length));
    }
  }
}

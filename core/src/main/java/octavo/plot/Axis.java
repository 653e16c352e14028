package octavo.plot;

import java.util.List;

/// One axis: the range of the data and the pixels it covers.
///
/// @param scale linear or logarithmic
/// @param low the least number shown
/// @param high the greatest
/// @param from the pixel of `low`
/// @param to the pixel of `high`
record Axis(AxisScale scale, double low, double high, double from, double to) {
  /// The ends of a range whose length is a number, with room for more at both sides.
  private static final double FARTHEST = Double.MAX_VALUE / 4;

  private static final double LARGEST_RATIO = 1e280;

  /// Shorter ranges have fewer numbers of a double than there are pixels: ticks could not be told apart.
  private static final double SHORTEST = 1e-12;

  /// An axis for these extremes of the data, with some room where they are the same but for rounding.
  static Axis of(AxisScale scale, double least, double greatest) {
    double low = near(scale, least);
    double high = near(scale, greatest);
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low > Math.max(size * SHORTEST, Double.MIN_NORMAL)) {
      return new Axis(scale, low, high, 0, 1);
    }
    if (scale == AxisScale.LOG) {
      return new Axis(scale, low / 2, high * 2, 0, 1);
    }
    double room = Math.abs(low) < Double.MIN_NORMAL ? 1 : Math.abs(low) / 2;
    return new Axis(scale, low - room, high + room, 0, 1);
  }

  /// The number, or the farthest that an axis can show: it stands for all beyond it.
  private static double near(AxisScale scale, double value) {
    return scale == AxisScale.LOG
        ? Math.clamp(value, 1 / LARGEST_RATIO, LARGEST_RATIO)
        : Math.clamp(value, -FARTHEST, FARTHEST);
  }

  /// Widened by a share of its length at both ends.
  Axis widened(double share) {
    if (scale == AxisScale.LOG) {
      double ratio = high / low;
      double factor =
          ratio < Double.POSITIVE_INFINITY
              ? Math.pow(ratio, share)
              : Math.pow(10, share * (Math.log10(high) - Math.log10(low)));
      return new Axis(scale, low / factor, high * factor, from, to);
    }
    double room = (high - low) * share;
    return new Axis(scale, low - room, high + room, from, to);
  }

  /// Widened to the next ticks.
  Axis rounded(int count) {
    if (scale == AxisScale.LOG) {
      return widened(0.04);
    }
    double step = Ticks.step(low, high, count);
    double least = Math.floor(low / step + 1e-9) * step;
    double most = Math.ceil(high / step - 1e-9) * step;
    return new Axis(scale, least, most, from, to);
  }

  Axis between(double newFrom, double newTo) {
    return new Axis(scale, low, high, newFrom, newTo);
  }

  List<Double> ticks(int count) {
    return scale == AxisScale.LOG ? Ticks.log(low, high) : Ticks.linear(low, high, count);
  }

  double pixel(double value) {
    double first = scale.position(low);
    double last = scale.position(high);
    return from + (scale.position(near(scale, value)) - first) / (last - first) * (to - from);
  }
}

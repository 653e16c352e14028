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
  /// An axis for these extremes of the data, with some room where they are the same.
  static Axis of(AxisScale scale, double low, double high) {
    if (low < high) {
      return new Axis(scale, low, high, 0, 1);
    }
    if (scale == AxisScale.LOG) {
      return new Axis(scale, low / 2, high * 2, 0, 1);
    }
    double room = low == 0 ? 1 : Math.abs(low) / 2;
    return new Axis(scale, low - room, high + room, 0, 1);
  }

  /// Widened by a share of its length at both ends.
  Axis widened(double share) {
    if (scale == AxisScale.LOG) {
      double factor = Math.pow(high / low, share);
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
    return from + (scale.position(value) - first) / (last - first) * (to - from);
  }
}

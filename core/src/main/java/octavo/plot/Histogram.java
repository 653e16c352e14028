package octavo.plot;

import java.util.stream.DoubleStream;

/// How many values lie in each of some parts of their range, all of one width. The last part holds
/// its upper edge too.
///
/// @param edges where the parts begin and end
/// @param counts of each part
record Histogram(double[] edges, double[] counts) {
  static Histogram of(double[] values, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(
          "histogram: there must be at least one bin, but bins is " + bins + ".");
    }
    double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      throw new IllegalArgumentException(
          "histogram: at least one value must be finite, but none of the %d is."
              .formatted(values.length));
    }
    Axis range =
        Axis.of(
            AxisScale.LINEAR,
            DoubleStream.of(finite).min().orElseThrow(),
            DoubleStream.of(finite).max().orElseThrow());
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = range.low() + (range.high() - range.low()) * i / bins;
    }
    double[] counts = new double[bins];
    for (double value : finite) {
      double bin = (value - range.low()) / (range.high() - range.low()) * bins;
      counts[Math.clamp((int) bin, 0, bins - 1)]++;
    }
    return new Histogram(edges, counts);
  }
}

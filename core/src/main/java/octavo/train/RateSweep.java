package octavo.train;

import java.util.stream.DoubleStream;
import octavo.plot.XyChart;

/// What a [RateFinder] has seen.
///
/// @param rates the learning rates, rising
/// @param losses the loss of the batch ahead of the step with that rate
/// @param smoothed the losses, smoothed
/// @param diverged whether the loss exploded, which ended the sweep early
public record RateSweep(double[] rates, double[] losses, double[] smoothed, boolean diverged) {
  /// Slopes are taken over so many points to both sides.
  private static final int REACH = 4;

  /// Where the smoothed loss falls fastest on the way to its lowest point, over the logarithm of the
  /// rate: large enough to learn fast, and some way off from what is too large. Of a sweep that
  /// learned nothing it is the first rate.
  public double suggestion() {
    int end = lowestIndex();
    int best = 0;
    double steepest = 0;
    for (int i = REACH; i + 1 <= end; i++) {
      int from = i - REACH;
      int to = Math.min(i + REACH, end);
      double slope =
          (smoothed[to] - smoothed[from]) / (Math.log(rates[to]) - Math.log(rates[from]));
      if (slope < steepest) {
        steepest = slope;
        best = i;
      }
    }
    return rates[best];
  }

  /// The rate at which the smoothed loss is lowest: already too large, a tenth of it is a good upper
  /// rate of a cycle.
  public double lowest() {
    return rates[lowestIndex()];
  }

  private int lowestIndex() {
    int lowest = 0;
    for (int i = 1; i < smoothed.length; i++) {
      lowest = smoothed[i] < smoothed[lowest] ? i : lowest;
    }
    return lowest;
  }

  /// The loss over the rate, with the suggestion as a dot; on a logarithmic axis if the losses let
  /// it.
  public XyChart chart() {
    double suggestion = suggestion();
    int at = 0;
    while (rates[at] < suggestion) {
      at++;
    }
    XyChart chart =
        XyChart.of("Loss while the learning rate rises")
            .line("loss of the batch", rates, losses)
            .line("smoothed", rates, smoothed)
            .points("suggestion", new double[] {rates[at]}, new double[] {smoothed[at]})
            .withLogX()
            .withXLabel("learning rate")
            .withYLabel("loss");
    return DoubleStream.of(losses).allMatch(loss -> loss > 0) ? chart.withLogY() : chart;
  }
}

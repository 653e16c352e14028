package octavo.estimator;

/// How estimates of a vector lie about the truth.
///
/// @param bias the length of the mean error
/// @param biasInterval half of the 95 % interval, from the standard errors of all components
/// @param deviations the largest error of a component, in its standard errors
/// @param variance the sum of the components' variances
/// @param varianceInterval half of its 95 % interval
/// @param error the mean of the squared distance to the truth
/// @param errorInterval half of its 95 % interval
record Spread(
    double bias,
    double biasInterval,
    double deviations,
    double variance,
    double varianceInterval,
    double error,
    double errorInterval) {
  /// The quantile of the normal distribution for 95 %.
  private static final double Z = 1.959964;

  /// What sums in float32 may be off, relative to the truth: no deviation of the estimator.
  private static final double ROUNDING = 1e-6;

  /// What sums of many doubles may be off, relative to the largest of them: it is nothing.
  private static final double SUMMING = 1e-12;

  /// Of estimates `[replicas, numbers]`.
  static Spread of(double[] estimates, double[] truth) {
    int numbers = truth.length;
    int n = estimates.length / numbers;
    double[] mean = new double[numbers];
    for (int i = 0; i < estimates.length; i++) {
      mean[i % numbers] += estimates[i] / n;
    }
    double[] squares = new double[numbers]; // of distances from the mean, by component
    double[] distance = new double[n]; // from the mean, squared
    double[] error = new double[n]; // from the truth, squared
    for (int i = 0; i < estimates.length; i++) {
      double d = estimates[i] - mean[i % numbers];
      double e = estimates[i] - truth[i % numbers];
      squares[i % numbers] += d * d;
      distance[i / numbers] += d * d;
      error[i / numbers] += e * e;
    }
    double size = largest(truth);
    double nothing = SUMMING * Math.max(size, largest(estimates));
    double bias = 0;
    double standard = 0;
    double deviations = 0;
    double variance = 0;
    for (int j = 0; j < numbers; j++) {
      double b = mean[j] - truth[j];
      double ofMean = squares[j] / (n - 1) / n;
      bias += b * b;
      standard += ofMean;
      variance += squares[j] / (n - 1);
      double floor = ROUNDING * size;
      deviations =
          Math.max(deviations, Math.abs(b) / Math.sqrt(ofMean + floor * floor + Double.MIN_NORMAL));
    }
    double square = nothing * nothing;
    double wholeError = mean(error);
    return new Spread(
        above(nothing, Math.sqrt(bias)),
        above(nothing, Z * Math.sqrt(standard)),
        deviations,
        above(square, variance),
        above(square + SUMMING * variance, interval(distance)),
        above(square, wholeError),
        above(square + SUMMING * wholeError, interval(error)));
  }

  /// `x`, and 0 if it is less than rounding leaves of nothing.
  private static double above(double nothing, double x) {
    return x < nothing ? 0 : x;
  }

  private static double largest(double[] x) {
    double size = 0;
    for (double v : x) {
      size = Math.max(size, Math.abs(v));
    }
    return size;
  }

  GradientReport.Row row(String name, double calls, double nanos) {
    return new GradientReport.Row(
        name,
        bias,
        biasInterval,
        deviations,
        variance,
        varianceInterval,
        error,
        errorInterval,
        calls,
        nanos);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }

  private static double interval(double[] x) {
    double mean = mean(x);
    double sum = 0;
    for (double v : x) {
      sum += (v - mean) * (v - mean);
    }
    return Z * Math.sqrt(sum / (x.length - 1) / x.length);
  }
}

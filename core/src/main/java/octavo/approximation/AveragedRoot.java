package octavo.approximation;

import octavo.random.Rng;

/// The root as the mean of the points of a run, with its confidence interval.
///
/// With steps that shrink more slowly than `1/k`, such as `a/k^(2/3)`, the points stay restless, but their mean
/// is as good as any estimate can be: `√n·(w̄ − w*)` tends to a normal number with covariance `J⁻¹·S·J⁻ᵀ`,
/// where `J` is the Jacobian of `g` at the root and `S` the covariance of the noise (Ruppert, 1988; Polyak and
/// Juditsky, *Acceleration of Stochastic Approximation by Averaging*, SIAM Journal on Control and Optimization
/// 30, 1992). Neither is needed for the mean itself. For its interval either is estimated
/// ([#plugIn]), or what the points themselves show ([#batchMeans]).
///
/// Both are statements for many steps. With `a/k` do not average: the last point is already the estimate.
///
/// @param value the mean of the points
/// @param covariance of that mean, `[dimension][dimension]`
/// @param level the probability with which each interval covers its coordinate of the root
/// @param quantile how many standard errors an interval reaches to either side
public record AveragedRoot(double[] value, double[][] covariance, double level, double quantile) {
  private static final int FEWEST_POINTS = 100;
  private static final int FEWEST_BATCHES = 6;

  /// The lower end of the interval of a coordinate.
  public double low(int i) {
    return value[i] - quantile * standardError(i);
  }

  /// The upper end of the interval of a coordinate.
  public double high(int i) {
    return value[i] + quantile * standardError(i);
  }

  /// The standard error of a coordinate.
  public double standardError(int i) {
    return Math.sqrt(covariance[i][i]);
  }

  /// Whether the interval of each coordinate covers it. With several coordinates that is less likely than
  /// `level`.
  public boolean covers(double... root) {
    Vectors.requireDimension("covers", "root", root, value.length);
    boolean all = true;
    for (int i = 0; i < root.length; i++) {
      all &= low(i) <= root[i] && root[i] <= high(i);
    }
    return all;
  }

  /// From the points alone, by the means of batches of neighboring points (Chen, Lee, Tong and Zhang,
  /// *Statistical Inference for Model Parameters in Stochastic Gradient Descent*, Annals of Statistics 48,
  /// 2020). Steps become smaller, so points forget more slowly, and batches become longer: with steps of
  /// exponent `p` batch `m` of `M` ends at point `n·((m + 1)/(M + 1))^(1/(1 − p))`; what is before the first is
  /// left out as burn-in, and `M` is about `n^((1−p)/2)`, but at least 6. The interval is that of Student
  /// with `M − 1` degrees of freedom, and a bit too narrow until the steps are many: batches are not quite
  /// independent. Measured with `p = 2/3` over 2000 runs: a level of 0.95 covers 0.94 after 5000 steps, 0.95
  /// after 20 000.
  ///
  /// @param run with every point recorded
  /// @param exponent of the steps, `p`, between 0 and 1
  /// @param level such as 0.95
  /// @throws IllegalArgumentException if a number is out of its range
  /// @throws IllegalStateException if the run diverged, has fewer than 100 points, or not all are recorded
  public static AveragedRoot batchMeans(Trajectory run, double exponent, double level) {
    Observations.requireShare("batchMeans", "level", level);
    Observations.requireShare("batchMeans", "exponent", exponent);
    requireConverging("batchMeans", run);
    if (run.recorded() != run.steps() + 1 || run.steps() < FEWEST_POINTS) {
      throw new IllegalStateException(
          "batchMeans: every point must be recorded and there must be at least %d, but %d of %d are."
              .formatted(FEWEST_POINTS, run.recorded(), run.steps() + 1));
    }
    double[][] points = run.points();
    int n = points.length - 1; // without the start
    int batches = (int) Math.max(FEWEST_BATCHES, Math.round(Math.pow(n, (1 - exponent) / 2)));
    int[] ends = new int[batches + 1];
    for (int m = 0; m <= batches; m++) {
      double share = Math.pow((m + 1.0) / (batches + 1), 1 / (1 - exponent));
      ends[m] = Math.max((int) Math.round(n * share), m == 0 ? 1 : ends[m - 1] + 1);
    }
    int from = ends[0];
    double[] value = mean(points, from, n);
    double[][] sum = new double[value.length][value.length];
    for (int m = 1; m <= batches; m++) {
      int size = ends[m] - ends[m - 1];
      double[] away = Vectors.subtract(mean(points, ends[m - 1], ends[m]), value);
      for (int i = 0; i < away.length; i++) {
        sum[i] = Vectors.plus(sum[i], size * away[i], away);
      }
    }
    double scale = 1.0 / (batches - 1) / (n - from);
    return new AveragedRoot(
        value, Matrices.times(scale, sum), level, TwoSided.student(level, batches - 1));
  }

  /// From the Jacobian and the noise: `J⁻¹·S·J⁻ᵀ/n`, with `S` the covariance of the measurements in the later
  /// half of the run, and the mean that the run has formed ([RunOptions#withBurnIn]).
  ///
  /// @param run with [RunOptions#withMeasurements]
  /// @param jacobian of `g` at the root, or an estimate of it ([#jacobian])
  /// @param level such as 0.95
  /// @throws IllegalArgumentException if `level` is not between 0 and 1, or `jacobian` is not square, of
  ///   another size, or has no inverse
  /// @throws IllegalStateException if the run diverged, is too short, or kept no measurements
  public static AveragedRoot plugIn(Trajectory run, double[][] jacobian, double level) {
    Observations.requireShare("plugIn", "level", level);
    requireConverging("plugIn", run);
    double[][] inverse = Matrices.inverse("plugIn", "jacobian", jacobian);
    Vectors.requireDimension("plugIn", "a row of the jacobian", inverse[0], run.dimension());
    double[][] measured = run.measurements();
    if (run.averagedPoints() < 2 || measured.length < 4) {
      throw new IllegalStateException(
          "plugIn: there must be at least 2 averaged points and 4 measurements, but there are %d and %d."
              .formatted(run.averagedPoints(), measured.length));
    }
    RunningCovariance noise = RunningCovariance.none(run.dimension());
    for (int row = measured.length / 2; row < measured.length; row++) {
      noise = noise.add(measured[row]);
    }
    double[][] sandwich =
        Matrices.product(
            Matrices.product(inverse, noise.sampleCovariance()), Matrices.transpose(inverse));
    return new AveragedRoot(
        run.average(),
        Matrices.times(1.0 / run.averagedPoints(), sandwich),
        level,
        TwoSided.normal(level));
  }

  /// The Jacobian of `g` at `w`, estimated by central differences of its noisy values:
  /// `J[i][j] = ∂gᵢ/∂wⱼ`, the mean of `repeats` quotients of width `width`.
  ///
  /// @throws IllegalArgumentException if `w` is not finite, `width` not positive or nothing beside `w`, or `repeats`
  ///   below 1
  public static double[][] jacobian(
      NoisyField field, double[] w, double width, int repeats, Rng rng) {
    double[] at = Vectors.requirePoint("jacobian", "w", w);
    if (!(width > 0) || repeats < 1) {
      throw new IllegalArgumentException(
          "jacobian: width must be positive and repeats at least 1, but width is %s and repeats are %d."
              .formatted(width, repeats));
    }
    double[][] columns = new double[w.length][w.length];
    for (int j = 0; j < w.length; j++) {
      double[] unit = new double[w.length];
      unit[j] = width;
      double[] up = Vectors.plus(at, 1, unit);
      double[] down = Vectors.plus(at, -1, unit);
      double moved = up[j] - down[j]; // twice the width but for rounding
      if (moved == 0) {
        throw new IllegalArgumentException(
            "jacobian: width must move w, but %s is less than the last digit of %s. Take a larger one."
                .formatted(width, at[j]));
      }
      for (int n = 0; n < repeats; n++) {
        double[] above = field.at(up.clone(), rng);
        double[] below = field.at(down.clone(), rng);
        columns[j] =
            Vectors.plus(columns[j], 1 / (moved * repeats), Vectors.subtract(above, below));
      }
    }
    return Matrices.transpose(columns);
  }

  private static double[] mean(double[][] points, int from, int to) {
    double[] mean = new double[points[0].length];
    for (int row = from; row < to; row++) {
      mean = Vectors.plus(mean, 1.0 / (to - from), points[row + 1]);
    }
    return mean;
  }

  private static void requireConverging(String operation, Trajectory run) {
    run.divergence()
        .ifPresent(divergence -> {
          throw new IllegalStateException(
              "%s: the run must have come to its end, but %s.".formatted(operation, divergence));
        });
  }
}

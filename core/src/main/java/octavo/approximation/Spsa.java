package octavo.approximation;

import octavo.random.Rng;

/// Simultaneous perturbation stochastic approximation (Spall, *Multivariate Stochastic Approximation Using
/// a Simultaneous Perturbation Gradient Approximation*, IEEE Transactions on Automatic Control 37, 1992):
/// the minimum of a function of which only noisy values are seen, with two evaluations a step however many
/// coordinates there are. All coordinates are moved at once, each by `+c_k` or `−c_k` at random:
///
/// `ĝᵢ = (f̃(w + c_k·Δ) − f̃(w − c_k·Δ))/(2c_k·Δᵢ)`, `Δᵢ = ±1`
///
/// What the other coordinates contribute to `ĝᵢ` has mean 0 since `E[Δⱼ/Δᵢ] = 0`. For the same number of
/// *steps* it is as good as [KieferWolfowitz], with a `d`-th of the evaluations.
///
/// @param function what is observed
/// @param steps the `a_k`
/// @param widths the `c_k`
/// @param measurement which values an estimate of the gradient is made of
/// @param averaged how many estimates are averaged at each step, with a `Δ` each
/// @param options where points may be and what is recorded; the function is also asked `c_k` outside
public record Spsa(
    NoisyFunction function,
    StepRule steps,
    StepRule widths,
    Measurement measurement,
    int averaged,
    RunOptions options) {
  /// The estimates that there are.
  public enum Measurement {
    /// `(f̃(w + cΔ) − f̃(w − cΔ))/(2cΔᵢ)`, two evaluations: bias of order `c²`.
    TWO_SIDED,
    /// `(f̃(w + cΔ) − f̃(w))/(cΔᵢ)`, two evaluations, or one and `averaged` with averaging: bias of order
    /// `c`.
    ONE_SIDED,
    /// `f̃(w + cΔ)/(cΔᵢ)`, one evaluation (Spall, 1997): unbiased to the same order as the two-sided, but
    /// the value of the function itself counts as noise.
    SINGLE
  }

  /// Checks the number of estimates.
  ///
  /// @throws IllegalArgumentException if `averaged` is below 1
  public Spsa {
    if (averaged < 1) {
      throw new IllegalArgumentException(
          "Spsa: averaged must be at least 1, but is " + averaged + ".");
    }
  }

  /// With the standard gains (Spall, 1998): `a_k = a/(k + A)^0.602` with `A` a tenth of the number of steps
  /// that are planned, and `c_k = c/k^0.101`. These are the smallest exponents that the theory allows;
  /// they keep steps long, which pays as long as the end is not near. Choose `c` about the deviation of the
  /// noise, and `a` so that the first steps have a size that makes sense.
  ///
  /// @throws IllegalArgumentException if a number is not finite or is negative
  public static Spsa standard(NoisyFunction function, double a, double c, long plannedSteps) {
    return of(
        function, new StepRule.Power(a, plannedSteps / 10.0, 0.602), StepRule.power(c, 0.101));
  }

  /// With other rules, such as `a/k` and `c/k^(1/6)`, which are the best in the long run.
  public static Spsa of(NoisyFunction function, StepRule steps, StepRule widths) {
    return new Spsa(function, steps, widths, Measurement.TWO_SIDED, 1, RunOptions.DEFAULT);
  }

  /// With estimates made of other values.
  public Spsa withMeasurement(Measurement other) {
    return new Spsa(function, steps, widths, other, averaged, options);
  }

  /// With the mean of so many estimates at each step.
  ///
  /// @throws IllegalArgumentException if `estimates` is below 1
  public Spsa withAveraged(int estimates) {
    return new Spsa(function, steps, widths, measurement, estimates, options);
  }

  /// With other options.
  public Spsa withOptions(RunOptions other) {
    return new Spsa(function, steps, widths, measurement, averaged, other);
  }

  /// The conditions of 1992 on the gains, decided: `a_k → 0`, `c_k → 0`, `Σ a_k = ∞`, `Σ a_k²/c_k² < ∞`.
  public Conditions conditions() {
    Tail c = Tail.of(widths);
    Tail quotient = Tail.quotient(Tail.of(steps), c);
    return Conditions.of(
        Tail.vanishes("a_k → 0", Tail.of(steps)),
        Tail.vanishes("c_k → 0", c),
        steps.sumIsInfinite(),
        Tail.finite("Σ a_k²/c_k² < ∞", Tail.product(quotient, quotient)));
  }

  /// Takes so many steps from `start`. What runs away is reported in the result.
  ///
  /// @throws IllegalArgumentException if `start` is not finite or not in the set of the projection, or
  ///   `count` is below 1
  public Trajectory run(double[] start, long count, Rng rng) {
    Walk walk = new Walk("Spsa", options, start, count);
    long each =
        switch (measurement) {
          case TWO_SIDED -> 2L * averaged;
          case ONE_SIDED -> 1L + averaged;
          case SINGLE -> averaged;
        };
    long evaluations = 0;
    boolean going = true;
    while (going && walk.next() <= count) {
      double[] estimate = estimate(walk.at(), widths.at(walk.next()), rng);
      evaluations += each;
      going = walk.step(steps.at(walk.next()), estimate);
    }
    return walk.end(evaluations);
  }

  /// One estimate of the gradient at `w` with width `c`, averaged as set. Divided is by how far each coordinate was
  /// moved, `c·Δᵢ` but for rounding; where that is nothing the estimate is not finite.
  ///
  /// @throws IllegalArgumentException if `w` is not finite
  public double[] estimate(double[] w, double c, Rng rng) {
    double[] at = Vectors.requirePoint("estimate", "w", w);
    double here = measurement == Measurement.ONE_SIDED ? function.at(at.clone(), rng) : 0;
    double[] mean = new double[at.length];
    for (int n = 0; n < averaged; n++) {
      double[] signs = signs(at.length, rng);
      double[] up = Vectors.plus(at, c, signs);
      double[] down = measurement == Measurement.TWO_SIDED ? Vectors.plus(at, -c, signs) : at;
      double[] moved = Vectors.subtract(up, down);
      double above = function.at(up, rng);
      double rise =
          switch (measurement) {
            case TWO_SIDED -> above - function.at(down, rng);
            case ONE_SIDED -> above - here;
            case SINGLE -> above;
          };
      for (int i = 0; i < mean.length; i++) {
        mean[i] += rise / moved[i] / averaged;
      }
    }
    return mean;
  }

  private static double[] signs(int count, Rng rng) {
    double[] signs = new double[count];
    for (int i = 0; i < count; i++) {
      signs[i] = 2 * rng.nextInt(2) - 1;
    }
    return signs;
  }
}

package octavo.approximation;

import octavo.random.Rng;

/// The algorithm of Kiefer and Wolfowitz (*Stochastic Estimation of the Maximum of a Regression Function*,
/// Annals of Mathematical Statistics 23, 1952): the minimum of a function of which only noisy values are
/// seen, no gradients. A difference quotient of width `c_k` takes the gradient's place:
///
/// `w_{k+1} = w_k − a_k·(f̃(w_k + c_k·eᵢ) − f̃(w_k − c_k·eᵢ))/(2c_k)` in each coordinate `i`
///
/// (Blum, 1954, for several). The width must shrink, or a bias stays; but noise is divided by it, so it must
/// not shrink fast. With `a_k = a/k` and `c_k = c/k^(1/6)` the error falls like `k^(−1/3)`, the best
/// possible for functions with three derivatives and central differences; Robbins-Monro, which sees
/// gradients, has `k^(−1/2)`.
///
/// @param function what is observed
/// @param steps the `a_k`
/// @param widths the `c_k`
/// @param difference which quotient is taken
/// @param options where points may be and what is recorded; the function is also asked `c_k` outside
public record KieferWolfowitz(
    NoisyFunction function,
    StepRule steps,
    StepRule widths,
    Difference difference,
    RunOptions options) {
  /// The quotients that there are.
  public enum Difference {
    /// `(f̃(w + c) − f̃(w − c))/(2c)`: two evaluations for each coordinate, bias of order `c²`.
    CENTRAL,
    /// `(f̃(w + c) − f̃(w))/c`: one for each coordinate and one more, bias of order `c`.
    FORWARD
  }

  /// With steps `a/k` and widths `c/k^(1/6)`.
  ///
  /// @throws IllegalArgumentException if a number is not finite or is negative
  public static KieferWolfowitz of(NoisyFunction function, double a, double c) {
    return of(function, StepRule.harmonic(a), StepRule.power(c, 1.0 / 6));
  }

  /// With other rules.
  public static KieferWolfowitz of(NoisyFunction function, StepRule steps, StepRule widths) {
    return new KieferWolfowitz(function, steps, widths, Difference.CENTRAL, RunOptions.DEFAULT);
  }

  /// For one unknown, with steps `a/k` and widths `c/k^(1/6)`.
  ///
  /// @throws IllegalArgumentException if a number is not finite or is negative
  public static KieferWolfowitz ofScalar(NoisyScalar function, double a, double c) {
    NoisyFunction ofOne =
        (w, rng) -> {
          Vectors.requireDimension(
              "KieferWolfowitz", "the point of a function of one unknown", w, 1);
          return function.at(w[0], rng);
        };
    return of(ofOne, a, c);
  }

  /// With another quotient.
  public KieferWolfowitz withDifference(Difference other) {
    return new KieferWolfowitz(function, steps, widths, other, options);
  }

  /// With other options.
  public KieferWolfowitz withOptions(RunOptions other) {
    return new KieferWolfowitz(function, steps, widths, difference, other);
  }

  /// The conditions of 1952, decided: `c_k → 0`, `Σ a_k = ∞`, `Σ a_k·c_k < ∞`, `Σ a_k²/c_k² < ∞`. Blum showed
  /// that the third is not needed, and Spall's standard gains do not keep it.
  public Conditions conditions() {
    Tail a = Tail.of(steps);
    Tail c = Tail.of(widths);
    Tail quotient = Tail.quotient(a, c);
    return Conditions.of(
        Tail.vanishes("c_k → 0", c),
        steps.sumIsInfinite(),
        Tail.finite("Σ a_k·c_k < ∞", Tail.product(a, c)),
        Tail.finite("Σ a_k²/c_k² < ∞", Tail.product(quotient, quotient)));
  }

  /// Takes so many steps from `start`. What runs away is reported in the result, and a width that is 0, or nothing
  /// beside the point, shows as a measurement that is not finite. Divided is by how far a coordinate was
  /// moved, which rounding may make another number than the width.
  ///
  /// @throws IllegalArgumentException if `start` is not finite, not in the set of the projection, or of several
  ///   coordinates where the function has one unknown, or `count` is below 1
  public Trajectory run(double[] start, long count, Rng rng) {
    Walk walk = new Walk("KieferWolfowitz", options, start, count);
    long each = difference == Difference.CENTRAL ? 2L * start.length : start.length + 1L;
    long evaluations = 0;
    boolean going = true;
    while (going && walk.next() <= count) {
      double c = widths.at(walk.next());
      double[] w = walk.at();
      double[] quotients =
          difference == Difference.CENTRAL ? central(w, c, rng) : forward(w, c, rng);
      evaluations += each;
      going = walk.step(steps.at(walk.next()), quotients);
    }
    return walk.end(evaluations);
  }

  /// Takes so many steps from `start` with one unknown.
  ///
  /// @throws IllegalArgumentException as [#run(double[], long, Rng)] does
  public Trajectory run(double start, long count, Rng rng) {
    return run(new double[] {start}, count, rng);
  }

  private double[] central(double[] w, double c, Rng rng) {
    double[] quotients = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      double[] up = moved(w, i, c);
      double[] down = moved(w, i, -c);
      double width = up[i] - down[i]; // 2c but for rounding
      double above = function.at(up, rng);
      double below = function.at(down, rng);
      quotients[i] = (above - below) / width;
    }
    return quotients;
  }

  private double[] forward(double[] w, double c, Rng rng) {
    double[] quotients = new double[w.length];
    double here = function.at(w.clone(), rng);
    for (int i = 0; i < w.length; i++) {
      double[] up = moved(w, i, c);
      double width = up[i] - w[i];
      quotients[i] = (function.at(up, rng) - here) / width;
    }
    return quotients;
  }

  private static double[] moved(double[] w, int i, double by) {
    double[] moved = w.clone();
    moved[i] += by;
    return moved;
  }
}

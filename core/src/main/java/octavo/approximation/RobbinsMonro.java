package octavo.approximation;

import octavo.random.Rng;

/// The algorithm of Robbins and Monro (*A Stochastic Approximation Method*, Annals of Mathematical
/// Statistics 22, 1951): the root of `g(w) = 0`, where only `g̃ = g(w) + η` is seen, by
///
/// `w_{k+1} = w_k − a_k·g̃(w_k)`, `k = 1, 2, …`
///
/// For one unknown it converges with probability 1 if `0 < c₁ ≤ g'(w) ≤ c₂`, `Σ a_k = ∞`, `Σ a_k² < ∞`,
/// `E[η|past] = 0` and `E[η²|past] < ∞`. [#conditions] decides what concerns the steps. The bound `c₂` is
/// not a formality: `g(w) = w³ − 5` from 0 with steps `1/k` runs away in practically every run. Cures are
/// smaller first steps (`StepRule.harmonic(1, 9)`), a [Projection], or an [ExpandingTruncation].
///
/// ```
/// RobbinsMonro.ofScalar((w, rng) -> w * w * w - 5 + rng.nextGaussian(), StepRule.harmonic(1, 9))
///     .run(0, 1000, Rng.of(1))
///     .root()
/// ```
///
/// @param field what is observed
/// @param steps how far each step goes
/// @param advance when the step lengths shrink
/// @param options where points may be and what is recorded
public record RobbinsMonro(NoisyField field, StepRule steps, Advance advance, RunOptions options) {
  /// When step lengths shrink: by which number the [StepRule] is asked.
  public enum Advance {
    /// By the number of the step.
    EVERY_STEP,
    /// By the number of times that the direction turned (Kesten, *Accelerated Stochastic Approximation*,
    /// 1958): while steps go the same way the goal is far, and lengths stay; when they go back and forth
    /// it is near. Steps 1 and 2 have lengths `a_1` and `a_2`; after that the number goes up by one when
    /// the two measurements before have a product that is not positive (for vectors the inner product:
    /// Delyon and Juditsky, 1993). It converges under the same conditions on non-increasing `a_k`.
    ON_TURN
  }

  /// For several unknowns.
  public static RobbinsMonro of(NoisyField field, StepRule steps) {
    return new RobbinsMonro(field, steps, Advance.EVERY_STEP, RunOptions.DEFAULT);
  }

  /// For one unknown.
  public static RobbinsMonro ofScalar(NoisyScalar function, StepRule steps) {
    return of(NoisyField.of(function), steps);
  }

  /// With adaptive step lengths by the rule of Kesten.
  public RobbinsMonro withKesten() {
    return new RobbinsMonro(field, steps, Advance.ON_TURN, options);
  }

  /// With points that stay in a set.
  public RobbinsMonro withProjection(Projection set) {
    return withOptions(options.withProjection(set));
  }

  /// With expanding truncations.
  public RobbinsMonro withTruncation(ExpandingTruncation bounds) {
    return withOptions(options.withTruncation(bounds));
  }

  /// With other options.
  public RobbinsMonro withOptions(RunOptions other) {
    return new RobbinsMonro(field, steps, advance, other);
  }

  /// The conditions of the theorem on the steps, decided.
  public Conditions conditions() {
    return steps.conditions();
  }

  /// Takes so many steps from `start`. What runs away is reported in the result.
  ///
  /// @throws IllegalArgumentException if `start` is not finite or not in the set of the projection,
  ///   `count` is below 1, or the function gives another number of coordinates
  public Trajectory run(double[] start, long count, Rng rng) {
    Walk walk = new Walk("RobbinsMonro", options, start, count);
    Turns turns = new Turns();
    long evaluations = 0;
    boolean going = true;
    while (going && walk.next() <= count) {
      double[] measured = field.at(walk.at(), rng);
      evaluations++;
      long k = advance == Advance.EVERY_STEP ? walk.next() : turns.number(walk.next(), measured);
      going = walk.step(steps.at(k), measured);
    }
    return walk.end(evaluations);
  }

  /// Takes so many steps from `start` with one unknown.
  ///
  /// @throws IllegalArgumentException as [#run(double[], long, Rng)] does
  public Trajectory run(double start, long count, Rng rng) {
    return run(new double[] {start}, count, rng);
  }

  /// Counts how often the direction has turned, of the measurements before the present one: the length of
  /// a step must not depend on the noise in it.
  private static final class Turns {
    private double[] last = new double[0];
    private double[] beforeLast = new double[0];
    private long number;

    long number(long k, double[] measured) {
      if (k <= 2) {
        number = k;
      } else if (Vectors.dot(last, beforeLast) <= 0) {
        number++;
      }
      beforeLast = last;
      last = measured.clone();
      return number;
    }
  }
}

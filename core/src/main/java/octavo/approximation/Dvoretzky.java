package octavo.approximation;

import octavo.random.Rng;

/// The process of Dvoretzky's theorem (*On Stochastic Approximation*, Third Berkeley Symposium, 1956), for
/// one number:
///
/// `Δ_{k+1} = (1 − α_k)·Δ_k + β_k·η_k`
///
/// `Δ_k` tends to 0 with probability 1 if `Σ α_k = ∞`, `Σ α_k² < ∞`, `Σ β_k² < ∞`, `E[η_k|past] = 0` and
/// `E[η_k²|past] ≤ C`. The theorem of Robbins and Monro follows from it: with `Δ_k = w_k − w*` and the mean
/// value theorem `α_k = a_k·g'(w'_k)` and `β_k = a_k`.
///
/// @param alpha the `α_k`
/// @param beta the `β_k`
/// @param noise the `η_k`, which may depend on `Δ_k`
/// @param options where points may be and what is recorded
public record Dvoretzky(StepRule alpha, StepRule beta, NoisyScalar noise, RunOptions options) {
  /// With these sequences.
  public static Dvoretzky of(StepRule alpha, StepRule beta, NoisyScalar noise) {
    return new Dvoretzky(alpha, beta, noise, RunOptions.DEFAULT);
  }

  /// With other options.
  public Dvoretzky withOptions(RunOptions other) {
    return new Dvoretzky(alpha, beta, noise, other);
  }

  /// The conditions on the sequences, decided where they are power laws.
  public Conditions conditions() {
    return Conditions.of(Sequences.sums(alpha, beta));
  }

  /// Simulates so many steps from `start`; the points of the result are the `Δ_k`.
  ///
  /// @throws IllegalArgumentException if `start` is not finite or `count` is below 1
  public Trajectory simulate(double start, long count, Rng rng) {
    Walk walk = new Walk("Dvoretzky", options, new double[] {start}, count);
    boolean going = true;
    while (going && walk.next() <= count) {
      long k = walk.next();
      double delta = walk.at()[0];
      double a = alpha.at(k);
      // as a step from Δ: −(α·Δ − β·η)
      going = walk.step(1, new double[] {a * delta - beta.at(k) * noise.at(delta, rng)});
    }
    return walk.end(walk.next() - 1);
  }
}

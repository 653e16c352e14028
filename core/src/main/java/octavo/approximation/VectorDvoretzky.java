package octavo.approximation;

import java.util.Optional;
import octavo.random.Rng;

/// The process of Dvoretzky's theorem for vectors (Jaakkola, Jordan and Singh, 1994; Zhao, *Mathematical
/// Foundations of Reinforcement Learning*, chapter 6), in each coordinate `s`
///
/// `Δ_{k+1}(s) = (1 − α_k(s))·Δ_k(s) + β_k(s)·e_k(s)`
///
/// It tends to 0 with probability 1 if `Σ α_k = ∞`, `Σ α_k² < ∞`, `Σ β_k² < ∞`, `E[β_k] ≤ E[α_k]`, the noise
/// pulls towards 0, `‖E[e_k|past]‖∞ ≤ γ·‖Δ_k‖∞` with `γ < 1`, and `Var[e_k(s)|past] ≤ C·(1 + ‖Δ_k‖∞)²`. The
/// noise need not have mean 0, and coordinates may influence one another: this is how Q-learning and
/// temporal differences are proved, where `γ` is the discount.
///
/// All coordinates move at each step, or one, that a [Selection] names; then `k` in `α_k(s)` counts the
/// visits of `s`, and the others have `α = β = 0`.
///
/// @param alpha the `α_k`, the same rule for all coordinates
/// @param beta the `β_k`
/// @param gamma the factor that the mean of the noise is said to contract by; [#contraction] measures it
/// @param noise the `e_k`
/// @param selection which coordinate moves; empty for all at once
/// @param options where points may be and what is recorded
public record VectorDvoretzky(
    StepRule alpha,
    StepRule beta,
    double gamma,
    CoordinateNoise noise,
    Optional<Selection> selection,
    RunOptions options) {
  /// Which coordinate moves at a step.
  @FunctionalInterface
  public interface Selection {
    /// A coordinate for step `k`.
    int at(long k, Rng rng);
  }

  /// What was measured of the noise at one point.
  ///
  /// @param ratio the estimate of `‖E[e]‖∞/‖Δ‖∞`, which must not exceed `γ`
  /// @param standardError of the mean in the coordinate where it is largest, over `‖Δ‖∞`
  /// @param variance the largest variance of a coordinate, over `(1 + ‖Δ‖∞)²`: a lower bound of `C`
  public record Contraction(double ratio, double standardError, double variance) {}

  /// Checks the factor.
  ///
  /// @throws IllegalArgumentException if `gamma` is negative or not finite
  public VectorDvoretzky {
    if (!(gamma >= 0) || Double.isInfinite(gamma)) {
      throw new IllegalArgumentException(
          "VectorDvoretzky: gamma must be finite and not negative, but is " + gamma + ".");
    }
  }

  /// With all coordinates at once.
  ///
  /// @throws IllegalArgumentException if `gamma` is negative or not finite
  public static VectorDvoretzky of(
      StepRule alpha, StepRule beta, double gamma, CoordinateNoise noise) {
    return new VectorDvoretzky(alpha, beta, gamma, noise, Optional.empty(), RunOptions.DEFAULT);
  }

  /// With one coordinate at a time.
  public VectorDvoretzky withSelection(Selection which) {
    return new VectorDvoretzky(alpha, beta, gamma, noise, Optional.of(which), options);
  }

  /// With other options.
  public VectorDvoretzky withOptions(RunOptions other) {
    return new VectorDvoretzky(alpha, beta, gamma, noise, selection, other);
  }

  /// The conditions that can be decided from what is given.
  public Conditions conditions() {
    Decision[] sums = Sequences.sums(alpha, beta);
    Decision contracts =
        new Decision(
            "γ < 1",
            gamma < 1 ? Decision.Answer.YES : Decision.Answer.NO,
            "γ is given as " + Tail.number(gamma));
    Decision visited =
        new Decision(
            "every coordinate moves again and again",
            selection.isEmpty() ? Decision.Answer.YES : Decision.Answer.NOT_DECIDED,
            selection.isEmpty() ? "all move at each step" : "nothing is known of the selection");
    Decision small = Tail.atMost("E[β_k] ≤ E[α_k]", Tail.of(beta), Tail.of(alpha));
    return Conditions.of(sums[0], sums[1], sums[2], small, contracts, visited);
  }

  /// Simulates so many steps from `start`; the points of the result are the `Δ_k`.
  ///
  /// @throws IllegalArgumentException if `start` is not finite or `count` is below 1
  /// @throws IndexOutOfBoundsException if the selection names a coordinate that is not there
  public Trajectory simulate(double[] start, long count, Rng rng) {
    Walk walk = new Walk("VectorDvoretzky", options, start, count);
    long[] visits = new long[start.length];
    long evaluations = 0;
    boolean going = true;
    while (going && walk.next() <= count) {
      double[] delta = walk.at();
      double[] direction = new double[delta.length];
      int from = 0;
      int to = delta.length;
      if (selection.isPresent()) {
        from = require(selection.get().at(walk.next(), rng), delta.length);
        to = from + 1;
      }
      for (int s = from; s < to; s++) {
        long k = ++visits[s];
        double e = noise.at(delta.clone(), s, rng);
        direction[s] = alpha.at(k) * delta[s] - beta.at(k) * e;
        evaluations++;
      }
      going = walk.step(1, direction);
    }
    return walk.end(evaluations);
  }

  /// Draws the noise again and again at one point, to compare `‖E[e]‖∞` with `γ·‖Δ‖∞`. The largest of several
  /// means that are not exact is a little too large; the standard error says how much that may be.
  ///
  /// @throws IllegalArgumentException if `delta` is not finite or 0, or there are fewer than 2 draws
  public Contraction contraction(double[] delta, int draws, Rng rng) {
    double size = Vectors.maxAbs(Vectors.requirePoint("contraction", "delta", delta));
    if (size == 0 || draws < 2) {
      throw new IllegalArgumentException(
          "contraction: delta must not be 0 and draws must be at least 2, but the largest coordinate is %s and draws are %d."
              .formatted(size, draws));
    }
    Contraction found = new Contraction(-1, 0, 0);
    double variance = 0;
    for (int s = 0; s < delta.length; s++) {
      RunningVariance drawn = RunningVariance.none();
      for (int i = 0; i < draws; i++) {
        drawn = drawn.add(noise.at(delta.clone(), s, rng));
      }
      variance = Math.max(variance, drawn.sampleVariance());
      double ratio = Math.abs(drawn.mean()) / size;
      if (ratio > found.ratio()) {
        double error = Math.sqrt(drawn.sampleVariance() / draws) / size;
        found = new Contraction(ratio, error, 0);
      }
    }
    double scale = (1 + size) * (1 + size);
    return new Contraction(found.ratio(), found.standardError(), variance / scale);
  }

  private static int require(int s, int dimension) {
    if (s < 0 || s >= dimension) {
      throw new IndexOutOfBoundsException(
          "simulate: the selection must be in [0, %d), but is %d.".formatted(dimension, s));
    }
    return s;
  }
}

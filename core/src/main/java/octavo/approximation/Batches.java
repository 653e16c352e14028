package octavo.approximation;

/// Which samples of a data set each step takes. This is all that tells BGD, MBGD and SGD apart.
///
/// The mean gradient over a batch of `m` differs from that over all `n` by noise with mean 0. Its variance,
/// with `σ²` for one sample, is
///
/// | batch | variance | |
/// |---|---|---|
/// | all | 0 | BGD |
/// | `m` with replacement | `σ²/m` | even for `m = n`, which is therefore not BGD: a sample is missed with probability `1/e` |
/// | `m` without replacement | `σ²/m·(n − m)/(n − 1)` | 0 for `m = n`, which is BGD |
/// | `m` of a shuffled epoch | as without replacement | but steps depend on one another: what one took the next cannot |
public sealed interface Batches {
  /// Every sample at every step: batch gradient descent (BGD).
  record All() implements Batches {}

  /// Samples drawn independently, so that one may come twice. With 1 it is stochastic gradient descent
  /// (SGD), and the observations of Robbins-Monro.
  ///
  /// @param size how many, `m`
  record WithReplacement(int size) implements Batches {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if it is below 1
    public WithReplacement {
      requireSize("WithReplacement", size);
    }
  }

  /// Different samples, drawn anew at each step.
  ///
  /// @param size how many, `m`
  record WithoutReplacement(int size) implements Batches {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if it is below 1
    public WithoutReplacement {
      requireSize("WithoutReplacement", size);
    }
  }

  /// One part of the data set after another, shuffled before each pass: what trainings of networks do. The
  /// last batch of a pass may be smaller.
  ///
  /// @param size how many, `m`
  record Shuffled(int size) implements Batches {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if it is below 1
    public Shuffled {
      requireSize("Shuffled", size);
    }
  }

  /// Every sample at every step.
  static Batches all() {
    return new All();
  }

  /// One sample at each step, drawn independently.
  static Batches single() {
    return new WithReplacement(1);
  }

  /// Samples drawn independently.
  ///
  /// @throws IllegalArgumentException if `size` is below 1
  static Batches withReplacement(int size) {
    return new WithReplacement(size);
  }

  /// Different samples, drawn anew at each step.
  ///
  /// @throws IllegalArgumentException if `size` is below 1
  static Batches withoutReplacement(int size) {
    return new WithoutReplacement(size);
  }

  /// One part of the data set after another, shuffled before each pass.
  ///
  /// @throws IllegalArgumentException if `size` is below 1
  static Batches shuffled(int size) {
    return new Shuffled(size);
  }

  private static void requireSize(String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(name + ": size must be at least 1, but is " + size + ".");
    }
  }
}

package octavo.approximation;

import octavo.random.Rng;

/// A function from points to numbers that is seen with noise, and whose minimum is wanted.
@FunctionalInterface
public interface NoisyFunction {
  /// One observation at `w`, which is a copy.
  double at(double[] w, Rng rng);
}

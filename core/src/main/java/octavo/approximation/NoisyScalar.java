package octavo.approximation;

import octavo.random.Rng;

/// A function of one number that is seen with noise: `g̃(w) = g(w) + η`.
@FunctionalInterface
public interface NoisyScalar {
  /// One observation at `w`.
  double at(double w, Rng rng);
}

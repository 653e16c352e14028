package octavo.approximation;

import octavo.random.Rng;

/// A function from points to vectors of as many coordinates that is seen with noise, and whose root is
/// wanted: `g̃(w) = g(w) + η`, where the noise has mean 0 given all that came before.
@FunctionalInterface
public interface NoisyField {
  /// One observation at `w`, which is a copy.
  double[] at(double[] w, Rng rng);

  /// A function of one number as a field.
  static NoisyField of(NoisyScalar function) {
    return (w, rng) -> new double[] {function.at(w[0], rng)};
  }
}

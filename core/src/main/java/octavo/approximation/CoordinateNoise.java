package octavo.approximation;

import octavo.random.Rng;

/// The `e_k(s)` of the vector form of Dvoretzky's theorem, one coordinate at a time.
@FunctionalInterface
public interface CoordinateNoise {
  /// One observation for coordinate `s` where the process is at `delta`, a copy.
  double at(double[] delta, int s, Rng rng);
}

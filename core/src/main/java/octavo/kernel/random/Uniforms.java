package octavo.kernel.random;

/// A sequence of independent random numbers, uniform in the open interval (0, 1), from which
/// samplers take as many as they need.
@FunctionalInterface
public interface Uniforms {
  /// The next number: `(w + ½)/2⁵²` with 52 random bits `w`, so neither 0 nor 1.
  double next();

  /// The next number of the exponential distribution with rate 1, `-ln u`.
  default double exponential() {
    return -Math.log(next());
  }

  /// The next normal number with mean 0 and deviation 1 (Box and Muller, 1958).
  default double normal() {
    double radius = Math.sqrt(-2 * Math.log(next()));
    return radius * Math.cos(2 * Math.PI * next());
  }

  /// The number made of the upper 52 of 64 random bits.
  static double of(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }
}

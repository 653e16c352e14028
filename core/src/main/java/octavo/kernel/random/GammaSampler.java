package octavo.kernel.random;

/// Gamma and beta numbers (G. Marsaglia and W. W. Tsang, "A simple method for generating gamma
/// variables", ACM Transactions on Mathematical Software 26, 2000).
final class GammaSampler {
  private GammaSampler() {}

  /// A gamma number with rate 1; 0 where it is below the smallest double.
  static double gamma(Uniforms u, double concentration) {
    return concentration < 1
        ? Math.exp(logGamma(u, concentration))
        : marsagliaTsang(u, concentration);
  }

  /// The logarithm of a gamma number. Below a concentration of 1, `X(a) = X(a + 1)·U^(1/a)`: the
  /// power underflows for small `a`, its logarithm does not.
  static double logGamma(Uniforms u, double concentration) {
    if (concentration < 1) {
      double log = Math.log(marsagliaTsang(u, concentration + 1));
      return log - u.exponential() / concentration;
    }
    return Math.log(marsagliaTsang(u, concentration));
  }

  /// `X/(X + Y)` of two gamma numbers, from their logarithms.
  static double beta(Uniforms u, double a, double b) {
    double x = logGamma(u, a);
    double y = logGamma(u, b);
    return 1 / (1 + Math.exp(y - x));
  }

  /// For concentrations of 1 and more: the cube of a normal number, accepted with a probability
  /// above 0.95.
  private static double marsagliaTsang(Uniforms u, double concentration) {
    double d = concentration - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = u.normal();
      double root = 1 + c * x;
      if (root <= 0) {
        continue;
      }
      double v = root * root * root;
      double square = x * x;
      double uniform = u.next();
      if (uniform < 1 - 0.0331 * square * square
          || Math.log(uniform) < 0.5 * square + d * (1 - v + Math.log(v))) {
        return d * v;
      }
    }
  }
}

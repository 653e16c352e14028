package octavo.nn;

import octavo.tensor.Tensor;

/// Local response normalization of `[batch, channels, …]` (Krizhevsky, Sutskever and Hinton, 2012):
/// `y_c = x_c/(k + alpha/size·Σ x²)^beta`, the sum over the `size` channels around `c`.
///
/// @param size how many channels are summed
/// @param alpha the factor of their mean square
/// @param beta the exponent
/// @param k the summand
public record LocalResponseNorm(int size, double alpha, double beta, double k) implements Layer {
  /// Checks the size.
  public LocalResponseNorm {
    if (size < 1) {
      throw new IllegalArgumentException(
          "LocalResponseNorm: the size must be positive, but is " + size + ".");
    }
  }

  /// With alpha 10⁻⁴, beta 0.75 and k 1.
  ///
  /// @throws IllegalArgumentException if the size is not positive
  public static LocalResponseNorm create(int size) {
    return new LocalResponseNorm(size, 1e-4, 0.75, 1);
  }

  /// The same with another alpha.
  public LocalResponseNorm withAlpha(double factor) {
    return new LocalResponseNorm(size, factor, beta, k);
  }

  /// The same with another beta.
  public LocalResponseNorm withBeta(double exponent) {
    return new LocalResponseNorm(size, alpha, exponent, k);
  }

  /// The same with another k.
  public LocalResponseNorm withK(double summand) {
    return new LocalResponseNorm(size, alpha, beta, summand);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.localResponseNorm(size, alpha, beta, k);
  }
}

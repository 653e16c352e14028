package octavo.nn;

import octavo.tensor.Tensor;

/// `x` above 0, else `alpha·(e^(x/alpha) - 1)`, element by element (Barron, 2017).
///
/// @param alpha where the function tends to below 0, with the sign turned
public record Celu(double alpha) implements Layer {
  /// Checks the parameter.
  public Celu {
    if (!(alpha > 0 && Double.isFinite(alpha))) {
      throw new IllegalArgumentException(
          "Celu: alpha must be positive and finite, but is " + alpha + ".");
    }
  }

  /// With `alpha` 1.
  public Celu() {
    this(1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.celu(alpha);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// `x` above 0, else `alpha·(eˣ - 1)`, element by element (Clevert, Unterthiner and Hochreiter, 2016).
///
/// @param alpha where the function tends to below 0, with the sign turned
public record Elu(double alpha) implements Layer {
  /// Checks the parameter.
  public Elu {
    if (!Double.isFinite(alpha)) {
      throw new IllegalArgumentException("Elu: alpha must be finite, but is " + alpha + ".");
    }
  }

  /// With `alpha` 1.
  public Elu() {
    this(1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.elu(alpha);
  }
}

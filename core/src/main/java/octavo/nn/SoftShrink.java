package octavo.nn;

import octavo.tensor.Tensor;

/// `x` moved towards 0 by `lambda`, and 0 within it, element by element.
///
/// @param lambda how far numbers move
public record SoftShrink(double lambda) implements Layer {
  /// Checks the parameter.
  public SoftShrink {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException(
          "SoftShrink: lambda must not be negative, but is " + lambda + ".");
    }
  }

  /// With `lambda` 0.5.
  public SoftShrink() {
    this(0.5);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.softShrink(lambda);
  }
}

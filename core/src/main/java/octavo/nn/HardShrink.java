package octavo.nn;

import octavo.tensor.Tensor;

/// `x` where `|x|` exceeds `lambda`, else 0, element by element.
///
/// @param lambda how large a number must be to stay
public record HardShrink(double lambda) implements Layer {
  /// Checks the parameter.
  public HardShrink {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException(
          "HardShrink: lambda must not be negative, but is " + lambda + ".");
    }
  }

  /// With `lambda` 0.5.
  public HardShrink() {
    this(0.5);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.hardShrink(lambda);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// `x` above 0, else `slope·x`, element by element (Maas, Hannun and Ng, 2013).
///
/// @param slope the slope below 0
public record LeakyRelu(double slope) implements Layer {
  /// Checks the parameter.
  public LeakyRelu {
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException("LeakyRelu: slope must be finite, but is " + slope + ".");
    }
  }

  /// With the slope 0.01.
  public LeakyRelu() {
    this(0.01);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.leakyRelu(slope);
  }
}

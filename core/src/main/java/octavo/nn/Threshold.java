package octavo.nn;

import octavo.tensor.Tensor;

/// `x` above `threshold`, else `value`, element by element.
///
/// @param threshold what a number must exceed to stay
/// @param value what takes the place of the others
public record Threshold(double threshold, double value) implements Layer {
  /// Checks the parameters.
  public Threshold {
    if (Double.isNaN(threshold) || Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "Threshold: threshold and value must be numbers, but threshold is %s and value is %s."
              .formatted(threshold, value));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.threshold(threshold, value);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// `min(max(x, min), max)`, element by element.
///
/// @param min the least result
/// @param max the largest result
public record HardTanh(double min, double max) implements Layer {
  /// Checks that the bounds are in order.
  public HardTanh {
    if (!(min < max)) {
      throw new IllegalArgumentException(
          "HardTanh: min must be less than max, but min is " + min + " and max is " + max + ".");
    }
  }

  /// From -1 to 1.
  public HardTanh() {
    this(-1, 1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.hardTanh(min, max);
  }
}

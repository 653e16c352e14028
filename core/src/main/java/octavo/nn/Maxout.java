package octavo.nn;

import octavo.tensor.Tensor;

/// The largest of each group of `pieces` neighbors along an axis (Goodfellow et al., "Maxout
/// Networks", 2013): after `Linear.of(in, out·pieces)` the unit `max_j(x·W_j + b_j)`.
///
/// @param pieces how many numbers compete
/// @param axis along which axis
public record Maxout(int pieces, int axis) implements Layer {
  /// Checks the number of pieces.
  public Maxout {
    if (pieces < 1) {
      throw new IllegalArgumentException(
          "Maxout: pieces must be at least 1, but is " + pieces + ".");
    }
  }

  /// Along the last axis.
  public Maxout(int pieces) {
    this(pieces, -1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.maxout(pieces, axis);
  }
}

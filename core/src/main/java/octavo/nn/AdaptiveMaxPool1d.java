package octavo.nn;

import octavo.tensor.Tensor;

/// The largest numbers of windows that cut `[batch, channels, …]` of any size into `[batch, channels,
/// length]`.
///
/// @param length numbers of the result
public record AdaptiveMaxPool1d(int length) implements Layer {
  /// Checks the sizes.
  public AdaptiveMaxPool1d {
    if (length < 1) {
      throw new IllegalArgumentException(
          "AdaptiveMaxPool1d: the result must have at least one number along each axis, but is to be [%d]."
              .formatted(length));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.adaptiveMaxPool1d(length);
  }
}

package octavo.nn;

import octavo.tensor.Tensor;

/// The largest numbers of windows that cut `[batch, channels, …, …]` of any size into `[batch, channels,
/// height, width]`.
///
/// @param height rows of the result
/// @param width columns of the result
public record AdaptiveMaxPool2d(int height, int width) implements Layer {
  /// Checks the sizes.
  public AdaptiveMaxPool2d {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "AdaptiveMaxPool2d: the result must have at least one number along each axis, but is to be [%d, %d]."
              .formatted(height, width));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.adaptiveMaxPool2d(height, width);
  }
}

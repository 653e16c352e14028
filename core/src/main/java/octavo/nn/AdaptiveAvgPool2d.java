package octavo.nn;

import octavo.tensor.Tensor;

/// Means over windows that cut `[batch, channels, …, …]` of any size into `[batch, channels,
/// height, width]`. For one number a channel, as `globalAvgPool` gives, both are 1.
///
/// @param height rows of the result
/// @param width columns of the result
public record AdaptiveAvgPool2d(int height, int width) implements Layer {
  /// Checks the sizes.
  public AdaptiveAvgPool2d {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "AdaptiveAvgPool2d: the result must have at least one number along each axis, but is to be [%d, %d]."
              .formatted(height, width));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.adaptiveAvgPool2d(height, width);
  }
}

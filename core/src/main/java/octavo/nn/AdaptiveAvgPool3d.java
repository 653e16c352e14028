package octavo.nn;

import octavo.tensor.Tensor;

/// Means of windows that cut `[batch, channels, …, …, …]` of any size into `[batch, channels,
/// depth, height, width]`.
///
/// @param depth slices of the result
/// @param height rows of the result
/// @param width columns of the result
public record AdaptiveAvgPool3d(int depth, int height, int width) implements Layer {
  /// Checks the sizes.
  public AdaptiveAvgPool3d {
    if (depth < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "AdaptiveAvgPool3d: the result must have at least one number along each axis, but is to be [%d, %d, %d]."
              .formatted(depth, height, width));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.adaptiveAvgPool3d(depth, height, width);
  }
}

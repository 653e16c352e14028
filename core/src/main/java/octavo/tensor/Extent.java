package octavo.tensor;

/// A number for each axis of a volume; pictures use the last two, sequences the last one.
///
/// @param depth along the depth
/// @param height along the height
/// @param width along the width
public record Extent(int depth, int height, int width) {
  /// The same number along all axes.
  public static Extent of(int size) {
    return new Extent(size, size, size);
  }

  /// The number along axis 0 (depth), 1 (height) or 2 (width).
  int along(int axis) {
    return axis == 0 ? depth : axis == 1 ? height : width;
  }

  @Override
  public String toString() {
    return "[%d, %d, %d]".formatted(depth, height, width);
  }
}

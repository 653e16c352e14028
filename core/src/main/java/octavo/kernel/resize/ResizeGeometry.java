package octavo.kernel.resize;

import java.util.List;

/// The sizes and weights of a resizing of `[planes, …]` with one to three axes behind.
///
/// @param planes how many sequences, pictures or volumes there are: `batch · channels`
/// @param axes how each axis is resized, the outermost first
public record ResizeGeometry(int planes, List<BandMatrix> axes) {
  /// Keeps its own copy of the list.
  public ResizeGeometry {
    axes = List.copyOf(axes);
  }

  /// Numbers of one plane of the input.
  public int inSize() {
    return axes.stream().mapToInt(BandMatrix::columns).reduce(1, Math::multiplyExact);
  }

  /// Numbers of one plane of the result.
  public int outSize() {
    return axes.stream().mapToInt(BandMatrix::rows).reduce(1, Math::multiplyExact);
  }

  /// The adjoint: every matrix transposed.
  public ResizeGeometry transposed() {
    return new ResizeGeometry(planes, axes.stream().map(BandMatrix::transposed).toList());
  }
}

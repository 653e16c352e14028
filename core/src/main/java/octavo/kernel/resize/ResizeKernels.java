package octavo.kernel.resize;

import octavo.storage.View;

/// Resizing and pixel shuffles of contiguous views.
///
/// The SIMD twin resizes axis by axis. It agrees to `(n + 3)·ε·Σ|w|·max|x|`, n being the weights of a number
/// along all axes together, since what lies between two axes is rounded. Shuffles are the same bits.
public interface ResizeKernels {
  /// `y[p, i, j, …] = Σ W₁[i, u]·W₂[j, v]·… · x[p, u, v, …]`; all of `y` is written. The gradient is
  /// the same with the geometry transposed.
  void resize(ResizeGeometry g, View x, View y);

  /// `y[p, h·r + i, w·r + j] = x[p·r² + i·r + j, h, w]`, of any element type.
  void shuffle(ShuffleGeometry g, View x, View y);

  /// The inverse: `y[p·r² + i·r + j, h, w] = x[p, h·r + i, w·r + j]`.
  void unshuffle(ShuffleGeometry g, View x, View y);
}

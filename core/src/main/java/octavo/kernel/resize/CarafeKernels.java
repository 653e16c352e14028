package octavo.kernel.resize;

import octavo.storage.View;

/// Content-aware reassembly of contiguous views (CARAFE; Wang et al., 2019): each number of the result is
/// a sum over a window of the input by a kernel of its own. With `r` the factor, `k` the kernel's size, `g`
/// the group of channel `c` and zeros around the picture:
///
/// `y[b, c, i, j] = Σᵤᵥ w[b, g·k² + u·k + v, i, j] · x[b, c, i/r + u - k/2, j/r + v - k/2]`.
///
/// It is linear in `x` and in `w`, so that its two gradients and it are one another's. All of the result is
/// written. The SIMD twin agrees to `n·ε·Σ|terms|`, n being the terms of a sum.
public interface CarafeKernels {
  /// The sum above.
  void forward(CarafeGeometry g, View x, View w, View y);

  /// `dx[b, c, p, q] = Σ w·dy` over all places where `x[b, c, p, q]` is read.
  void inputGradient(CarafeGeometry g, View dy, View w, View dx);

  /// `dw[b, g·k² + u·k + v, i, j] = Σ x·dy` over the channels of group `g`.
  void weightGradient(CarafeGeometry g, View x, View dy, View dw);
}

package octavo.kernel.conv;

import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Two-dimensional convolution (in the field's sense: cross-correlation) over contiguous views,
/// channels before rows before columns.
///
/// Tolerance of the SIMD twin for float32: `2·ε·√n·Σ|x||w|` with `n` the terms of one sum.
public interface ConvKernels {
  /// `y[b,o,i,j] = bias[o] + Σ x[b, c, i·s + u·d - p, j·s + v·d - p]·w[o,c,u,v]`.
  void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y);

  /// The gradient with respect to the input, `dx`, overwritten.
  void inputGradient(ConvGeometry g, View dy, View w, View dx);

  /// The gradient with respect to the kernel, `dw`, overwritten.
  void weightGradient(ConvGeometry g, View x, View dy, View dw);
}

package octavo.kernel.ladder;

import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// One way to compute a convolution in float32, with every stride, padding, dilation and number of
/// groups: `y[b,o,i,j] = bias[o] + Σ x[b, c, i·s + u·d - p, j·s + v·d - p]·w[o,c,u,v]`, over
/// contiguous views, channels before rows before columns.
///
/// Tolerance: `2·ε·√n·Σ|x||w|` with `n` the terms of one sum, but for the last rung, whose algorithm
/// may be Winograd's. What is computed where depends on the sizes alone.
public interface ConvRung {
  /// Computes `y`; what it held before is not read.
  void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y);
}

package octavo.kernel.ladder;

import octavo.kernel.conv.ConvGeometry;

/// The output columns that see the input, not the padding, through one column of the kernel.
///
/// @param from the first of them
/// @param to the one behind the last; not below `from`
record Columns(int from, int to) {
  /// Those of kernel column `v`: all `j` with `0 ≤ j·stride + v·dilation - padding < width`.
  static Columns of(ConvGeometry g, int v) {
    int shift = g.padLeft() - v * g.dilationWidth();
    int from = Math.clamp(Math.ceilDiv(shift, g.strideWidth()), 0, g.outWidth());
    int to = Math.ceilDiv(g.inWidth() + shift, g.strideWidth());
    return new Columns(from, Math.clamp(to, from, g.outWidth()));
  }
}

package octavo.kernel.conv;

/// The transforms of Winograd's minimal filtering F(m×m, 3×3) with channels as vectors: of one tile of
/// m + 2 by m + 2 pixels, and of the m×m results of one tile, for a block of channels.
interface BlockedTransforms {
  /// Numbers that a transform needs for itself.
  int ROOM = 36 * SimdTranspose.LANES;

  /// Rows and columns of a tile's results, m.
  int step();

  /// Rows and columns of what a tile sees.
  default int side() {
    return step() + 2;
  }

  /// `G·g` for a column of a filter, `step` apart from `to[at]` on.
  void filter(double g0, double g1, double g2, double[] to, int at, int step);

  /// `to[o + t·step] = (Bᵀ d B)_t` with `d` the pixels from `at` on, in rows `pitch` numbers apart.
  void input(float[] x, int at, int pitch, float[] room, float[] to, int o, int step);

  /// The results `Aᵀ m A + start`, pixel by pixel from `to[0]` on, of `m_t = x[at + t·step]`.
  void results(float[] x, int at, int step, float[] start, int so, float[] room, float[] to);
}

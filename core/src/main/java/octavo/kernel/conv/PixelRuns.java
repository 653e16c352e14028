package octavo.kernel.conv;

/// The loops of [SimdPixelRuns] for one distance of neighbors: sums for rows of pixels that are
/// neighbors, from the first product to the [Epilogue], stored where they belong.
interface PixelRuns {
  /// `y[yo + i·yRow + p·COLUMNS + j] = min(max(start[so + j] + Σ_k x[xo + i·xRow + p·distance +
  /// shift[k]]·w[wo + k·COLUMNS + j], low), high)` for `rows` rows `i` of `tiles·PIXELS` pixels `p`,
  /// `COLUMNS` channels `j` and `n` products.
  void wide(
      int rows,
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] y,
      int yo,
      int yRow);

  /// As [#wide], with `added[apart + …]` added before the bounds, where `…` is the place in `y`.
  void added(
      int rows,
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] added,
      int apart,
      float[] y,
      int yo,
      int yRow);

  /// As [#wide], for the first half of the channels only and two tiles of a row or more.
  void narrow(
      int rows,
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] y,
      int yo,
      int yRow);
}

package octavo.kernel.conv;

/// The loops of [SimdNeighborKernel] for one distance of neighbors. Each adds `n` products to what
/// stands in `c` from `co` on and writes to `out` from pixel `p` on, as [SimdChannelKernel#sum] says.
interface NeighborKernel {
  /// Two runs of seven neighbors.
  void fourteen(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out);

  /// Eight neighbors.
  void eight(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out);

  /// Seven neighbors.
  void seven(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out);

  /// Two runs of seven neighbors and a single vector of output channels.
  void narrow(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out);

  /// Two runs of five neighbors and a single vector of output channels.
  void narrowTen(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out);
}

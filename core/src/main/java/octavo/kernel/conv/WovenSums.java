package octavo.kernel.conv;

import octavo.kernel.Scratch;

/// Two [ChannelSum]s whose pixels alternate along the rows of the output, as two phases of the input
/// gradient of a stride of 2 do: computed side by side, they are stored as whole rows instead of as
/// every second number, twice.
///
/// @param even the sums of columns 0, 2, 4, … of the output
/// @param odd the sums of columns 1, 3, 5, …
record WovenSums(ChannelSum even, ChannelSum odd) {
  private static final int LANES = SimdTranspose.LANES;
  private static final int SQUARE = LANES * LANES;

  /// Whether the pixels of `a` and `b` alternate, `a` first.
  static boolean alternate(ChannelSum a, ChannelSum b) {
    return a.to().column() == 2
        && b.to().first() - a.to().first() == 1
        && a.rows() == b.rows()
        && a.columns() == b.columns();
  }

  /// Computes both sums of `x`, with packed weights from `evenWeights` and from `oddWeights` on.
  void compute(float[] x, float[] w, int evenWeights, int oddWeights, float[] start, float[] out) {
    ChannelSum.each(
        new ChannelSum[] {even, odd},
        x,
        w,
        new int[] {evenWeights, oddWeights},
        start,
        (panel, pixel, count, block) -> store(panel, pixel, count, block, out));
  }

  private void store(int panel, int pixel, int count, float[] block, float[] out) {
    int half = ChannelSum.APART * SimdChannelKernel.COLUMNS;
    int apart = ChannelSum.APART;
    float[] sums = Scratch.floats(Scratch.RIGHT, SQUARE + 2 * half + LANES);
    ChannelSum.byChannel(count, block, 0, sums, SQUARE);
    ChannelSum.byChannel(count, block, ChannelSum.APART, sums, SQUARE + half);
    int channels = even.whole(panel);
    int columns = even.columns();
    for (int q = 0; q < count; ) {
      int n = Math.min(columns - (pixel + q) % columns, count - q);
      int target = even.channel(panel) * even.toChannel() + even.place(pixel + q);
      for (int c = 0; c < channels; c++) {
        int from = SQUARE + c * apart + q;
        SimdTranspose.weave(sums, from, from + half, n, out, target + c * even.toChannel());
      }
      q += n;
    }
  }
}

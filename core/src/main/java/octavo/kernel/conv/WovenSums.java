package octavo.kernel.conv;

import java.util.Comparator;
import java.util.List;
import octavo.kernel.Scratch;

/// [ChannelSum]s whose pixels alternate along the rows of the output, as the phases of the input
/// gradient of a stride do: computed side by side, they are stored as whole rows instead of as every
/// second or third number, several times.
///
/// @param sums those of column 0 of the output, of column 1, …: as many as the stride, each of as many
///     pixels; what lies behind a row's end is left out
/// @param width numbers of a row of the output
record WovenSums(ChannelSum[] sums, int width) {
  private static final int LANES = SimdTranspose.LANES;
  private static final int SQUARE = LANES * LANES;

  /// The largest stride whose sums are woven; those of one pass must stay in a cache.
  private static final int MOST = 3;

  /// Phases that share their rows as those whose sums can be woven, in the order of their columns:
  /// of as many columns each, of which the last may lie behind the row's end. The phases as they are
  /// if they cannot, one of them having no taps, or being empty.
  static List<GradientPhase> aligned(List<GradientPhase> line, int stride) {
    boolean whole = stride > 1 && stride <= MOST && line.size() == stride;
    if (!whole || line.stream().anyMatch(p -> p.taps().length == 0)) {
      return line;
    }
    int columns = line.stream().mapToInt(p -> p.columns().count()).max().orElse(0);
    return line.stream()
        .map(p -> p.withColumns(columns))
        .sorted(Comparator.comparingInt(p -> p.columns().at()))
        .toList();
  }

  /// Whether the pixels of sums of [#aligned] phases alternate: none of them is missing.
  static boolean alternate(ChannelSum[] sums) {
    return sums.length > 1 && sums.length <= MOST && sums[0].to().column() == sums.length;
  }

  /// Computes the sums of `x`, with packed weights from `weights` on for each.
  void compute(float[] x, float[] w, int[] weights, float[] start, float[] out) {
    ChannelSum.each(
        sums,
        x,
        w,
        weights,
        start,
        (panel, pixel, count, block) -> store(panel, pixel, count, block, out));
  }

  private void store(int panel, int pixel, int count, float[] block, float[] out) {
    int apart = ChannelSum.APART;
    int half = apart * SimdChannelKernel.COLUMNS;
    int steps = sums.length;
    float[] room = Scratch.floats(Scratch.RIGHT, SQUARE + steps * half + LANES);
    for (int s = 0; s < steps; s++) {
      ChannelSum.byChannel(count, block, s * apart, room, SQUARE + s * half);
    }
    ChannelSum one = sums[0];
    int channels = one.whole(panel);
    int columns = one.columns();
    for (int q = 0; q < count; ) {
      int column = (pixel + q) % columns;
      int n = Math.min(columns - column, count - q);
      int target = one.channel(panel) * one.toChannel() + one.place(pixel + q);
      int numbers = Math.min(n * steps, width - column * steps);
      for (int c = 0; c < channels; c++) {
        int from = SQUARE + c * apart + q;
        int to = target + c * one.toChannel();
        SimdTranspose.weave(steps, room, from, half, numbers, out, to);
      }
      q += n;
    }
  }
}

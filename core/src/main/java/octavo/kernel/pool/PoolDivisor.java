package octavo.kernel.pool;

/// What the sum of a window is divided by: a fixed number, or how many numbers count. Padding that
/// counts ends at the padded edge, so a window that hangs over it in ceil mode has fewer. The divisor of
/// a window in which nothing counts is 1: its sum, and so its mean, is 0.
///
/// @param countPadding whether padding counts as zeros, else not at all
/// @param fixed the divisor of every window, 0 for the count
public record PoolDivisor(boolean countPadding, int fixed) {
  /// How many numbers of a window count along an axis.
  private int along(PoolAxis axis, int i) {
    int count = 0;
    for (int u = 0; u < axis.kernel(); u++) {
      int at = axis.at(i, u);
      count += (countPadding ? at < axis.in() + axis.pad() : axis.isInside(at)) ? 1 : 0;
    }
    return Math.max(1, count);
  }

  /// The divisor of one window.
  int of(PoolGeometry g, int o, int i, int j) {
    return fixed > 0 ? fixed : along(g.depth(), o) * along(g.height(), i) * along(g.width(), j);
  }

  /// The numbers that count along an axis, for each of its `windows`; a fixed divisor is 1 here.
  float[] counts(PoolAxis axis, int windows) {
    float[] counts = new float[windows];
    for (int i = 0; i < windows; i++) {
      counts[i] = fixed > 0 ? 1 : along(axis, i);
    }
    return counts;
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// Planes of pixels with zeros around them, as far as a convolution reaches.
///
/// @param planes how many planes
/// @param rows of a plane, without the zeros
/// @param columns of a plane, without the zeros
/// @param top rows of zeros above
/// @param left columns of zeros on the left
/// @param bottom rows of zeros below
/// @param right columns of zeros on the right
record PaddedImages(int planes, int rows, int columns, int top, int left, int bottom, int right) {
  private static final int LANES = SimdPlaneRows.LANES;

  /// The longest rows that are copied by whole vectors; of longer ones a call of a copying method each
  /// is the smaller part.
  static final int MOST_COLUMNS = 8 * LANES;

  /// Numbers that are written once for each vector of a row, and stay in the first-level cache.
  private static final int NEAR = 1 << 12;

  /// The distance of two rows.
  int width() {
    return left + columns + right;
  }

  /// The distance of two planes.
  int plane() {
    return (top + rows + bottom) * width();
  }

  /// Whether the images serve as they are.
  boolean isPlain() {
    return (top | left | bottom | right) == 0;
  }

  /// The padded numbers: those of `v` where it needs no padding, else a copy.
  float[] of(View v) {
    if (isPlain()) {
      return v.floats();
    }
    float[] to = Scratch.floats(Scratch.INPUT, Math.multiplyExact(planes, plane()));
    Parallel.ranges(
        planes,
        Math.max(1, Parallel.MINIMUM_WORK / (plane() + 1)),
        (from, until) -> {
          int exact = byVectors() ? Math.max(from, until - 1 - LANES / plane()) : from;
          int together = Math.max(1, NEAR / plane());
          for (int p = from; p < exact; p += together) {
            SimdPlaneRows.surround(
                Math.min(together, exact - p),
                v.floats(),
                v.offset() + p * rows * columns,
                rows,
                columns,
                top,
                left,
                width(),
                plane(),
                to,
                p * plane());
          }
          // what vectors write beyond the last planes would fall into those of another task
          for (int p = exact; p < until; p++) {
            copy(v.floats(), v.offset() + p * rows * columns, to, p * plane());
          }
        });
    return to;
  }

  /// Whether rows are so short that whole vectors pay, and do not follow each other without a gap.
  private boolean byVectors() {
    return left + right > 0 && columns <= MOST_COLUMNS;
  }

  /// Where the padded numbers begin in what [#of] returns.
  int offset(View v) {
    return isPlain() ? v.offset() : 0;
  }

  private void copy(float[] from, int source, float[] to, int at) {
    int width = width();
    int first = at + top * width;
    int end = first + rows * width;
    Arrays.fill(to, at, first + left, 0);
    int gap = left + right; // zeros behind a row and before the next
    if (gap == 0) {
      System.arraycopy(from, source, to, first, rows * columns);
    }
    for (int row = gap == 0 ? end : first; row < end; row += width) {
      System.arraycopy(from, source, to, row + left, columns);
      source += columns;
      int behind = row + left + columns;
      if (row + width < end) {
        SimdRuns.gap(to, behind, gap, end);
      } else {
        SimdRuns.zero(to, behind, end);
      }
    }
    Arrays.fill(to, end, at + plane(), 0);
  }
}

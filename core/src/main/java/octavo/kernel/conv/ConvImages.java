package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.View;

/// Padded images as [ChannelSum] reads them: planes, or blocks of [SimdChannelKernel#COLUMNS] channels whose
/// numbers of a pixel are neighbors. A product reads the same number of several pixels, and the next product that
/// of another channel. With planes nearly each product meets other lines of the cache, in blocks sixteen
/// share theirs, which with 16 registers, where tiles are small, is worth a copy.
///
/// @param planes the padded images, plane by plane
/// @param inBlocks whether they are copied into blocks
record ConvImages(PaddedImages planes, boolean inBlocks) {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int LANES = SimdTranspose.LANES;

  /// Results that a number of a 1×1 kernel must go to: of fewer the copy is a good part of the time.
  private static final int FEWEST = 64;

  /// Images of which each group has so many channels, which `taps` products read for `results` channels of
  /// the result.
  static ConvImages of(PaddedImages planes, int channels, int taps, int results) {
    return new ConvImages(planes, inBlocks(channels, taps, results));
  }

  /// Whether blocks repay the copy.
  static boolean inBlocks(int channels, int taps, int results) {
    return LANES == 8 && channels % COLUMNS == 0 && results > (taps > 1 ? LANES : FEWEST);
  }

  /// The distance of two pixels of a row.
  int pixel() {
    return inBlocks ? COLUMNS : 1;
  }

  /// The distance of two rows.
  int row() {
    return planes.width() * pixel();
  }

  /// Where a channel of an image begins.
  int channel(int c) {
    return inBlocks ? c / COLUMNS * COLUMNS * planes.plane() + c % COLUMNS : c * planes.plane();
  }

  /// Numbers of a copy; none where the images serve as they are.
  long copied() {
    return inBlocks ? (long) planes.planes() * planes.plane() : planes.copied();
  }

  /// Where the numbers begin in what [#of(View)] returns.
  int offset(View v) {
    return inBlocks ? 0 : planes.offset(v);
  }

  /// The numbers.
  float[] of(View v) {
    if (!inBlocks) {
      return planes.of(v);
    }
    int block = COLUMNS * planes.plane();
    float[] to = planes.room(Math.toIntExact(copied() - planes.copied()));
    Parallel.ranges(
        planes.planes() / COLUMNS,
        Math.max(1, Parallel.MINIMUM_WORK / (block + 1)),
        (from, until) -> {
          float[] room = new float[LANES * LANES];
          for (int b = from; b < until; b++) {
            int source = v.offset() + b * COLUMNS * planes.rows() * planes.columns();
            weave(v.floats(), source, room, to, b * block);
          }
        });
    return to;
  }

  /// One block, with zeros around it.
  private void weave(float[] from, int source, float[] room, float[] to, int at) {
    // rows without zeros between them are one
    boolean joined = planes.width() == planes.columns();
    int plane = planes.rows() * planes.columns();
    int columns = joined ? plane : planes.columns();
    int next = at + (planes.top() * planes.width() + planes.left()) * COLUMNS;
    Arrays.fill(to, at, next, 0);
    int gap = (planes.left() + planes.right()) * COLUMNS;
    for (int i = 0; i < plane / columns; i++) {
      for (int c = 0; c < COLUMNS; c += LANES) {
        int first = source + c * plane + i * columns;
        for (int j = 0; j < columns && columns >= LANES; j += LANES) {
          int q = Math.min(j, columns - LANES);
          SimdTranspose.square(from, first + q, plane, room, to, next + q * COLUMNS + c, COLUMNS);
        }
        for (int j = 0; j < columns && columns < LANES; j++) {
          for (int r = 0; r < LANES; r++) {
            to[next + j * COLUMNS + c + r] = from[first + r * plane + j];
          }
        }
      }
      next += columns * COLUMNS;
      int behind = (i + 1) * columns < plane ? gap : planes.right() * COLUMNS;
      Arrays.fill(to, next, next + behind, 0);
      next += behind;
    }
    Arrays.fill(to, next, at + COLUMNS * planes.plane(), 0);
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// What [PairedConv] makes of the input: for each channel and each pair of forms, one of the rows and one of
/// the columns, a plane with one number for each tile. Planes of a channel lie one behind the other.
///
/// @param g the convolution
/// @param rows the scheme of the rows
/// @param columns the scheme of the columns
record PairPlanes(ConvGeometry g, PairScheme rows, PairScheme columns) {
  private static final int LANES = SimdPairs.LANES;

  /// Padded numbers that are read at a time: with all that is made of them they stay in the first-level cache.
  private static final int NEAR = 1 << 12;

  static PairPlanes of(ConvGeometry g) {
    return new PairPlanes(
        g,
        PairScheme.of(g.kernelHeight(), g.strideHeight(), g.dilationHeight()),
        PairScheme.of(g.kernelWidth(), g.strideWidth(), g.dilationWidth()));
  }

  /// Whether [SimdChannelKernel#COLUMNS] channels are a block in which the numbers of a tile are neighbors
  /// ([PairBlocks]), for the same reason as those of [ConvImages]. Widths, planes and channels are counted as if a
  /// block were one channel after the other.
  boolean inBlocks() {
    return ConvImages.inBlocks(g.groupIn(), g.kernelHeight() * g.kernelWidth(), g.groupOut());
  }

  /// The distance of two tiles of a row.
  int unit() {
    return inBlocks() ? SimdChannelKernel.COLUMNS : 1;
  }

  /// Where channel `c` of a group begins.
  int begin(int c) {
    return (c - c % unit()) * channel() + c % unit();
  }

  /// Rows of tiles of an image.
  int tileRows() {
    return rows.tiles(g.outHeight());
  }

  /// Columns of tiles of an image.
  int tileColumns() {
    return columns.tiles(g.outWidth());
  }

  /// Rows of a plane.
  int height() {
    return tileRows() + rows.later();
  }

  /// The distance of two rows of a plane. Forms that take numbers of the next tile are made of whole runs of
  /// rows, whose ends are not read. Rows that nearly fill vectors begin with one.
  int width() {
    if (inBlocks()) {
      return tileColumns() + columns.later();
    }
    int least = tileColumns() + columns.later() + columns.reach() / columns.period();
    int whole = Math.ceilDiv(least, LANES) * LANES;
    return 8 * (whole - least) <= whole ? whole : least;
  }

  /// The distance of two planes: where rows do not end with a vector, the last one reaches beyond.
  int plane() {
    return height() * width() + (inBlocks() || width() % LANES == 0 ? 0 : LANES);
  }

  /// The distance of two channels.
  int channel() {
    return rows.forms().size() * columns.forms().size() * plane();
  }

  /// Numbers of all channels.
  long numbers() {
    return (long) g.batch() * g.inChannels() * channel() + Scratch.LINE;
  }

  /// Lines of the padded input that forms of so many rows read.
  private int lines(int count) {
    return rows.period() * (count - 1) + rows.reach() + 1;
  }

  /// Of `rows` rows of planes, those that are made at a time.
  private int together(int rows) {
    int line = columns.period() * width();
    int fitting = (NEAR / line - this.rows.reach() - 1) / this.rows.period() + 1;
    return Math.ceilDiv(rows, Math.ceilDiv(rows, Math.clamp(fitting, 1, rows)));
  }

  /// The planes of `x`.
  ///
  /// @param parts bands of rows of an image that are made one after the other with all channels: so a thread
  ///     of tasks that take the tiles in their order makes what it reads
  float[] of(View x, int parts) {
    float[] to = Scratch.floats(Scratch.INPUT, Math.toIntExact(numbers()));
    if (inBlocks()) {
      new PairBlocks(this).fill(x, Math.ceilDiv(height(), parts), to);
      return to;
    }
    // the last vector of a row may reach into the next, which must be made later
    int band = Math.ceilDiv(height(), width() % LANES == 0 ? parts : 1);
    int bands = Math.ceilDiv(height(), band);
    int together = together(band);
    int most = lines(together) * width(); // numbers of a remainder of the columns, or of a form
    int apart = Math.ceilDiv(most, LANES) * LANES + LANES;
    int length = Scratch.LINE + columns.period() * (most + 2 * LANES);
    int perImage = bands * g.inChannels();
    Parallel.ranges(
        g.batch() * perImage,
        Math.max(1, Parallel.MINIMUM_WORK / ((channel() + g.inHeight() * g.inWidth()) / bands)),
        (first, last) -> {
          float[] padded = Scratch.floats(Scratch.WINDOW, length);
          Arrays.fill(padded, 0, length, 0);
          Rooms rooms =
              new Rooms(
                  apart,
                  padded,
                  Scratch.floats(Scratch.GRADIENT, Scratch.LINE + (columns.period() + 1) * apart),
                  Scratch.floats(Scratch.RESULT, Scratch.LINE + columns.forms().size() * apart));
          for (int task = first; task < last; task++) {
            int row = task % perImage / g.inChannels() * band;
            int end = Math.min(row + band, height());
            int c = task / perImage * g.inChannels() + task % g.inChannels();
            int start = x.offset() + c * g.inHeight() * g.inWidth();
            for (; row < end; row += together) {
              int count = Math.min(together, end - row);
              pad(x.floats(), start, row * rows.period() - g.padTop(), lines(count), padded);
              rows(row, count, rooms, to, Scratch.LINE + c * channel());
            }
          }
        });
    return to;
  }

  /// Where a thread keeps some rows of a channel.
  ///
  /// @param apart the distance of two remainders, or forms, of the columns
  /// @param padded with zeros around them
  /// @param split by the remainders of their columns
  /// @param formed the forms of their columns
  private record Rooms(int apart, float[] padded, float[] split, float[] formed) {}

  /// Copies `lines` lines of an image from line `top` on, which may lie outside, between zeros.
  private void pad(float[] from, int start, int top, int lines, float[] to) {
    int line = columns.period() * width();
    int first = Math.clamp(-top, 0, lines);
    int end = Math.clamp(g.inHeight() - top, first, lines);
    int count = Math.min(g.inWidth(), line - g.padLeft());
    int source = start + (top + first) * g.inWidth();
    int at = Scratch.LINE + first * line;
    Arrays.fill(to, Scratch.LINE, at, 0);
    if (count == g.inWidth() && count <= PaddedImages.MOST_COLUMNS) {
      SimdPlaneRows.spread(from, source, end - first, count, g.padLeft(), line, to, at);
    } else {
      for (int i = 0; i < end - first && count > 0; i++) {
        System.arraycopy(from, source + i * g.inWidth(), to, at + i * line + g.padLeft(), count);
      }
    }
    Arrays.fill(to, Scratch.LINE + end * line, Scratch.LINE + lines * line, 0);
  }

  /// Some rows of all planes of the channel at `at`.
  private void rows(int row, int count, Rooms rooms, float[] to, int at) {
    int apart = rooms.apart;
    int run = lines(count) * width();
    float[] parts = rooms.padded;
    if (columns.period() > 1) {
      parts = rooms.split;
      SimdPhases.split(
          columns.period(), rooms.padded, Scratch.LINE, run, parts, Scratch.LINE, apart);
    }
    int forms = columns.forms().size();
    boolean once = rows.isPlain();
    int plane = plane();
    int place = at + row * width();
    for (int f = 0; f < forms; f++) {
      PairScheme.Form form = columns.forms().get(f);
      int a = place(form.first(), apart);
      int b = place(form.second(), apart);
      float[] target = once ? to : rooms.formed;
      int o = once ? place + f * plane : Scratch.LINE + f * apart;
      SimdPairs.run(run, parts, a, b, form.sign(), target, o);
    }
    int width = width();
    int step = rows.period() * width;
    for (int r = 0; r < rows.forms().size() && !once; r++) {
      PairScheme.Form form = rows.forms().get(r);
      for (int f = 0; f < forms; f++) {
        int a = Scratch.LINE + f * apart + form.first() * width;
        int b = Scratch.LINE + f * apart + form.second() * width;
        int o = place + (r * forms + f) * plane;
        SimdPairs.rows(count, width, rooms.formed, a, b, form.sign(), step, to, o, width);
      }
    }
  }

  /// Where the number of the first tile lies that is `number` columns behind its begin.
  private int place(int number, int apart) {
    return Scratch.LINE + number % columns.period() * apart + number / columns.period();
  }
}

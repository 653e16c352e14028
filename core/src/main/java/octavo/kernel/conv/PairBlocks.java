package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// Makes [PairPlanes] in blocks: the channels of a block are neighbors, so that vectors run over channels and no
/// number moves from one lane to another once a line of the input is turned.
///
/// @param planes what is made
record PairBlocks(PairPlanes planes) {
  private static final int SIZE = SimdChannelKernel.COLUMNS;
  private static final int LANES = SimdTranspose.LANES;
  private static final int LINE = Scratch.LINE;

  /// Turned numbers that are read at a time: as many as the first-level cache has room for.
  private static final int NEAR = 1 << 13;

  private ConvGeometry g() {
    return planes.g();
  }

  /// Numbers of a line that forms of its columns read.
  private int length() {
    PairScheme columns = planes.columns();
    return (planes.width() - 1) * columns.period() + columns.reach() + 1;
  }

  /// Lines of the padded input that forms of so many rows read.
  private int lines(int count) {
    return planes.rows().period() * (count - 1) + planes.rows().reach() + 1;
  }

  /// Of `rows` rows of planes, those that are made at a time.
  private int together(int rows) {
    int fitting = NEAR / (length() * SIZE) - planes.rows().reach() - 1;
    int count = fitting / planes.rows().period() + 1;
    return Math.ceilDiv(rows, Math.ceilDiv(rows, Math.clamp(count, 1, rows)));
  }

  /// Makes the planes of `x`, in bands of so many rows of them.
  void fill(View x, int band, float[] to) {
    ConvGeometry g = g();
    int bands = Math.ceilDiv(planes.height(), band);
    int together = together(band);
    int blocks = g.inChannels() / SIZE;
    int perImage = bands * blocks;
    int lines = lines(together);
    int forms = planes.columns().forms().size();
    int work = SIZE * (planes.channel() + g.inHeight() * g.inWidth()) / bands;
    Parallel.ranges(
        g.batch() * perImage,
        Math.max(1, Parallel.MINIMUM_WORK / work),
        (first, last) -> {
          float[] turned = Scratch.lines(Scratch.WINDOW, lines * length() * SIZE);
          float[] formed = Scratch.lines(Scratch.RESULT, lines * forms * planes.width() * SIZE);
          for (int task = first; task < last; task++) {
            int row = task % perImage / blocks * band;
            int end = Math.min(row + band, planes.height());
            int b = task / perImage * blocks + task % blocks;
            int start = x.offset() + b * SIZE * g.inHeight() * g.inWidth();
            int at = LINE + b * SIZE * planes.channel();
            for (; row < end; row += together) {
              int count = Math.min(together, end - row);
              turn(x, start, row * planes.rows().period() - g.padTop(), lines(count), turned);
              forms(turned, row, count, formed, to, at);
            }
          }
        });
  }

  /// Turns `lines` lines of a block from line `top` on, which may lie outside, between zeros.
  private void turn(View x, int start, int top, int lines, float[] to) {
    ConvGeometry g = g();
    int line = length() * SIZE;
    int first = Math.clamp(-top, 0, lines);
    int end = Math.clamp(g.inHeight() - top, first, lines);
    int left = Math.min(g.padLeft(), length());
    int count = Math.min(g.inWidth(), length() - left);
    Arrays.fill(to, LINE, LINE + first * line, 0);
    Arrays.fill(to, LINE + end * line, LINE + lines * line, 0);
    if (left + count < length() || left > 0) {
      for (int i = first; i < end; i++) {
        int at = LINE + i * line;
        Arrays.fill(to, at, at + left * SIZE, 0);
        Arrays.fill(to, at + (left + count) * SIZE, at + line, 0);
      }
    }
    int source = start + (top + first) * g.inWidth();
    int target = LINE + first * line + left * SIZE;
    if (count >= LANES) {
      squares(x.floats(), source, end - first, count, to, target, line);
    } else if (end > first) {
      float[] room = Scratch.lines(Scratch.GRADIENT, (end - first) * g.inWidth() * SIZE);
      int plane = g.inHeight() * g.inWidth();
      ChannelPanels.pixels(x, source, plane, (end - first) * g.inWidth(), SIZE, room, LINE);
      for (int i = 0; i < end - first; i++) {
        int from = LINE + i * g.inWidth() * SIZE;
        System.arraycopy(room, from, to, target + i * line, count * SIZE);
      }
    }
  }

  private void squares(
      float[] from, int source, int rows, int columns, float[] to, int at, int line) {
    float[] room = Scratch.floats(Scratch.TILE, LANES * LANES);
    int plane = g().inHeight() * g().inWidth();
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < SIZE; c += LANES) {
        int first = source + c * plane + i * g().inWidth();
        for (int j = 0; j < columns; j += LANES) {
          int q = Math.min(j, columns - LANES);
          int target = at + i * line + q * SIZE + c;
          SimdTranspose.square(from, first + q, plane, room, to, target, SIZE);
        }
      }
    }
  }

  /// `count` rows from `row` on of all planes of the block at `at`: first the forms of the columns of each line,
  /// then those of the rows.
  private void forms(float[] turned, int row, int count, float[] formed, float[] to, int at) {
    PairScheme rows = planes.rows();
    PairScheme columns = planes.columns();
    int width = planes.width();
    int run = width * SIZE;
    int plane = planes.plane() * SIZE;
    int lines = lines(count);
    int step = columns.period() * SIZE;
    boolean once = rows.isPlain();
    float[] target = once ? to : formed;
    int forms = columns.forms().size();
    for (int f = 0; f < forms; f++) {
      PairScheme.Form form = columns.forms().get(f);
      for (int l = 0; l < lines; l++) {
        int line = LINE + l * length() * SIZE;
        int a = line + form.first() * SIZE;
        int b = line + form.second() * SIZE;
        int o = once ? at + f * plane + (row + l) * run : LINE + (f * lines + l) * run;
        SimdPairs.rows(width, SIZE, turned, a, b, form.sign(), step, target, o, SIZE);
      }
    }
    for (int r = 0; r < rows.forms().size() && !once; r++) {
      PairScheme.Form form = rows.forms().get(r);
      for (int f = 0; f < forms; f++) {
        int o = at + (r * forms + f) * plane + row * run;
        for (int i = 0; i < count; i++) {
          int line = LINE + (f * lines + i * rows.period()) * run;
          int a = line + form.first() * run;
          int b = line + form.second() * run;
          SimdPairs.run(run, formed, a, b, form.sign(), to, o + i * run);
        }
      }
    }
  }
}

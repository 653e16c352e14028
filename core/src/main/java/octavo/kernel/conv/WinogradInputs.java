package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Scratch;

/// The transforms `Bᵀ d B` of tiles of the input, without gaps between rows of tiles: first of each
/// row of pixels, once for all tiles that overlap in it, then of the columns of the tiles. What lies
/// between stays in the first-level cache and with one thread.
///
/// @param side rows and columns of a tile, 6 or 4
/// @param step rows and columns from one tile to the next
/// @param g the convolution
record WinogradInputs(int side, int step, ConvGeometry g) {
  /// What vectors may read or write behind a run: those of all phases of a row.
  private static final int MARGIN = 4 * SimdTransforms.LANES;

  /// Rows of more tiles are done one by one: a piece would need only a part of them.
  private static final int WIDE = 32;

  /// By how much vectors over the tiles of an image exceed them where vectors over channels take less time.
  private static final double EMPTY = 1.7;

  /// Tiles of one row.
  int across() {
    return Math.ceilDiv(images().columns(), step);
  }

  /// Tiles of one image, or of one part of it where there is a dilation.
  int perImage() {
    return Math.ceilDiv(images().rows(), step) * across();
  }

  /// Tiles of all images.
  int count() {
    return g.batch() * images().parts() * perImage();
  }

  /// The parts into which images with a dilation fall.
  DilatedImages images() {
    return new DilatedImages(g);
  }

  /// Where the transforms of a piece of tiles go.
  ///
  /// @param numbers the `q`-th number of place `t` and channel `c` is `numbers[LINE + c·row + q + t·apart]`
  /// @param row the distance of two channels: whole vectors, and one more where there are several runs
  /// @param apart the distance of two places
  record Transformed(float[] numbers, int row, int apart) {}

  /// Some tiles of one part of an image: `n` behind the first `skip` of those in `rows` and `columns`.
  private record Tiles(int part, int top, int rows, int left, int columns, int skip, int n) {}

  /// Tiles that are transformed in one run.
  private int run() {
    return across() > WIDE ? across() : perImage();
  }

  /// Whether vectors run over channels ([WinogradChannels]) and not over the tiles of an image, which would leave them
  /// too empty.
  boolean areByChannel() {
    return g.dilationHeight() * g.dilationWidth() == 1
        && across() <= WIDE
        && ConvCost.tail(perImage(), SimdTransforms.LANES) > EMPTY;
  }

  /// The channels that are transformed together.
  int together() {
    return areByChannel() ? SimdTransforms.LANES : 1;
  }

  /// Whether tiles `first … last` are all of one run.
  boolean isOneRun(int first, int last) {
    return first / run() == (last - 1) / run();
  }

  /// Transforms tiles `first … last` of channels `from … until`, which begin at `x[start]` in the
  /// first image and are written as channels `from … until`.
  void transform(float[] x, int start, int from, int until, int first, int last, Transformed to) {
    if (areByChannel()) {
      new WinogradChannels(this, first, last).transform(x, start, from, until, to);
      return;
    }
    int across = across();
    int run = run();
    for (int t = first; t < last; ) {
      int n = Math.min((t / run + 1) * run, last) - t;
      int part = t / perImage();
      int top = t % perImage() / across;
      int rows = (t % perImage() + n - 1) / across - top + 1;
      int left = t % across;
      Tiles tiles =
          across > WIDE
              ? new Tiles(part, top, 1, left, n, 0, n)
              : new Tiles(part, top, rows, 0, across, left, n);
      transform(x, start + images().image(part) * g.image(), from, until, tiles, to, t - first);
      t += n;
    }
  }

  private void transform(
      float[] x, int start, int from, int until, Tiles tiles, Transformed to, int o) {
    int columns = tiles.columns();
    int lines = (tiles.rows() - 1) * step + side;
    int pitch = columns + (side - 1) / step;
    int phase = lines * pitch + MARGIN;
    // transformed rows with the same remainder follow each other
    int plane = (lines + step - 1) / step * columns + MARGIN;
    int width = step * plane;
    int[] across = new int[side];
    int[] down = new int[side];
    for (int t = 0; t < side; t++) {
      across[t] = t % step * phase + t / step;
      down[t] = t % step * plane + t / step * columns;
    }
    int middle = 2 * step * phase;
    float[] room = Scratch.floats(Scratch.INPUT, middle + side * width + MARGIN);
    Arrays.fill(room, 0, step * phase, 0); // the padding, which is the same for all channels
    int line = step * pitch;
    // line l of the part is row up + l·rowStep of the image, before row 0 in the padding
    int rowStep = g.dilationHeight();
    int columnStep = g.dilationWidth();
    int up = tiles.top() * step * rowStep + images().row(tiles.part()) - g.padTop();
    int ahead = tiles.left() * step * columnStep + images().column(tiles.part()) - g.padLeft();
    int begin = Math.clamp(DilatedImages.lines(ahead, columnStep, 0), 0, line);
    int last = Math.clamp(DilatedImages.lines(ahead, columnStep, g.inWidth()), begin, line);
    int first = Math.clamp(DilatedImages.lines(up, rowStep, 0), 0, lines);
    int end = Math.clamp(DilatedImages.lines(up, rowStep, g.inHeight()), first, lines);
    for (int c = from; c < until; c++) {
      int image = start + (c - from) * g.inHeight() * g.inWidth() + ahead + begin * columnStep;
      for (int l = first; l < end; l++) {
        int row = image + (up + l * rowStep) * g.inWidth();
        SimdPhases.pick(columnStep, x, row, last - begin, room, l * line + begin);
      }
      SimdPhases.split(step, room, 0, lines * pitch, room, step * phase, phase);
      for (int r = 0; r < step; r++) {
        int at = step * phase + r * pitch;
        int rows = (lines - r + step - 1) / step;
        lines(rows, room, at, line, across, columns, room, middle + r * plane, columns, width);
      }
      int skipped = middle + tiles.skip();
      float[] numbers = to.numbers();
      int apart = to.apart();
      lines(
          side,
          room,
          skipped,
          width,
          down,
          tiles.n(),
          numbers,
          Scratch.LINE + o + c * to.row(),
          apart,
          side * apart);
    }
  }

  private void lines(
      int rows,
      float[] x,
      int at,
      int pitch,
      int[] tap,
      int n,
      float[] to,
      int o,
      int apart,
      int step) {
    if (side == 6) {
      SimdTransforms.lines(rows, x, at, pitch, tap, n, to, o, apart, step);
    } else {
      SimdSmallTransforms.lines(rows, x, at, pitch, tap, n, to, o, apart, step);
    }
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.conv.SimdWinogradGradient.Piece;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;

/// What [SimdWinogradGradient] multiplies: the transforms of the tiles of a piece in panels of channels, those of
/// the input and behind them those of the gradient. They lie in arrays of the thread that asks for them, and a
/// panel is made when it is asked for.
final class WinogradSides {
  private static final int PLACES = SimdTransforms.TILE;
  private static final int SIDE = 6;
  private static final int LANES = SimdTransforms.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int LINE = Scratch.LINE;

  /// Up to so many tiles lie one after the other with all their places.
  private static final int FEW_TILES = 32;

  /// Rows of tiles that are turned together.
  private static final int CHUNK = 4;

  private final ConvGeometry g;

  /// Rows and columns of `dy` of one tile.
  private final int step;

  /// Rows of tiles of an image, tiles of a row, and those of them that see each other: divisions, once for all tiles.
  private final int down;

  private final int across;
  private final int perPart;

  private final Piece piece;
  private final View x;
  private final View dy;
  private final Transforms inputs;
  private final Transforms gradients;

  /// Which panels are made.
  private final boolean[] made;

  /// The transforms of some tiles in panels of [#COLUMNS] channels: place `p` of a tile lies
  /// `p·apart` behind its first one, the next tile `next` behind.
  ///
  /// @param numbers the array
  /// @param tiles how many
  /// @param apart the distance of two places
  /// @param next the distance of two tiles
  record Transforms(float[] numbers, int tiles, int apart, int next) {
    /// Many tiles lie place by place, as the products read them; few lie tile by tile, so that what
    /// one thread writes and others read is written in long runs. No distance is a multiple of a page,
    /// so that what belongs to one tile does not fall into one set of the cache.
    static Transforms of(int purpose, int panels, int tiles) {
      int next = tiles <= FEW_TILES ? PLACES * COLUMNS + LANES : COLUMNS;
      int floats = panels * tiles * next;
      int apart = tiles <= FEW_TILES ? COLUMNS : floats / LANES % 2 == 0 ? floats + LANES : floats;
      int length = tiles <= FEW_TILES ? floats : PLACES * apart;
      return new Transforms(Scratch.lines(purpose, length), tiles, apart, next);
    }

    int at(int panel, int tile) {
      return LINE + (panel * tiles + tile) * next;
    }
  }

  WinogradSides(SimdWinogradGradient of, Piece piece, View x, View dy) {
    this.g = of.g();
    this.step = of.step();
    this.down = of.down();
    this.across = of.across();
    this.perPart = of.perPart();
    this.piece = piece;
    this.x = x;
    this.dy = dy;
    int tiles = piece.rows() * across;
    int dyPanels = Math.ceilDiv(piece.channels(), COLUMNS);
    inputs = Transforms.of(Scratch.INPUT, piece.columns(), tiles);
    gradients = Transforms.of(Scratch.GRADIENT, dyPanels, tiles);
    made = new boolean[piece.columns() + dyPanels];
  }

  Transforms inputs() {
    return inputs;
  }

  Transforms gradients() {
    return gradients;
  }

  /// How many times [#CHUNK] rows of tiles.
  private int chunks() {
    return Math.ceilDiv(piece.rows(), CHUNK);
  }

  /// Makes a panel unless that is done.
  void make(int panel) {
    for (int chunk = 0; chunk < chunks() && !made[panel]; chunk++) {
      chunk(panel * chunks() + chunk);
    }
    made[panel] = true;
  }

  /// Makes all panels, shared out to the threads.
  void makeAll() {
    Parallel.run(made.length * chunks(), this::chunk);
    Arrays.fill(made, true);
  }

  /// Makes some rows of tiles of a panel.
  private void chunk(int task) {
    int panel = task / chunks();
    int from = task % chunks() * CHUNK;
    int until = Math.min(piece.rows(), from + CHUNK);
    if (panel < piece.columns()) {
      inputs(panel, from, until);
    } else {
      gradients(panel - piece.columns(), from, until);
    }
  }

  /// Rows of one image that some tiles read, with channels last: `[pixel][COLUMNS]`, and one pixel
  /// of zeros behind them.
  ///
  /// @param numbers the array, of this thread
  /// @param top the first row, counted in rows of a part
  /// @param rows how many
  /// @param width numbers of a row
  /// @param step the distance of two columns of a part
  private record Turned(float[] numbers, int top, int rows, int width, int step) {
    /// The rows `top … bottom` of a part of an image whose row 0 is row `from` of the image.
    static Turned of(
        View v,
        int start,
        int channels,
        int height,
        int width,
        int from,
        int top,
        int bottom,
        ConvGeometry g) {
      int apart = g.dilationHeight();
      int least = Math.max(0, DilatedImages.lines(from, apart, 0));
      int first = Math.max(top, least);
      int end =
          Math.clamp(bottom, first, Math.max(first, DilatedImages.lines(from, apart, height)));
      int rows = end - first;
      int pixels = rows * width;
      float[] to = Scratch.lines(Scratch.RESULT, (pixels + 1) * COLUMNS);
      int plane = height * width;
      int at = start + (from + first * apart) * width;
      if (apart == 1) {
        ChannelPanels.pixels(v, at, plane, pixels, channels, to, LINE);
      } else {
        for (int r = 0; r < rows; r++) {
          int source = at + r * apart * width;
          ChannelPanels.pixels(v, source, plane, width, channels, to, LINE + r * width * COLUMNS);
        }
      }
      int zeros = LINE + pixels * COLUMNS;
      Arrays.fill(to, zeros, zeros + COLUMNS, 0);
      return new Turned(to, first, rows, width, g.dilationWidth());
    }

    /// Where the pixels of a square begin whose first is in row `i` of the part and column `j` of the
    /// image.
    void taps(int i, int j, int side, int[] taps) {
      int zeros = rows * width * COLUMNS;
      for (int u = 0; u < side; u++) {
        int row = i + u - top;
        for (int v = 0; v < side; v++) {
          int column = j + v * step;
          boolean inside = row >= 0 && row < rows && column >= 0 && column < width;
          taps[u * side + v] = inside ? (row * width + column) * COLUMNS : zeros;
        }
      }
    }
  }

  /// The column of the image in which tile `t` of a row begins.
  private int column(int t) {
    return t % perPart * step * g.dilationWidth() + t / perPart;
  }

  /// The next rows of tiles that lie in one image, or in the same parts of it.
  private int sameImage(int row, int until) {
    return Math.min(until, (row / down + 1) * down);
  }

  /// `Bᵀ x B` of rows of tiles for the input channels of one panel.
  private void inputs(int panel, int from, int until) {
    int channel = (piece.column() + panel) * COLUMNS;
    int channels = Math.min(COLUMNS, g.inChannels() - channel);
    float[] room = Scratch.lines(Scratch.TILE, PLACES * LANES);
    int[] taps = new int[PLACES];
    int end = piece.first() + until;
    for (int row = piece.first() + from; row < end; ) {
      int next = sameImage(row, end);
      int image = row / down / g.dilationHeight();
      int zero = row / down % g.dilationHeight() - g.padTop();
      int top = row % down * step;
      int bottom = (next - 1) % down * step + SIDE;
      int start = x.offset() + image * g.image() + channel * g.inHeight() * g.inWidth();
      Turned turned =
          Turned.of(x, start, channels, g.inHeight(), g.inWidth(), zero, top, bottom, g);
      for (int t = 0; t < (next - row) * across; t++) {
        int i = top + t / across * step;
        turned.taps(i, column(t % across) - g.padLeft(), SIDE, taps);
        int at = inputs.at(panel, (row - piece.first()) * across + t);
        for (int c = 0; c < COLUMNS; c += LANES) {
          SimdTransforms.input(
              turned.numbers(), LINE + c, taps, room, inputs.numbers(), at + c, inputs.apart());
        }
      }
      row = next;
    }
  }

  /// `A dy Aᵀ` of rows of tiles for [#COLUMNS] output channels.
  private void gradients(int panel, int from, int until) {
    int channel = piece.channel() + panel * COLUMNS;
    int channels = Math.min(COLUMNS, g.outChannels() - channel);
    float[] room = Scratch.lines(Scratch.TILE, PLACES * LANES);
    int[] taps = new int[step * step];
    int end = piece.first() + until;
    for (int row = piece.first() + from; row < end; ) {
      int next = sameImage(row, end);
      int image = row / down / g.dilationHeight();
      int zero = row / down % g.dilationHeight();
      int top = row % down * step;
      int bottom = ((next - 1) % down + 1) * step;
      int start = dy.offset() + image * g.results() + channel * g.outHeight() * g.outWidth();
      Turned turned =
          Turned.of(dy, start, channels, g.outHeight(), g.outWidth(), zero, top, bottom, g);
      for (int t = 0; t < (next - row) * across; t++) {
        turned.taps(top + t / across * step, column(t % across), step, taps);
        int at = gradients.at(panel, (row - piece.first()) * across + t);
        for (int c = 0; c < COLUMNS; c += LANES) {
          SimdGradientTransforms.output(
              step,
              turned.numbers(),
              LINE + c,
              taps,
              room,
              gradients.numbers(),
              at + c,
              gradients.apart());
        }
      }
      row = next;
    }
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;

/// The weight gradient of a convolution as one matrix product for each tap, `[out, pixels]·[pixels, in]`:
/// both sides are turned so that the channels of a pixel follow each other, the input by [TurnedRows].
/// Sixteen channels fill a vector of one side and two tiles of the other, where [TapSum] leaves every second
/// vector empty.
final class TapProducts {
  private static final int LANES = SimdMicrokernel.LANES;

  /// Output channels of a tile.
  private static final int ROWS = SimdMicrokernel.ROWS;

  /// Taps of a tile: three vectors where there are 32 registers, which come with 512 bits.
  private static final int TAPS = LANES == 16 ? 3 : 2;

  private static final ProductTile[] TILES = new ProductTile[TAPS + 1];

  static {
    Arrays.setAll(TILES, taps -> ProductTile.of(ROWS, Math.max(1, taps), LANES));
  }

  /// Pixels that are summed before other taps are taken up: those of both sides stay in the first-level
  /// cache meanwhile.
  private static final int NEAR = 512;

  /// Numbers of both sides that a task turns at a time: a quarter of a second-level cache of 1 MB.
  private static final int TOGETHER = 1 << 16;

  /// Tasks there are at least, where the shape allows it.
  private static final int TASKS = 8;

  /// Panels of a task, where there are tasks enough: as often is the input read from far.
  private static final int PANELS = 4;

  /// By how much the tiles of [TapSum] must be emptier.
  private static final double BETTER = 1.1;

  /// What turning a number and storing a sum cost, in numbers copied.
  private static final double TURNED = 2;

  private static final double STORED = 3;

  private static final float[] NONE = {};

  private final ConvGeometry g;
  private final int taps;

  /// Pixels of an image of the gradient.
  private final int plane;

  /// Blocks of [#LANES] input channels of a group, and panels of as many output channels.
  private final int blocks;

  private final int panels;

  /// Room for the sums of a block and a panel: `[out][tap][in]`, and what vectors of them reach beyond.
  private final int perPair;

  private TapProducts(ConvGeometry g) {
    this.g = g;
    taps = g.kernelHeight() * g.kernelWidth();
    plane = g.outHeight() * g.outWidth();
    blocks = Math.ceilDiv(g.groupIn(), LANES);
    panels = Math.ceilDiv(g.groupOut(), LANES);
    perPair = LANES * taps * LANES + LANES * LANES;
  }

  /// Whether channels fill these tiles better than those of [TapSum]: of as many numbers the latter are as
  /// fast, and turn one side only.
  static boolean takes(ConvGeometry g) {
    return g.groupIn() >= LANES
        && g.groupOut() >= ROWS
        && g.filter() > g.groupIn()
        && BETTER * waste(g) < TapSum.waste(g);
  }

  private static double waste(ConvGeometry g) {
    return ConvCost.tail(g.groupIn(), LANES) * ConvCost.tail(g.groupOut(), ROWS);
  }

  /// As [ConvMethod#work].
  static double work(ConvGeometry g) {
    double filters = (double) g.outChannels() * g.filter();
    return 1.08 * g.multiplications() * waste(g)
        + ConvCost.PACKED * (TURNED * (g.inputs() + (double) g.outputs()) + STORED * filters);
  }

  /// As [ConvMethod#memory]: tasks that turn what they read themselves do it piece by piece.
  static long memory(ConvGeometry g) {
    TapProducts products = new TapProducts(g);
    long image = (long) products.blocks * new TurnedRows(g, g.outHeight()).image();
    long results = (long) products.panels * products.plane * LANES;
    return products.isInParts() ? 0 : (long) g.groups() * g.batch() * (image + results);
  }

  private boolean isInParts() {
    return g.groups() >= TASKS || g.groups() * blocks * panels < TASKS;
  }

  static void compute(ConvGeometry g, View x, View dy, View dw) {
    TapProducts products = new TapProducts(g);
    if (products.isInParts()) {
      products.inParts(x, dy, dw);
    } else {
      products.inPairs(x, dy, dw);
    }
  }

  /// Rows of some images.
  ///
  /// @param image the first image
  /// @param images how many
  /// @param row the first row of the gradient in each
  /// @param rows how many
  private record Piece(int image, int images, int row, int rows) {}

  /// The turned numbers of a piece.
  ///
  /// @param x those of the input
  /// @param y those of the gradient
  /// @param rows how they lie in the input
  /// @param lines where each row of the gradient begins in the input
  private record Turned(float[] x, float[] y, TurnedRows rows, int[] lines) {}

  private Turned turned(int images, TurnedRows rows, int inputs, int gradients) {
    int[] lines = new int[images * rows.rows()];
    Arrays.setAll(lines, i -> i / rows.rows() * rows.image() + i % rows.rows() * rows.row());
    return new Turned(
        Scratch.floats(Scratch.INPUT, inputs),
        Scratch.floats(Scratch.GRADIENT, gradients),
        rows,
        lines);
  }

  /// Both sides are turned once, and each task has the sums of one block of input channels and of one panel
  /// of output channels, which stay in the first-level cache.
  private void inPairs(View x, View dy, View dw) {
    TurnedRows rows = new TurnedRows(g, g.outHeight());
    int perBlock = g.batch() * rows.image();
    int perPanel = g.batch() * plane * LANES;
    Turned sides =
        turned(
            g.batch(),
            rows,
            Math.multiplyExact(g.groups() * blocks, perBlock),
            Math.multiplyExact(g.groups() * panels, perPanel));
    int each = blocks + panels;
    Parallel.run(
        g.groups() * g.batch() * each,
        task -> {
          int image = task / each % g.batch();
          int group = task / each / g.batch();
          int side = task % each;
          Piece whole = new Piece(image, 1, 0, g.outHeight());
          if (side < blocks) {
            int at = (group * blocks + side) * perBlock + image * rows.image();
            inputs(x, group, side, whole, sides, at);
          } else {
            int panel = side - blocks;
            int at = (group * panels + panel) * perPanel + image * plane * LANES;
            gradients(dy, group, panel, whole, sides, at);
          }
        });
    int together = Math.clamp(g.groups() * blocks * panels / TASKS, 1, PANELS);
    int parts = Math.ceilDiv(panels, together);
    Parallel.run(
        g.groups() * blocks * parts,
        task -> {
          int block = task % blocks;
          int first = task / blocks % parts * together;
          int some = Math.min(together, panels - first);
          int group = task / blocks / parts;
          float[] sums = Scratch.floats(Scratch.RESULT, some * perPair);
          Arrays.fill(sums, 0, some * perPair, 0);
          int xo = (group * blocks + block) * perBlock;
          int yo = (group * panels + first) * perPanel;
          add(first, some, g.batch() * g.outHeight(), sides, xo, yo, perPanel, sums, 0);
          for (int panel = 0; panel < some; panel++) {
            store(sums, panel * perPair, group, block, first + panel, dw);
          }
        });
  }

  /// Each task all channels of a group, of all images or of some rows of them, whose sums are added up in
  /// their order. A task turns what it reads itself, some images or some rows of one at a time, so that it
  /// stays in the caches of its thread.
  private void inParts(View x, View dy, View dw) {
    int perImage = new TurnedRows(g, g.outHeight()).image() + panels * plane * LANES;
    int images = Math.clamp(TOGETHER / perImage, 1, g.batch());
    int bands = Math.clamp(perImage / TOGETHER, 1, g.outHeight());
    int rows = Math.ceilDiv(g.outHeight(), bands);
    int steps = Math.ceilDiv(g.batch(), images) * Math.ceilDiv(g.outHeight(), rows);
    int parts = Math.clamp(Math.ceilDiv(TASKS, g.groups()), 1, steps);
    int size = blocks * panels * perPair;
    float[] shared = parts == 1 ? NONE : Scratch.floats(Scratch.RIGHT, parts * g.groups() * size);
    Parallel.run(
        parts * g.groups(),
        task -> {
          int group = task / parts;
          int part = task % parts;
          float[] sums = parts == 1 ? Scratch.floats(Scratch.RESULT, size) : shared;
          int at = parts == 1 ? 0 : task * size;
          Arrays.fill(sums, at, at + size, 0);
          TurnedRows lines = new TurnedRows(g, rows);
          int perPanel = images * rows * g.outWidth() * LANES;
          Turned sides = turned(images, lines, images * lines.image(), panels * perPanel);
          for (int step = steps * part / parts; step < steps * (part + 1) / parts; step++) {
            piece(step, images, x, dy, group, sides, perPanel, sums, at);
          }
          if (parts == 1) {
            store(sums, 0, group, dw);
          }
        });
    for (int group = 0; parts > 1 && group < g.groups(); group++) {
      int at = group * parts * size;
      for (int part = 1; part < parts; part++) {
        SimdGradientTransforms.add(shared, at + part * size, shared, at, size);
      }
      store(shared, at, group, dw);
    }
  }

  /// Adds the products of piece `step` of a group to the sums of all its pairs.
  private void piece(
      int step,
      int images,
      View x,
      View dy,
      int group,
      Turned sides,
      int perPanel,
      float[] sums,
      int at) {
    int rows = sides.rows().rows();
    int bands = Math.ceilDiv(g.outHeight(), rows);
    int image = step / bands * images;
    int row = step % bands * rows;
    int count = Math.min(rows, g.outHeight() - row);
    Piece piece = new Piece(image, Math.min(images, g.batch() - image), row, count);
    for (int panel = 0; panel < panels; panel++) {
      gradients(dy, group, panel, piece, sides, panel * perPanel);
    }
    for (int block = 0; block < blocks; block++) {
      inputs(x, group, block, piece, sides, 0);
      int to = at + block * panels * perPair;
      add(0, panels, piece.images() * count, sides, 0, 0, perPanel, sums, to);
    }
  }

  /// Turns a piece of a panel of the gradient.
  private void gradients(View dy, int group, int panel, Piece piece, Turned to, int at) {
    int count = piece.rows() * g.outWidth();
    int channels = Math.min(LANES, g.groupOut() - panel * LANES);
    int channel = group * g.groupOut() + panel * LANES;
    for (int b = 0; b < piece.images(); b++) {
      int plane = (piece.image() + b) * g.outChannels() + channel;
      int from = dy.offset() + plane * this.plane + piece.row() * g.outWidth();
      int place = at + b * count * LANES;
      SimdChannelTurn.turn(dy.floats(), from, this.plane, count, channels, to.y(), place);
    }
  }

  /// Turns a piece of a block of the input.
  private void inputs(View x, int group, int block, Piece piece, Turned to, int at) {
    int channels = Math.min(LANES, g.groupIn() - block * LANES);
    int channel = group * g.groupIn() + block * LANES;
    for (int b = 0; b < piece.images(); b++) {
      int plane = (piece.image() + b) * g.inChannels() + channel;
      int from = x.offset() + plane * g.inHeight() * g.inWidth();
      int place = at + b * to.rows().image();
      to.rows().fill(x.floats(), from, channels, piece.row(), piece.rows(), to.x(), place);
    }
  }

  /// Adds the products of the first `rows` rows of a block and of `some` panels from `first` on to their
  /// sums, a few rows at a time.
  private void add(
      int first,
      int some,
      int rows,
      Turned sides,
      int xo,
      int yo,
      int perPanel,
      float[] sums,
      int at) {
    int pieces = Math.clamp(Math.ceilDiv(rows * g.outWidth(), NEAR), 1, rows);
    for (int piece = 0; piece < pieces; piece++) {
      int line = (int) ((long) rows * piece / pieces);
      int count = (int) ((long) rows * (piece + 1) / pieces) - line;
      int from = yo + line * g.outWidth() * LANES;
      for (int panel = 0; panel < some; panel++) {
        int channels = Math.min(LANES, g.groupOut() - (first + panel) * LANES);
        tiles(
            line, count, channels, sides, xo, from + panel * perPanel, sums, at + panel * perPair);
      }
    }
  }

  /// Adds the products of some rows of a block and a panel.
  private void tiles(
      int line, int count, int channels, Turned sides, int xo, int yo, float[] sums, int at) {
    for (int t = 0, some; t < taps; t += some) {
      some = together(taps - t);
      for (int c = 0; c < channels; c += ROWS) {
        TILES[some].add(
            count,
            g.outWidth(),
            sides.x(),
            xo + tap(sides, t),
            tap(sides, t + 1) - tap(sides, t),
            tap(sides, t + 2) - tap(sides, t),
            sides.lines(),
            line,
            sides.y(),
            yo + c,
            sums,
            at + (c * taps + t) * LANES,
            taps * LANES);
      }
    }
  }

  /// How many taps a tile takes of those that are left: two and two rather than three and one.
  private static int together(int left) {
    return left == TAPS + 1 ? left / 2 : Math.min(TAPS, left);
  }

  /// Where a tap begins, or the last one, if there is none.
  private int tap(Turned sides, int t) {
    int tap = Math.min(t, taps - 1);
    return sides.rows().tap(tap / g.kernelWidth(), tap % g.kernelWidth());
  }

  /// Writes the sums of all pairs of a group.
  private void store(float[] sums, int at, int group, View dw) {
    for (int pair = 0; pair < blocks * panels; pair++) {
      store(sums, at + pair * perPair, group, pair / panels, pair % panels, dw);
    }
  }

  /// Writes the sums of a block and a panel to their part of the filters.
  private void store(float[] sums, int at, int group, int block, int panel, View dw) {
    int channels = Math.min(LANES, g.groupOut() - panel * LANES);
    int count = Math.min(LANES, g.groupIn() - block * LANES) * taps;
    int filter = group * g.groupOut() + panel * LANES;
    int to = dw.offset() + filter * g.filter() + block * LANES * taps;
    float[] room = Scratch.floats(Scratch.TILE, (taps + 1) * LANES);
    for (int o = 0; o < channels; o++) {
      SimdChannelTurn.channels(sums, at + o * taps * LANES, taps, room, 0);
      System.arraycopy(room, 0, dw.floats(), to + o * g.filter(), count);
    }
  }
}

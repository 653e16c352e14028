package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.conv.WinogradSides.Transforms;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;

/// The weight gradient of a convolution with stride 1 by Winograd's minimal filtering, the transpose
/// of [SimdWinograd] in the filters: `dw = Gᵀ [Σ (A dy Aᵀ) ⊙ (Bᵀ x B)] G`, summed over all 6×6 tiles
/// of all images. At each of the 36 places of a tile that is a matrix product over the tiles,
/// `[out, tiles]·[tiles, in]`.
///
/// Vectors run over channels: images are turned so that channels come last, 32 at a time, and the
/// transforms write the panels of the matrix products. Tiles are taken in pieces; where one piece
/// holds all, the sums of a tile of channels are transformed back at once and never reach memory.
///
/// @param g the convolution
/// @param step rows and columns of `dy` of one tile: 4 for a 3×3 kernel, 2 for a 5×5 one
record SimdWinogradGradient(ConvGeometry g, int step) {
  private static final int PLACES = SimdTransforms.TILE;
  private static final int SIDE = 6;
  private static final int LANES = SimdTransforms.LANES;
  private static final int ROWS = SimdMicrokernel.ROWS;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final int LINE = Scratch.LINE;

  /// Sums of one tile of channels at all places.
  private static final int SUMS = PLACES * ROWS * COLUMNS;

  /// The most floats of the transforms of a piece, where there are several.
  private static final int PIECE = 1 << 20;

  /// Tiles of one chain of additions; the sums of the chains are added up, so that errors do not grow
  /// with the square root of all tiles.
  private static final int CHAIN = 128;

  /// Groups that add up tiles by themselves: fewer would leave threads idle, more need room.
  private static final int FEWEST_GROUPS = 4;

  private static final int MOST_GROUPS = 8;

  /// Floats that transforms and sums may always take.
  private static final int ROOM = 1 << 20;

  private static final float[] NONE = {};

  private static final FilterTile[] THREE = FilterTile.of(3, ROWS * COLUMNS, LANES);
  private static final FilterTile[] FIVE = FilterTile.of(5, ROWS * COLUMNS, LANES);

  static SimdWinogradGradient of(ConvGeometry g) {
    return new SimdWinogradGradient(g, SIDE + 1 - g.kernelHeight());
  }

  /// Rows of tiles of an image, or, where there is a dilation, of every so many rows of it.
  int down() {
    return Math.ceilDiv(images().rows(), step);
  }

  /// Tiles of a row: those of all parts of an image that share their rows.
  int across() {
    return perPart() * g.dilationWidth();
  }

  int perPart() {
    return Math.ceilDiv(images().columns(), step);
  }

  private DilatedImages images() {
    return new DilatedImages(g);
  }

  private int inPanels() {
    return (g.inChannels() + COLUMNS - 1) / COLUMNS;
  }

  /// What is done at once: rows of tiles of all images, and channels of both sides.
  ///
  /// @param first the first row of tiles, counted through the images
  /// @param rows how many
  /// @param column the first panel of input channels
  /// @param columns how many
  /// @param channel the first output channel, a multiple of [#COLUMNS]
  /// @param channels how many
  /// @param begins whether the sums begin here
  /// @param ends whether they end here
  record Piece(
      int first,
      int rows,
      int column,
      int columns,
      int channel,
      int channels,
      boolean begins,
      boolean ends) {}

  void compute(View x, View dy, View dw) {
    int rows = g.batch() * g.dilationHeight() * down();
    int chain = chain();
    int groups = groups(rows, chain);
    if (groups > 0) {
      grouped(rows, chain, groups, x, dy, dw);
      return;
    }
    int outPanels = (g.outChannels() + COLUMNS - 1) / COLUMNS;
    int room = room();
    boolean whole = perRow(inPanels() + outPanels) * rows <= room;
    int piece = Math.min(PIECE, room / 2);
    Part part = whole ? new Part(inPanels(), outPanels) : part(room - piece, outPanels);
    long floats = perRow(part.columns() + part.rows()) * rows;
    int pieces = whole ? 1 : (int) Math.min(rows, (floats + piece - 1) / piece);
    int length = (rows + pieces - 1) / pieces;
    int together = part.rows() * COLUMNS;
    for (int column = 0; column < inPanels(); column += part.columns()) {
      int columns = Math.min(part.columns(), inPanels() - column);
      for (int channel = 0; channel < g.outChannels(); channel += together) {
        int channels = Math.min(together, g.outChannels() - channel);
        float[] sums = whole ? NONE : Scratch.lines(Scratch.RIGHT, sums(channels, columns));
        for (int first = 0; first < rows; first += length) {
          int count = Math.min(length, rows - first);
          boolean ends = first + count == rows;
          piece(
              new Piece(first, count, column, columns, channel, channels, first == 0, ends),
              x,
              dy,
              dw,
              sums,
              LINE);
        }
      }
    }
  }

  /// The channels of both sides whose tiles are transformed, each counted as often as that is done: where
  /// the sums of all pairs of channels would be more than there is room for, those of one side meet the
  /// other's in parts.
  double transformed() {
    int rows = g.batch() * g.dilationHeight() * down();
    int outPanels = Math.ceilDiv(g.outChannels(), COLUMNS);
    int room = room();
    if (groups(rows, chain()) > 0 || perRow(inPanels() + outPanels) * rows <= room) {
      return g.inChannels() + g.outChannels();
    }
    Part part = part(room - Math.min(PIECE, room / 2), outPanels);
    return (double) Math.ceilDiv(outPanels, part.rows()) * g.inChannels()
        + (double) Math.ceilDiv(inPanels(), part.columns()) * g.outChannels();
  }

  /// Rows of tiles of about one chain of additions.
  private int chain() {
    return Math.max(1, CHAIN / across());
  }

  /// Floats of the transforms of a row of tiles in some panels of channels.
  private long perRow(int panels) {
    return (long) PLACES * across() * panels * COLUMNS;
  }

  /// Panels of input and of output channels whose sums are kept at a time.
  ///
  /// @param columns panels of input channels
  /// @param rows panels of output channels
  private record Part(int columns, int rows) {}

  /// The part whose sums take at most so many floats: about as many panels of the one side as of the
  /// other, so that few are transformed again.
  private Part part(int floats, int outPanels) {
    int pairs = Math.max(1, floats / (PLACES * COLUMNS * COLUMNS));
    int side = (int) Math.sqrt(pairs);
    int columns = even(inPanels(), Math.max(side, pairs / outPanels));
    return new Part(columns, even(outPanels, pairs / columns));
  }

  /// The size of parts of `count`, of at most `most`, that are about equal.
  private static int even(int count, int most) {
    return Math.ceilDiv(count, Math.ceilDiv(count, most));
  }

  /// Floats of the sums of all places of some output channels and panels of input channels.
  private static int sums(int channels, int columns) {
    return panels(channels) * columns * SUMS;
  }

  /// Panels of rows of a product.
  private static int panels(int channels) {
    return (channels + ROWS - 1) / ROWS;
  }

  /// Floats of transforms and of the sums that are kept between pieces: no more than the largest tensor has,
  /// or [#ROOM]. Channels whose sums are more are done in turn.
  private int room() {
    int filters = g.outChannels() * g.filter();
    return Math.max(ROOM, Math.max(filters, Math.max(g.inputs(), g.outputs())));
  }

  /// Groups of rows of tiles, each with sums of its own, which all together fit into [#room]; 0 if there
  /// would be too few.
  private int groups(int rows, int chain) {
    int fitting = Math.min(room() / sums(g.outChannels(), inPanels()), rows / chain);
    return fitting >= MOST_GROUPS ? MOST_GROUPS : fitting >= FEWEST_GROUPS ? FEWEST_GROUPS : 0;
  }

  /// Many tiles of few channels: what a group transforms never leaves the caches of the thread that
  /// does it, where transforms that all threads write and read would be sent to and fro at every
  /// store. The sums of the groups are added up in their order.
  private void grouped(int rows, int chain, int groups, View x, View dy, View dw) {
    int length = sums(g.outChannels(), inPanels());
    float[] sums = Scratch.lines(Scratch.RIGHT, groups * length);
    Parallel.run(
        groups,
        group -> {
          int begin = (int) ((long) rows * group / groups);
          int end = (int) ((long) rows * (group + 1) / groups);
          for (int first = begin; first < end; first += chain) {
            int count = Math.min(chain, end - first);
            Piece piece =
                new Piece(first, count, 0, inPanels(), 0, g.outChannels(), first == begin, false);
            piece(piece, x, dy, dw, sums, LINE + group * length);
          }
        });
    Parallel.run(
        panels(g.outChannels()) * inPanels(),
        task -> {
          int at = LINE + task * SUMS;
          for (int group = 1; group < groups; group++) {
            SimdGradientTransforms.add(sums, group * length + at, sums, at, SUMS);
          }
          filters(task / inPanels() * ROWS, task % inPanels(), sums, at, dw);
        });
  }

  /// Adds the products of a piece to `kept` from `start` on, or writes its filters where it is the
  /// only one. Few threads transform each what they multiply: all channels of the smaller side, and of the
  /// other those of their tasks.
  private void piece(Piece piece, View x, View dy, View dw, float[] kept, int start) {
    int columns = piece.columns();
    int rows = panels(piece.channels());
    boolean byRow = piece.channels() >= columns * COLUMNS;
    boolean own = Parallel.areFew();
    Parallel.runPrepared(
        rows * columns,
        own,
        () -> {
          WinogradSides sides = new WinogradSides(this, piece, x, dy);
          if (!own) {
            sides.makeAll();
          }
          return task -> {
            int row = byRow ? task / columns : task % rows;
            int column = byRow ? task % columns : task / rows;
            sides.make(column);
            sides.make(columns + row * ROWS / COLUMNS);
            multiply(piece, row, column, sides, kept, start + (row * columns + column) * SUMS, dw);
          };
        });
  }

  /// The products of a tile of channels of a piece.
  private void multiply(
      Piece piece, int row, int column, WinogradSides sides, float[] kept, int place, View dw) {
    boolean once = piece.begins() && piece.ends();
    float[] sums = once ? Scratch.lines(Scratch.RESULT, SUMS) : kept;
    int at = once ? LINE : place;
    int tiles = piece.rows() * across();
    Transforms inputs = sides.inputs();
    Transforms gradients = sides.gradients();
    for (int tile = 0; tile < tiles; tile += CHAIN) {
      int count = Math.min(CHAIN, tiles - tile);
      int ao = gradients.at(row * ROWS / COLUMNS, tile) + row * ROWS % COLUMNS;
      int bo = inputs.at(column, tile);
      boolean fresh = piece.begins() && tile == 0;
      multiply(count, gradients, ao, inputs, bo, /* adds= */ !fresh, sums, at);
    }
    if (piece.ends()) {
      filters(piece.channel() + row * ROWS, piece.column() + column, sums, at, dw);
    }
  }

  /// The products of some tiles at all places, for one tile of channels; `adds` adds them to what is there.
  private static void multiply(
      int tiles,
      Transforms gradients,
      int ao,
      Transforms inputs,
      int bo,
      boolean adds,
      float[] to,
      int at) {
    for (int place = 0; place < PLACES; place++) {
      int o = at + place * ROWS * COLUMNS;
      SimdMicrokernel.strided(
          tiles,
          gradients.numbers(),
          place * gradients.apart() + ao,
          gradients.next(),
          inputs.numbers(),
          place * inputs.apart() + bo,
          inputs.next(),
          adds,
          to,
          o,
          COLUMNS);
    }
  }

  /// `Gᵀ m G` of one tile of channels, written to its filters.
  private void filters(int out, int column, float[] sums, int at, View dw) {
    int size = g.kernelHeight();
    int taps = size * size;
    int in = column * COLUMNS;
    FilterTile[] rows = size == 3 ? THREE : FIVE;
    int turned = LINE + (taps + LANES - 1) / LANES * LANES * LANES;
    float[] filter =
        Scratch.lines(Scratch.TILE, turned + (taps + 1) * LANES); // and the same turned
    for (int r = 0; r < Math.min(ROWS, g.outChannels() - out); r++) {
      for (int c = 0; c < COLUMNS && in + c < g.inChannels(); c += LANES) {
        for (FilterTile row : rows) {
          row.transform(sums, at + r * COLUMNS + c, filter);
        }
        SimdChannelTurn.channels(filter, LINE, taps, filter, turned);
        int to = dw.offset() + ((out + r) * g.inChannels() + in + c) * taps;
        int count = Math.min(LANES, g.inChannels() - in - c);
        System.arraycopy(filter, turned, dw.floats(), to, count * taps);
      }
    }
  }
}

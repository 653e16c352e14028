package octavo.kernel.conv;

import java.util.stream.IntStream;

/// Results of a depthwise convolution at some distance of each other, which share their taps: some rows and
/// columns of the kernel, in the order in which their pixels lie. A kernel of one long row is cut into parts that
/// are taken as if they were rows.
///
/// @param row of the first result, counted from above the results
/// @param column of the first result
/// @param top of the rows that are read, the one that the first row of taps sees
/// @param down rows from one row of taps to the next
/// @param rows of taps
/// @param parts of a row of taps
/// @param left where the pixels of the first column of taps begin
/// @param next numbers from one part, or one row, to the next
/// @param columns of taps of a part
/// @param apart pixels between two columns of taps
/// @param stride pixels between two results of a row
/// @param taps the numbers of these taps in the filter
record DepthwisePhase(
    int row,
    int column,
    int top,
    int down,
    int rows,
    int parts,
    int left,
    int next,
    int columns,
    int apart,
    int stride,
    int[] taps) {
  private static final int LANES = SimdTurnedDepthwise.LANES;

  /// Columns of a part at most: more make the code of a tile long.
  private static final int MOST_COLUMNS = 12;

  /// Whether there are tiles for a kernel.
  static boolean takes(ConvGeometry g) {
    return g.kernelHeight() == 1 || g.kernelWidth() <= MOST_COLUMNS;
  }

  /// All results, of a convolution that reads `turned`.
  static DepthwisePhase all(ConvGeometry g, DepthwiseRows turned) {
    int[] rows = IntStream.range(0, g.kernelHeight()).toArray();
    int[] columns = IntStream.range(0, g.kernelWidth()).toArray();
    int[] places = {0, 0, g.dilationHeight(), g.dilationWidth()};
    return of(g, turned, 0, 0, rows, columns, places, g.strideWidth());
  }

  /// The numbers of the gradient of the input at `(a, b)` modulo the stride, whose taps begin with the last.
  static DepthwisePhase of(ConvGeometry g, DepthwiseRows turned, int a, int b) {
    int step = g.strideHeight();
    int[] rows = taps(g.kernelHeight(), g.dilationHeight(), step, a);
    int[] columns = taps(g.kernelWidth(), g.dilationWidth(), step, b);
    int[] up = places(rows, (g.kernelHeight() - 1) * g.dilationHeight(), g.dilationHeight(), step);
    int[] back =
        places(columns, (g.kernelWidth() - 1) * g.dilationWidth(), g.dilationWidth(), step);
    int[] places = {up[0], back[0], up[1], back[1]};
    return of(g, turned, a, b, rows, columns, places, /* stride= */ 1);
  }

  /// The taps along an axis that meet a phase, from the last on.
  private static int[] taps(int kernel, int dilation, int step, int phase) {
    return IntStream.range(0, kernel)
        .map(t -> kernel - 1 - t)
        .filter(t -> t * dilation % step == phase)
        .toArray();
  }

  /// Where the first of these taps sees the gradient, and how far from it the second.
  private static int[] places(int[] taps, int reach, int dilation, int step) {
    if (taps.length == 0) {
      return new int[] {0, 1};
    }
    int apart = taps.length > 1 ? (taps[0] - taps[1]) * dilation / step : 1;
    return new int[] {reach / step - taps[0] * dilation / step, apart};
  }

  private static DepthwisePhase of(
      ConvGeometry g,
      DepthwiseRows turned,
      int row,
      int column,
      int[] rows,
      int[] columns,
      int[] places,
      int stride) {
    int part = columns.length;
    if (rows.length == 1) {
      part = Math.min(part, MOST_COLUMNS);
      while (part > 1 && columns.length % part != 0) {
        part--;
      }
    }
    int parts = part == 0 ? 1 : columns.length / part;
    int next = parts > 1 ? part * places[3] * LANES : places[2] * turned.row();
    int[] taps = new int[rows.length * columns.length];
    for (int t = 0; t < taps.length; t++) {
      taps[t] = rows[t / columns.length] * g.kernelWidth() + columns[t % columns.length];
    }
    return new DepthwisePhase(
        row,
        column,
        places[0],
        places[2],
        part == 0 ? 0 : rows.length,
        parts,
        places[1] * LANES,
        next,
        part,
        places[3],
        stride,
        taps);
  }

  /// The tile for rows of `n` results.
  DepthTile.Size size(int n) {
    return DepthTile.Size.of(n, columns, stride, apart);
  }
}

package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution with stride 1 by Winograd's minimal filtering: tiles of the input and the filters
/// are transformed by [SimdTransforms] or [SimdSmallTransforms], multiplied as `side²` small matrix
/// products over the channels, and the products transformed back. With 6×6 tiles it needs 36
/// multiplications where the definition needs 144 (3×3) or 100 (5×5), with 4×4 tiles 16 for 36.
///
/// Done in pieces of a few dozen tiles, whose transforms stay in the second-level cache. Between two
/// rows of tiles lies one more, which [Planes] leaves there; it is computed and thrown away, so that
/// vectors can run across the ends of rows.
///
/// @param side rows and columns of a tile, 6 or 4
/// @param batch the number of images
/// @param in channels of the input
/// @param height rows of the input
/// @param width columns of the input
/// @param out channels of the output
/// @param size rows and columns of the kernel, 3 or 5
/// @param top rows of zeros above
/// @param left columns of zeros on the left
/// @param outHeight rows of the output
/// @param outWidth columns of the output
record SimdWinograd(
    int side,
    int batch,
    int in,
    int height,
    int width,
    int out,
    int size,
    int top,
    int left,
    int outHeight,
    int outWidth) {
  private static final int LANES = SimdTransforms.LANES;
  private static final int ROWS = SimdMicrokernel.ROWS;

  private static final float[] NONE = {};

  /// Up to so many tiles are one piece.
  private static final int ONCE = 64;

  /// Floats of the transforms of a piece: a megabyte for both ways.
  private static final int PIECE = 300_000;

  /// The distance of the places of a transform: never a multiple of a page, so that what belongs
  /// to one tile does not fall into one set of the cache.
  private static int apart(int floats) {
    return floats / LANES % 2 == 0 ? floats + LANES : floats;
  }

  /// Numbers of a tile.
  private int tile() {
    return side * side;
  }

  /// Rows and columns of the results of one tile.
  private int step() {
    return side + 1 - size;
  }

  private int down() {
    return (outHeight + step() - 1) / step();
  }

  private int across() {
    return (outWidth + step() - 1) / step();
  }

  private int panels() {
    return (out + ROWS - 1) / ROWS;
  }

  /// The tiles of one piece: a multiple of two vectors.
  private int piece() {
    int fitting = PIECE / (tile() * (in + out)) / (2 * LANES) * (2 * LANES);
    return Math.clamp(fitting, 2 * LANES, 16 * LANES);
  }

  /// The input with a plane for each row and column of a tile's step: tap `(i, j)` of the tiles then
  /// lies in runs.
  private Planes planes() {
    int bottom = (down() - 1) * step() + side - height - top;
    int right = (across() - 1) * step() + side - width - left;
    return Planes.of(
        new ConvGeometry(
            batch,
            in,
            height,
            width,
            1,
            side,
            side,
            step(),
            step(),
            top,
            left,
            Math.max(0, bottom),
            Math.max(0, right),
            1,
            1,
            1));
  }

  /// Computes `y` from `x` and the filters, or their transforms if they are `kept`.
  void compute(
      View x, WinogradFilters filters, float @Nullable [] kept, @Nullable View bias, View y) {
    Planes planes = planes();
    float[] padded = Scratch.floats(Scratch.INPUT, planes.length());
    planes.fill(x, padded);
    int[] taps = new int[tile()];
    for (int t = 0; t < tile(); t++) {
      taps[t] = planes.tap(t / side, t % side);
    }
    int slots = batch * down() * planes.width();
    int tiles = batch * down() * across();
    if (tiles <= ONCE) {
      boolean compact = vectors(tiles) < vectors(slots);
      int line = compact ? across() : planes.width();
      once(
          new Call(planes, padded, taps, kept == null ? NONE : kept, line, bias, y),
          filters,
          batch * down() * line);
      return;
    }
    float[] places =
        kept != null ? kept : transform(filters, Scratch.floats(Scratch.RIGHT, transforms()));
    Call call = new Call(planes, padded, taps, places, planes.width(), bias, y);
    int piece = piece();
    int pieces = (slots + piece - 1) / piece;
    if (pieces >= 4) {
      Parallel.run(pieces, p -> piece(call, p * piece, Math.min(slots, (p + 1) * piece)));
    } else {
      for (int p = 0; p < pieces; p++) {
        piece(call, p * piece, Math.min(slots, (p + 1) * piece));
      }
    }
  }

  private static int vectors(int count) {
    return (count + LANES - 1) / LANES;
  }

  /// What the pieces of one convolution share.
  ///
  /// @param planes the arrangement of the input
  /// @param x the input
  /// @param taps where the numbers of a tile lie
  /// @param filters the transformed filters; empty where each is made when it is needed, once
  /// @param line the distance of two rows of tiles
  /// @param bias added to each channel
  /// @param y the output
  private record Call(
      Planes planes,
      float[] x,
      int[] taps,
      float[] filters,
      int line,
      @Nullable View bias,
      View y) {}

  /// All tiles at once, one panel of filters after the other: where there are few tiles each filter
  /// is used once, and its transform need not leave the second-level cache.
  private void once(Call call, WinogradFilters weights, int count) {
    int row = vectors(count) * LANES + LANES;
    int inputsApart = apart(in * row);
    float[] inputs = Scratch.floats(Scratch.LEFT, tile() * inputsApart);
    Parallel.ranges(
        in,
        Math.max(1, Parallel.MINIMUM_WORK / (10 * count + 1)),
        (from, to) -> {
          float[] room = new float[tile() * LANES];
          for (int c = from; c < to; c++) {
            inputs(call, c, 0, count, room, inputs, c * row, inputsApart);
          }
        });
    int filtersApart = apart(in * ROWS);
    int productsApart = apart(ROWS * row);
    Parallel.run(
        panels(),
        panel -> {
          float[] room = new float[tile() * LANES];
          float[] filters = call.filters();
          int apart = apart(panels() * in * ROWS);
          int start = panel * in * ROWS;
          if (filters.length == 0) {
            filters = Scratch.floats(Scratch.RIGHT, tile() * filtersApart);
            apart = filtersApart;
            start = 0;
            weights.transform(panel, filters, 0, filtersApart);
          }
          float[] products = Scratch.floats(Scratch.RESULT, tile() * productsApart);
          for (int place = 0; place < tile(); place++) {
            multiply(
                filters,
                place * apart + start,
                inputs,
                place * inputsApart,
                products,
                place * productsApart,
                count,
                row);
          }
          float[] rows = new float[step() * step() * row];
          for (int o = 0; o < Math.min(ROWS, out - panel * ROWS); o++) {
            results(
                call,
                panel * ROWS + o,
                0,
                count,
                products,
                o * row,
                productsApart,
                row,
                room,
                rows);
          }
        });
  }

  /// Floats of the transformed filters.
  int transforms() {
    return tile() * apart(panels() * in * ROWS);
  }

  /// Fills `to` with the transforms of the filters.
  float[] transform(WinogradFilters filters, float[] to) {
    int step = apart(panels() * in * ROWS);
    Parallel.ranges(
        panels(),
        Math.max(1, Parallel.MINIMUM_WORK / (10 * in * ROWS + 1)),
        (from, until) -> {
          for (int panel = from; panel < until; panel++) {
            filters.transform(panel, to, panel * in * ROWS, step);
          }
        });
    return to;
  }

  private void piece(Call call, int first, int last) {
    int count = last - first;
    int row = (count + LANES - 1) / LANES * LANES + LANES; // room for a vector that overhangs
    int inputsApart = apart(in * row);
    float[] inputs = Scratch.floats(Scratch.LEFT, tile() * inputsApart);
    int productsApart = apart(panels() * ROWS * row);
    float[] products = Scratch.floats(Scratch.RESULT, tile() * productsApart);
    Parallel.ranges(
        in,
        Math.max(1, Parallel.MINIMUM_WORK / (10 * count + 1)),
        (from, to) -> {
          float[] room = new float[tile() * LANES];
          for (int c = from; c < to; c++) {
            inputs(call, c, first, last, room, inputs, c * row, inputsApart);
          }
        });
    Parallel.ranges(
        tile() * panels(),
        Math.max(1, Parallel.MINIMUM_WORK / (in * count + 1)),
        (from, to) -> {
          for (int task = from; task < to; task++) {
            int place = task / panels();
            int panel = task % panels();
            multiply(
                call.filters(),
                place * apart(panels() * in * ROWS) + panel * in * ROWS,
                inputs,
                place * inputsApart,
                products,
                place * productsApart + panel * ROWS * row,
                count,
                row);
          }
        });
    Parallel.ranges(
        out,
        Math.max(1, Parallel.MINIMUM_WORK / (10 * count + 1)),
        (from, to) -> {
          float[] room = new float[tile() * LANES];
          float[] rows = new float[step() * step() * row];
          for (int o = from; o < to; o++) {
            results(call, o, first, last, products, o * row, productsApart, row, room, rows);
          }
        });
  }

  /// Transforms tiles `first … last` of one channel: image by image where rows of tiles follow each
  /// other as the planes have them, else row by row; a vector that overhangs a row is written over by
  /// the next.
  private void inputs(
      Call call, int c, int first, int last, float[] room, float[] to, int o, int step) {
    Planes planes = call.planes();
    int perImage = down() * call.line();
    int run = call.line() == planes.width() ? perImage : call.line();
    int t = first;
    while (t < last) {
      int b = t / perImage;
      int inImage = t - b * perImage;
      int n = Math.min((t / run + 1) * run, last) - t;
      int place = inImage / call.line() * planes.width() + inImage % call.line();
      int at = (b * in + c) * planes.channel() + place;
      for (int q = 0; q < n; q += LANES) {
        if (side == 6) {
          SimdTransforms.input(call.x(), at + q, call.taps(), room, to, o + t - first + q, step);
        } else {
          SimdSmallTransforms.input(
              call.x(), at + q, call.taps(), room, to, o + t - first + q, step);
        }
      }
      t += n;
    }
  }

  /// One panel of output channels at one place of the tiles.
  private void multiply(
      float[] filters,
      int ao,
      float[] inputs,
      int bo,
      float[] products,
      int oo,
      int count,
      int row) {
    int q = 0;
    for (; q + LANES < count; q += 2 * LANES) {
      SimdMicrokernel.multiply(
          in,
          filters,
          ao,
          ROWS,
          inputs,
          bo + q,
          row,
          true,
          SimdMicrokernel.zeros(),
          0,
          products,
          oo + q,
          row,
          products,
          oo + q,
          row);
    }
    if (q < count) {
      SimdMicrokernel.narrow(in, filters, ao, inputs, bo + q, row, products, oo + q, row);
    }
  }

  /// Transforms the products of one output channel back and copies them to their rows.
  private void results(
      Call call,
      int o,
      int first,
      int last,
      float[] products,
      int at,
      int next,
      int row,
      float[] room,
      float[] rows) {
    View bias = call.bias();
    float shift = bias == null ? 0 : bias.floats()[bias.offset() + o];
    int count = last - first;
    int step = step();
    for (int q = 0; q < count; q += LANES) {
      if (side == 4) {
        SimdSmallTransforms.results(products, at + q, next, shift, room, rows, 2 * q, 2 * row);
      } else if (step == 4) {
        SimdTransforms.results4(products, at + q, next, shift, room, rows, 4 * q, 4 * row);
      } else {
        SimdTransforms.results2(products, at + q, next, shift, room, rows, 2 * q, 2 * row);
      }
    }
    float[] y = call.y().floats();
    int width = call.line();
    int perImage = down() * width;
    int t = first;
    while (t < last) {
      int b = t / perImage;
      int i = t % perImage / width * step;
      int j = t % width * step;
      int n = Math.min(width - t % width, last - t);
      int columns = Math.min(step * n, outWidth - j);
      int plane = call.y().offset() + (b * out + o) * outHeight * outWidth;
      for (int r = 0; columns > 0 && r < Math.min(step, outHeight - i); r++) {
        int from = r * step * row + (t - first) * step;
        System.arraycopy(rows, from, y, plane + (i + r) * outWidth + j, columns);
      }
      t += n;
    }
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.conv.WinogradInputs.Transformed;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdTall;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution with stride 1 by Winograd's minimal filtering: tiles of the input ([WinogradInputs])
/// and the filters ([WinogradFilters]) are transformed, multiplied as `side²` small matrix products
/// over the channels, and the products transformed back. With 6×6 tiles it needs 36
/// multiplications where the definition needs 144 (3×3) or 100 (5×5), with 4×4 tiles 16 for 36.
///
/// Done in pieces of a few dozen tiles, whose transforms stay in the second-level cache, and within
/// a piece by panels of output channels, whose products are transformed back while they are near.
///
/// @param side rows and columns of a tile, 6 or 4
/// @param g the convolution
record SimdWinograd(int side, ConvGeometry g) {
  private static final int LANES = SimdTransforms.LANES;
  private static final int ROWS = SimdMicrokernel.ROWS_IN_PLACE;
  private static final int LINE = Scratch.LINE;

  private static final float[] NONE = {};

  /// Up to so many tiles are one piece.
  private static final int ONCE = 64;

  /// Panels that are done at once, at most, and the least that are to be tasks of their own.
  private static final int ONCE_PANELS = 4;

  private static final int TASKS = 8;

  /// So many floats of transformed filters may lie in memory in any case.
  private static final int LEAST = 1 << 20;

  /// So many groups are done side by side.
  private static final int MANY_GROUPS = 4;

  /// Floats of the transforms of a piece: a megabyte for both ways.
  private static final int PIECE = 300_000;

  /// The distance of the places of a transform: never a multiple of a page, so that what belongs
  /// to one tile does not fall into one set of the cache.
  private static int apart(int floats) {
    return floats / LANES % 2 == 0 ? floats + LANES : floats;
  }

  private static int vectors(int count) {
    return (count + LANES - 1) / LANES;
  }

  /// Numbers of a tile.
  private int places() {
    return side * side;
  }

  /// Rows and columns of the results of one tile.
  private int step() {
    return side + 1 - g.kernelHeight();
  }

  /// Panels of output channels of a group.
  private int panels() {
    return (g.groupOut() + ROWS - 1) / ROWS;
  }

  /// The tiles of one piece: a multiple of two vectors.
  private int piece() {
    int fitting = PIECE / (places() * (g.groupIn() + g.groupOut())) / (2 * LANES) * (2 * LANES);
    return Math.clamp(fitting, 2 * LANES, 16 * LANES);
  }

  /// What the pieces of one convolution share.
  ///
  /// @param tiles the arrangement of the tiles
  /// @param x the input
  /// @param weights the filters
  /// @param filters their transforms; empty where each is made when it is needed, once
  /// @param from the first panel of each group that is computed, and the first of `filters`
  /// @param panels how many panels of each group
  /// @param bias added to each channel
  /// @param y the output
  private record Call(
      WinogradInputs tiles,
      View x,
      WinogradFilters weights,
      float[] filters,
      int from,
      int panels,
      @Nullable View bias,
      View y) {
    Call with(float[] transformed) {
      return new Call(tiles, x, weights, transformed, from, panels, bias, y);
    }
  }

  /// Computes `y` from `x` and the filters, or their transforms if they are `kept`.
  void compute(
      View x, WinogradFilters weights, float @Nullable [] kept, @Nullable View bias, View y) {
    WinogradInputs inputs = new WinogradInputs(side, step(), g);
    int tiles = inputs.count();
    int most = panels();
    boolean each = kept == null && tiles <= ONCE; // a panel is transformed when it is needed
    int together = kept == null && !each ? together() : most;
    for (int from = 0; from < most; from += together) {
      int panels = Math.min(together, most - from);
      float[] filters = kept == null ? NONE : kept;
      Call call = new Call(inputs, x, weights, filters, from, panels, bias, y);
      if (tiles <= ONCE) {
        panels(call, tiles);
      } else {
        pieces(call, tiles);
      }
    }
  }

  /// Panels whose transformed filters are no larger together than the largest tensor, or than [#LEAST].
  private int together() {
    long filters = (long) g.outChannels() * g.filter();
    long room = Math.max(LEAST, Math.max(filters, Math.max(g.inputs(), g.outputs())));
    long fitting = room / ((long) g.groups() * chains() * block());
    return Math.clamp(fitting * once(), once(), Math.max(once(), panels()));
  }

  /// All tiles in one piece, panel by panel.
  private void panels(Call call, int tiles) {
    if (g.groups() >= MANY_GROUPS) {
      Parallel.run(g.groups(), group -> panels(call, group, tiles));
    } else {
      for (int group = 0; group < g.groups(); group++) {
        panels(call, group, tiles);
      }
    }
  }

  private void panels(Call call, int group, int tiles) {
    int once = once();
    Parallel.runPrepared(
        Math.ceilDiv(call.panels(), once),
        Parallel.areFew(),
        () -> {
          Piece piece = piece(call, group, 0, tiles);
          return task -> some(call, piece, task * once, once);
        });
  }

  /// Panels whose filters lie together, a power of two, and that are a task where all tiles are one piece: each number
  /// of the tiles that is read from the second-level cache is multiplied with all of them. Few panels are tasks of
  /// their own.
  private int once() {
    return Integer.highestOneBit(Math.clamp(panels() / TASKS, 1, ONCE_PANELS));
  }

  /// The tiles piece by piece. Each thread has tiles that follow each other, about as many as any other; a piece
  /// ends with a pair of vectors where its share does not end.
  private void pieces(Call call, int tiles) {
    int vectors = vectors(tiles);
    int threads = Parallel.helps() ? Math.ceilDiv(Parallel.threads(), g.groups()) : 1;
    int shares = Math.clamp(threads, 1, vectors / 2);
    int perShare = Math.ceilDiv(Math.ceilDiv(vectors, shares) * LANES, piece());
    int perGroup = shares * perShare;
    boolean transforms = call.filters().length == 0;
    // other filters than tiles would be more work twice than once
    boolean own = transforms && Parallel.areFew() && g.groupOut() <= tiles;
    Parallel.runPrepared(
        g.groups() * perGroup,
        own,
        () -> {
          Call mine = transforms ? transformed(call) : call;
          return task -> {
            int share = task % perGroup / perShare;
            int k = task % perShare;
            int begin = share * vectors / shares;
            int end = (share + 1) * vectors / shares;
            int pairs = Math.ceilDiv(end - begin, 2);
            int first = begin + k * pairs / perShare * 2;
            int last = Math.min(end, begin + (k + 1) * pairs / perShare * 2);
            if (first < last) {
              int group = task / perGroup;
              int until = Math.min(tiles, last * LANES);
              Piece piece = piece(mine, group, first * LANES, until);
              for (int p = 0; p < mine.panels(); p += ONCE_PANELS) {
                some(mine, piece, p, ONCE_PANELS);
              }
            }
          };
        });
  }

  /// The same with the transforms of its filters.
  private Call transformed(Call call) {
    float[] filters = Scratch.lines(Scratch.RIGHT, transforms(call.panels()));
    return call.with(transform(call.weights(), call.from(), call.panels(), filters));
  }

  /// Floats of the transformed filters.
  int transforms() {
    return transforms(panels());
  }

  private int transforms(int panels) {
    return g.groups() * Math.ceilDiv(panels, once()) * chains() * block();
  }

  /// Chains of additions of a sum.
  private int chains() {
    return Math.ceilDiv(g.groupIn(), WinogradConv.chain(g.groupIn()));
  }

  /// Floats of the transformed filters of the panels that are done at once, for the input channels of a chain. They
  /// are read from the first to the last.
  private int block() {
    return places() * apart(once() * WinogradConv.chain(g.groupIn()) * ROWS);
  }

  /// Fills `to`, from [Scratch#LINE] on, with the transforms of the filters.
  float[] transform(WinogradFilters filters, float[] to) {
    return transform(filters, /* first= */ 0, panels(), to);
  }

  /// The same for some panels of each group.
  private float[] transform(WinogradFilters filters, int first, int panels, float[] to) {
    int once = once();
    int parts = Math.ceilDiv(panels, once);
    Parallel.ranges(
        g.groups() * parts,
        Math.max(1, Parallel.MINIMUM_WORK / (10 * once * ROWS * g.groupIn() + 1)),
        (from, until) -> {
          for (int task = from; task < until; task++) {
            int p = task % parts * once;
            int count = Math.min(once, panels - p);
            for (int k = 0; k < chains(); k++) {
              int at = LINE + (task * chains() + k) * block();
              transform(filters, task / parts, first + p, count, k, /* together= */ false, to, at);
            }
          }
        });
    return to;
  }

  /// The filters of some panels and the input channels of chain `k`, written from `at` on: of all panels at a time, or,
  /// where all are kept in memory, of one after the other, which writes into fewer places at a time.
  private Factors transform(
      WinogradFilters filters,
      int group,
      int panel,
      int count,
      int k,
      boolean together,
      float[] to,
      int at) {
    Factors factors = factors(count, k, to, at);
    int channel = k * WinogradConv.chain(g.groupIn());
    int n = together ? count : 1;
    for (int p = 0; p < count; p += n) {
      filters.transform(
          group,
          panel + p,
          n,
          channel,
          factors.channels(),
          to,
          at + p * factors.panel(),
          factors.panel(),
          factors.apart());
    }
    return factors;
  }

  /// Where those lie.
  private Factors factors(int count, int k, float[] numbers, int at) {
    int chain = WinogradConv.chain(g.groupIn());
    int channels = Math.min(chain, g.groupIn() - k * chain);
    int panel = channels * ROWS;
    return new Factors(channels, numbers, at, panel, apart(count * panel));
  }

  /// Some tiles of a group, transformed.
  ///
  /// @param group the group
  /// @param count how many
  /// @param inputs their transforms
  /// @param runs where their results go
  private record Piece(int group, int count, Transformed inputs, int[] runs) {}

  /// Tiles `first … last` of a group.
  private Piece piece(Call call, int group, int first, int last) {
    int in = g.groupIn();
    int count = last - first;
    // vectors of a run that begins within a row may overhang; where none does, room behind a row
    // would
    // leave every other line of the cache idle, or let every third be read twice
    boolean ends = call.tiles().areByChannel() || call.tiles().isOneRun(first, last);
    int row = vectors(count) * LANES + (ends ? 0 : LANES);
    int together = call.tiles().together();
    int inputsApart = apart(Math.ceilDiv(in, together) * together * row);
    float[] inputs = Scratch.lines(Scratch.LEFT, places() * inputsApart);
    Transformed transformed = new Transformed(inputs, row, inputsApart);
    float[] x = call.x().floats();
    int grain = Math.max(1, Parallel.MINIMUM_WORK / (10 * count + 1));
    Parallel.ranges(
        in,
        Math.ceilDiv(grain, together) * together,
        (from, to) -> {
          int start = call.x().offset() + (group * in + from) * g.inHeight() * g.inWidth();
          call.tiles().transform(x, start, from, to, first, last, transformed);
        });
    return new Piece(group, count, transformed, runs(call.tiles(), first, last, row));
  }

  /// The results of at most `most` panels of output channels from `from` on, counted in those of the call. Input
  /// channels are taken a chain of additions at a time, whose filters are transformed there if they are not yet.
  private void some(Call call, Piece piece, int from, int most) {
    int count = Math.min(most, call.panels() - from);
    int row = piece.inputs().row();
    int block = count * ROWS * row;
    int productsApart = apart(block);
    float[] products = Scratch.lines(Scratch.RESULT, places() * productsApart);
    int chain = WinogradConv.chain(g.groupIn());
    int once = once();
    Factors[] factors = new Factors[Math.ceilDiv(count, once)];
    for (int k = 0; k < chains(); k++) {
      for (int u = 0; u < factors.length; u++) {
        int first = from + u * once;
        factors[u] = factors(call, piece.group(), first, Math.min(once, count - u * once), k);
      }
      for (int place = 0; place < places(); place++) {
        for (int u = 0; u < factors.length; u++) {
          int panels = Math.min(once, count - u * once);
          int at = LINE + place * productsApart + u * once * ROWS * row;
          multiply(factors[u], place, panels, piece, k * chain, products, at);
        }
      }
    }
    float[] room = Scratch.lines(Scratch.TILE, places() * LANES);
    float[] rows = Scratch.lines(Scratch.WINDOW, step() * step() * row);
    int before = (call.from() + from) * ROWS;
    for (int o = 0; o < Math.min(count * ROWS, g.groupOut() - before); o++) {
      int channel = piece.group() * g.groupOut() + before + o;
      results(call, piece, channel, products, LINE + o * row, productsApart, room, rows);
    }
  }

  /// Transformed filters of some panels and input channels.
  ///
  /// @param channels how many input channels
  /// @param numbers the array
  /// @param start where those of the first panel begin
  /// @param panel the distance of two panels
  /// @param apart the distance of two places
  private record Factors(int channels, float[] numbers, int start, int panel, int apart) {}

  private Factors factors(Call call, int group, int first, int count, int k) {
    if (call.filters().length > 0) {
      int part = group * Math.ceilDiv(call.panels(), once()) + first / once();
      return factors(count, k, call.filters(), LINE + (part * chains() + k) * block());
    }
    float[] to = Scratch.lines(Scratch.RIGHT, block());
    return transform(
        call.weights(), group, call.from() + first, count, k, /* together= */ true, to, LINE);
  }

  /// The products of some panels at one place of the tiles, with the input channels from `channel` on, added to those
  /// of the channels before.
  private void multiply(
      Factors factors, int place, int panels, Piece piece, int channel, float[] to, int at) {
    boolean adds = channel > 0;
    int n = factors.channels();
    float[] a = factors.numbers();
    int ao = place * factors.apart() + factors.start();
    Transformed inputs = piece.inputs();
    float[] b = inputs.numbers();
    int row = inputs.row();
    int bo = LINE + place * inputs.apart() + channel * row;
    int whole = (piece.count() + LANES - 1) / (2 * LANES) * (2 * LANES);
    for (int p = 0; p < panels; p++) {
      int from = ao + p * factors.panel();
      int oo = at + p * ROWS * row;
      for (int q = 0; q < whole; q += 2 * LANES) {
        SimdMicrokernel.inPlace(n, a, from, b, bo + q, row, adds, to, oo + q, row);
      }
    }
    for (int p = 0; whole < piece.count() && p < panels; p += SimdTall.PANELS) {
      int from = ao + p * factors.panel();
      int oo = at + p * ROWS * row + whole;
      if (p + SimdTall.PANELS <= panels) {
        SimdTall.multiply(n, a, from, factors.panel(), b, bo + whole, row, adds, to, oo, row);
      } else {
        SimdMicrokernel.narrow(n, a, from, b, bo + whole, row, adds, to, oo, row);
      }
    }
  }

  /// Transforms the products of one output channel back and copies them to their rows.
  private void results(
      Call call,
      Piece piece,
      int o,
      float[] products,
      int at,
      int next,
      float[] room,
      float[] rows) {
    View bias = call.bias();
    float shift = bias == null ? 0 : bias.floats()[bias.offset() + o];
    int row = piece.inputs().row();
    int[] runs = piece.runs();
    int step = step();
    for (int q = 0; q < piece.count(); q += LANES) {
      if (side == 4) {
        SimdSmallTransforms.results(
            products, at + q, next, shift, room, rows, LINE + 2 * q, 2 * row);
      } else if (step == 4) {
        SimdTransforms.results4(products, at + q, next, shift, room, rows, LINE + 4 * q, 4 * row);
      } else {
        SimdTransforms.results2(products, at + q, next, shift, room, rows, LINE + 2 * q, 2 * row);
      }
    }
    float[] y = call.y().floats();
    int plane = call.y().offset() + o * g.outHeight() * g.outWidth();
    for (int k = 0; k < runs.length; k += 3) {
      SimdPhases.place(
          g.dilationWidth(), rows, LINE + runs[k], runs[k + 1], y, plane + runs[k + 2]);
    }
  }

  /// Where the results of tiles `first … last` go, the same for each channel: for each run of a row of pixels
  /// where it begins in the results, how many there are, and where it begins in the output's channel 0.
  private int[] runs(WinogradInputs tiles, int first, int last, int row) {
    int step = step();
    int[] runs = new int[3 * step * (last - first)];
    int size = 0;
    DilatedImages images = tiles.images();
    int across = tiles.across();
    int apart = g.dilationWidth();
    for (int t = first, n; t < last; t += n) {
      n = Math.min(across - t % across, last - t);
      int part = t / tiles.perImage();
      int i = t % tiles.perImage() / across * step * g.dilationHeight() + images.row(part);
      int j = t % across * step * apart + images.column(part);
      int columns = Math.min(step * n, DilatedImages.lines(j, apart, g.outWidth()));
      int there = Math.min(step, DilatedImages.lines(i, g.dilationHeight(), g.outHeight()));
      for (int r = 0; columns > 0 && r < there; r++) {
        runs[size] = r * step * row + (t - first) * step;
        runs[size + 1] = columns;
        int line = images.image(part) * g.outChannels() * g.outHeight() + i;
        runs[size + 2] = (line + r * g.dilationHeight()) * g.outWidth() + j;
        size += 3;
      }
    }
    return Arrays.copyOf(runs, size);
  }
}

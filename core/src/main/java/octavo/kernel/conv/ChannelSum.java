package octavo.kernel.conv;

import java.util.Arrays;
import java.util.List;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;

/// Sums of products for each pixel of a grid and each output channel, vectors being output channels:
/// what the forward pass and the phases of the input gradient have in common. Pixels of all images
/// follow each other without a gap, and no matrix of patches is made: product `k` of a pixel reads
/// the input at the pixel's place plus `shift[k]` of the [Products].
///
/// @param batch the number of images
/// @param groups parts of the channels that do not see each other
/// @param channels output channels of a group
/// @param rows of the grid
/// @param columns of the grid
/// @param products of a pixel and a channel
/// @param from where the pixels lie in the input
/// @param fromGroup the distance of two groups in the input
/// @param to where the pixels lie in the output, of the first channel
/// @param toChannel the distance of two channels in the output
record ChannelSum(
    int batch,
    int groups,
    int channels,
    int rows,
    int columns,
    Products products,
    Lattice from,
    int fromGroup,
    Lattice to,
    int toChannel) {
  /// Rows that follow each other without a gap are one long row, whose tiles are all about full: those of 7 pixels
  /// would be of 4 and 3. With 32 registers two such rows are a tile as they are.
  ChannelSum {
    boolean joined =
        from.row() == columns * from.column() && to.row() == columns && to.column() == 1;
    if (joined && !SimdMicrokernel.MANY_REGISTERS) {
      columns *= rows;
      rows = 1;
      to = new Lattice(to.first(), to.image(), columns, /* column= */ 1);
    }
  }

  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int TILE = SimdChannelKernel.PIXELS;
  private static final int LANES = SimdTranspose.LANES;
  private static final int SQUARE = LANES * LANES;

  /// Products of which the partial sums are kept in registers: their weights stay in a cache while
  /// the pixels of a task go by. A tile's begin and end take as long as sixteen products, so that
  /// weights that fill all of the first-level cache are less of a loss than sums of half as many.
  private static final int DEPTH = 512;

  /// The most pixels of a task: a multiple of every tile's and of every vector's length.
  static final int CHUNK = LANES == 16 ? 112 : 96;

  /// The most pixels of a task that is not cut by this class.
  static final int MOST = 112;

  /// The distance of two sums' pixels in a block: a tile may reach beyond the last pixel.
  static final int APART = MOST + TILE;

  /// Tasks there are at least, where the work suffices.
  static final int TASKS = 8;

  /// So many weights lie in half of a second-level cache of 1 MB while pixels go by.
  private static final int NEAR = 1 << 17;

  /// Panels of a group.
  int panels() {
    return (channels + COLUMNS - 1) / COLUMNS;
  }

  /// Numbers of all packed weights: `[groups, panels, products, COLUMNS]`.
  int weights() {
    return groups * panels() * products.packed() * COLUMNS;
  }

  /// Takes the sums of `count` pixels from `pixel` on, counted through all images, of one panel's
  /// channels: `[pixel][COLUMNS]`.
  interface Store {
    void accept(int panel, int pixel, int count, float[] block);
  }

  /// Whether so many weights stay in a cache: then all panels of some pixels follow each other, which
  /// are read from memory once, and else all pixels of a panel, whose weights are read once.
  static boolean areNear(long weights) {
    return weights <= NEAR;
  }

  /// Computes the sums of `x` with the packed weights `w` from `wo` on; each begins at its
  /// channel's number of `start`, `[groups, panels, COLUMNS]`.
  void compute(float[] x, float[] w, int wo, float[] start, float[] out) {
    compute(List.of(this), x, w, wo, start, out);
  }

  /// The sums of the parts of a grid, which differ in their pixels and products only.
  static void compute(
      List<ChannelSum> parts, float[] x, float[] w, int wo, float[] start, float[] out) {
    int[] from = {wo};
    each(
        parts.stream().map(sum -> new Part(new ChannelSum[] {sum}, from, sum.store(out))).toList(),
        x,
        w,
        start);
  }

  private Store store(float[] out) {
    boolean inRuns = to.column() == 1 && to.row() == columns;
    return inRuns
        ? (panel, pixel, count, block) -> storeSquares(panel, pixel, count, block, out)
        : (panel, pixel, count, block) -> storeRows(panel, pixel, count, block, out);
  }

  /// As [#compute], with the sums going to `store` while they lie in a cache.
  void each(float[] x, float[] w, int wo, float[] start, Store store) {
    each(new ChannelSum[] {this}, x, w, new int[] {wo}, start, store);
  }

  /// Several sums of as many pixels and channels at a time: the block of a task holds those of the
  /// second sum from pixel [#APART] on.
  static void each(ChannelSum[] sums, float[] x, float[] w, int[] wo, float[] start, Store store) {
    each(List.of(new Part(sums, wo, store)), x, w, start);
  }

  /// Sums of the same pixels.
  ///
  /// @param sums as many pixels and channels each
  /// @param wo where the weights of each begin
  /// @param taps how the products of each follow each other
  /// @param store what takes the sums
  private record Part(ChannelSum[] sums, int[] wo, Taps[] taps, Store store) {
    Part(ChannelSum[] sums, int[] wo, Store store) {
      this(sums, wo, Arrays.stream(sums).map(s -> Taps.of(s.products)).toArray(Taps[]::new), store);
    }

    int pixels() {
      return sums[0].batch * sums[0].rows * sums[0].columns;
    }

    long products() {
      return Arrays.stream(sums).mapToLong(s -> s.products.shift().length).sum();
    }

    /// One panel of the pixels of a task.
    void compute(int panel, int pixel, int count, float[] x, float[] w, float[] starts) {
      int[] places = Scratch.indices(sums.length * APART);
      float[] block = Scratch.floats(Scratch.RESULT, sums.length * APART * COLUMNS);
      boolean narrow = sums[0].whole(panel) <= LANES;
      for (int s = 0; s < sums.length; s++) {
        Products products = sums[s].products;
        sums[s].places(pixel, count, panel, places, s * APART);
        int weights = wo[s] + panel * products.packed() * COLUMNS;
        ChannelSum.sums(
            narrow, taps[s], s * APART, count, places, x, products, w, weights, starts, block);
      }
      store.accept(panel, pixel, count, block);
    }
  }

  /// Takes all sums of one panel's channels, on the calling thread.
  interface PanelSums {
    void accept(int panel, float[] x, float[] start);
  }

  /// The sums of the packed weights `w` from `wo` on, panel by panel.
  PanelSums panels(Taps taps, float[] w, int wo, float[] out) {
    Part part = new Part(new ChannelSum[] {this}, new int[] {wo}, new Taps[] {taps}, store(out));
    int pixels = part.pixels();
    int chunk = chunk(CHUNK);
    return (panel, x, start) -> {
      float[] starts = Scratch.floats(Scratch.START, SimdChannelKernel.STARTS * COLUMNS);
      begin(start, panel, starts);
      for (int pixel = 0; pixel < pixels; pixel += chunk) {
        part.compute(panel, pixel, Math.min(chunk, pixels - pixel), x, w, starts);
      }
    };
  }

  /// Fills the rows of what the sums of a panel begin with.
  private static void begin(float[] start, int panel, float[] starts) {
    for (int r = 0; r < SimdChannelKernel.STARTS; r++) {
      System.arraycopy(start, panel * COLUMNS, starts, r * COLUMNS, COLUMNS);
    }
  }

  private static void each(List<Part> parts, float[] x, float[] w, float[] start) {
    ChannelSum one = parts.getFirst().sums[0];
    int panels = one.groups * one.panels();
    int tiles = parts.stream().mapToInt(p -> Math.ceilDiv(p.pixels(), TILE)).sum();
    int together = Math.clamp((long) tiles * panels / TASKS, 1, CHUNK / TILE);
    int[] chunk = parts.stream().mapToInt(p -> p.sums[0].chunk(together * TILE)).toArray();
    int[] end = new int[parts.size()]; // how many chunks there are up to each part's last
    long work = 0;
    for (int p = 0, sum = 0; p < end.length; p++) {
      sum += Math.ceilDiv(parts.get(p).pixels(), chunk[p]);
      end[p] = sum;
      work = Math.max(work, (long) chunk[p] * 2 * (parts.get(p).products() + 8));
    }
    int chunks = end[end.length - 1];
    boolean panelsFirst = areNear((long) panels * one.products.packed() * COLUMNS);
    Parallel.ranges(
        chunks * panels,
        (int) Math.max(1, Parallel.MINIMUM_WORK / work),
        (first, last) -> {
          float[] starts = Scratch.floats(Scratch.START, SimdChannelKernel.STARTS * COLUMNS);
          for (int task = first; task < last; task++) {
            int panel = panelsFirst ? task % panels : task / chunks;
            int number = panelsFirst ? task / panels : task % chunks;
            int p = 0;
            while (number >= end[p]) {
              p++;
            }
            int pixel = (number - (p == 0 ? 0 : end[p - 1])) * chunk[p];
            begin(start, panel, starts);
            Part part = parts.get(p);
            int count = Math.min(chunk[p], part.pixels() - pixel);
            part.compute(panel, pixel, count, x, w, starts);
          }
        });
  }

  /// At most `most` pixels of a task. Tiles are runs of a row, so that tasks of whole rows leave no short
  /// ones, and need few tiles of different sizes, each of which is compiled by itself. With a whole panel
  /// they must not be so small that weights are read much more often.
  private int chunk(int most) {
    int whole = most - most % columns;
    return columns <= most && (channels <= LANES || 4 * whole >= 3 * most) ? whole : most;
  }

  /// Where `count` pixels from `pixel` on lie in the input; the places behind them, as far as a
  /// tile reaches, are the last pixel's.
  private void places(int pixel, int count, int panel, int[] places, int at) {
    int plane = rows * columns;
    int group = panel / panels() * fromGroup;
    for (int q = 0; q < count; ) {
      int b = (pixel + q) / plane;
      int i = (pixel + q) % plane / columns;
      int j = (pixel + q) % columns;
      int n = Math.min(columns - j, count - q);
      int place = group + from.at(b, i, j);
      for (int k = 0; k < n; k++) {
        places[at + q + k] = place + k * from.column();
      }
      q += n;
    }
    Arrays.fill(places, at + count, at + count + TILE, places[at + count - 1]);
  }

  /// The sums of one panel's channels, `[pixel][COLUMNS]`, at `count` places of `x` from number
  /// `first` on; those up to a whole tile are read too. Where `narrow` is set only half of the channels are there. `start` holds a tile of what they begin with.
  static void sums(
      boolean narrow,
      Taps taps,
      int first,
      int count,
      int[] places,
      float[] x,
      int[] shift,
      float[] w,
      int wo,
      float[] start,
      float[] block) {
    sums(narrow, taps, first, count, places, x, Products.all(shift), w, wo, start, block);
  }

  private static void sums(
      boolean narrow,
      Taps taps,
      int first,
      int count,
      int[] places,
      float[] x,
      Products products,
      float[] w,
      int wo,
      float[] start,
      float[] block) {
    int depth = DEPTH / taps.count() * taps.count();
    int[] ends = products.ends();
    for (int r = 0, k = 0; r < ends.length; r++) {
      int row = products.runs()[r] - k;
      while (k < ends[r]) {
        int n = Math.min(depth, ends[r] - k);
        SimdChannelKernel.sum(
            k == 0,
            narrow,
            taps,
            first,
            count,
            n,
            w,
            wo + (row + k) * COLUMNS,
            x,
            places,
            products.shift(),
            k,
            start,
            block);
        k += n;
      }
    }
  }

  /// The first output channel of a panel.
  int channel(int panel) {
    return panel / panels() * channels + panel % panels() * COLUMNS;
  }

  /// How many channels of a panel there are.
  int whole(int panel) {
    return Math.min(COLUMNS, channels - panel % panels() * COLUMNS);
  }

  /// Where a pixel, counted through all images, lies in a channel of the output.
  int place(int pixel) {
    int inPlane = pixel % (rows * columns);
    return to.at(pixel / (rows * columns), inPlane / columns, inPlane % columns);
  }

  /// Writes sums whose pixels lie one after the other in the output, square by square; those that
  /// the end of an image or of the channels cuts go through a buffer.
  private void storeSquares(int panel, int pixel, int count, float[] block, float[] out) {
    float[] room = Scratch.floats(Scratch.RIGHT, 2 * SQUARE);
    int plane = rows * columns;
    int whole = whole(panel);
    int first = channel(panel) * toChannel;
    for (int next = 0; next < count; next += LANES) {
      int q = Math.min(next, Math.max(0, count - LANES)); // the last square overlaps the one before
      int n = Math.min(LANES, count - q);
      boolean joined = n == LANES && (pixel + q) % plane + n <= plane;
      for (int c = 0; c < whole; c += LANES) {
        int from = q * COLUMNS + c;
        int at = first + c * toChannel;
        if (joined && c + LANES <= whole) {
          int target = at + place(pixel + q);
          SimdTranspose.square(block, from, COLUMNS, room, out, target, toChannel);
        } else {
          SimdTranspose.square(block, from, COLUMNS, room, room, SQUARE, LANES);
          int channels = Math.min(LANES, whole - c);
          storeRuns(plane, pixel + q, n, room, SQUARE, LANES, channels, out, at);
        }
      }
    }
  }

  /// Writes sums that go to rows of their own, or to pixels with others between.
  private void storeRows(int panel, int pixel, int count, float[] block, float[] out) {
    float[] sums = Scratch.floats(Scratch.RIGHT, SQUARE + APART * COLUMNS + LANES);
    byChannel(count, block, 0, sums, SQUARE);
    int first = channel(panel) * toChannel;
    storeRuns(columns, pixel, count, sums, SQUARE, APART, whole(panel), out, first);
  }

  /// `sums[at + c·APART + q] = block[(from + q)·COLUMNS + c]`; the first `SQUARE` sums are written
  /// over.
  static void byChannel(int count, float[] block, int from, float[] sums, int at) {
    for (int q = 0; q < count; q += LANES) {
      for (int c = 0; c < COLUMNS; c += LANES) {
        SimdTranspose.square(
            block, (from + q) * COLUMNS + c, COLUMNS, sums, sums, at + c * APART + q, APART);
      }
    }
  }

  /// Copies `count` pixels from `pixel` on of some channels, which lie `distance` apart in `sums`,
  /// by runs that end at multiples of `run`.
  private void storeRuns(
      int run,
      int pixel,
      int count,
      float[] sums,
      int from,
      int distance,
      int channels,
      float[] out,
      int at) {
    for (int q = 0; q < count; ) {
      int n = Math.min(run - (pixel + q) % run, count - q);
      int target = at + place(pixel + q);
      for (int r = 0; r < channels; r++) {
        copy(sums, from + r * distance + q, n, out, target + r * toChannel, to.column());
      }
      q += n;
    }
  }

  private static void copy(float[] from, int f, int n, float[] to, int at, int step) {
    if (step == 1) {
      SimdRuns.copy(from, f, n, to, at);
    } else {
      for (int k = 0; k < n; k++) {
        to[at + k * step] = from[f + k];
      }
    }
  }
}

package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// The weight gradient of a convolution as sums for each tap over the pixels where they lie, vectors
/// being output channels: the loop of [ChannelSum] with taps in the place of pixels and pixels in
/// that of products. Product `q` of a tap reads the padded input at the tap's place plus that of
/// output pixel `q`, so that any stride and dilation reads it as it is, and the pixels of all rows and
/// all images are one run.
///
/// @param g the convolution
record TapSum(ConvGeometry g) {
  /// Fewer taps are a single tile, or hardly more: they would leave threads idle.
  static final int FEWEST_TAPS = 16;

  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int TILE = SimdChannelKernel.PIXELS;
  private static final int LANES = SimdTranspose.LANES;
  private static final int SQUARE = LANES * LANES;

  /// Pixels of which the partial sums are kept in registers: their numbers of `dy` stay in a cache
  /// while the taps of a task go by.
  static final int DEPTH = 512;

  /// The most taps of a task, in tiles.
  private static final int TOGETHER = ChannelSum.CHUNK / TILE;

  private static final int APART = ChannelSum.APART;

  /// Ranges of pixels that are summed by themselves, of at least [#DEPTH] each, where the sums are few.
  private static final int RANGES = 8;

  private static final int FEWEST_RANGES = 4;

  /// The most sums of all ranges.
  private static final int MOST_SUMS = 1 << 18;

  /// Numbers of padded images that few threads make each for themselves.
  private static final int OWN = 1 << 18;

  /// As [ConvMethod#memory].
  long memory() {
    long gradient = ranges() > 0 ? (long) ranges() * sums() : numbers();
    return DirectChannelsConv.padded(g).copied() + gradient + pixels();
  }

  private int panels() {
    return Math.ceilDiv(g.groupOut(), COLUMNS);
  }

  /// Sums of one panel, those that a tile reaches beyond included, in rows of [#COLUMNS].
  private int perPanel() {
    return g.filter() + TILE;
  }

  /// Sums of all panels.
  private int sums() {
    return g.groups() * panels() * perPanel() * COLUMNS;
  }

  /// The ranges of pixels; 0 where these would be too few or their sums too many.
  private int ranges() {
    int ranges = (int) Math.min(pixels() / DEPTH, RANGES);
    return ranges >= FEWEST_RANGES && (long) ranges * sums() <= MOST_SUMS ? ranges : 0;
  }

  private long pixels() {
    return (long) g.batch() * g.outHeight() * g.outWidth();
  }

  /// Numbers of the packed gradient.
  private long numbers() {
    return (long) g.groups() * panels() * COLUMNS * pixels();
  }

  /// By how much its tiles exceed what is multiplied.
  static double waste(ConvGeometry g) {
    return ConvCost.tail(g.groupOut(), COLUMNS) * SimdChannelKernel.padded(g.filter()) / g.filter();
  }

  void compute(View x, View dy, View dw) {
    PaddedImages images = DirectChannelsConv.padded(g);
    if (ranges() > 0) {
      inRanges(images, x, dy, dw);
      return;
    }
    // one array for both: it is kept, and other passes take it too
    float[] packed = images.room(Math.toIntExact(numbers()));
    int start = (int) images.copied();
    float[] numbers = images.isPlain() ? x.floats() : images.fill(x, packed);
    int[] pixels = pixels(images, images.offset(x));
    pack(dy, packed, start);
    int filter = g.filter();
    int panels = (g.groupOut() + COLUMNS - 1) / COLUMNS;
    int tiles = (filter + TILE - 1) / TILE;
    int together = Math.clamp(tiles * g.groups() * panels / ChannelSum.TASKS, 1, TOGETHER);
    int blocks = (tiles + together - 1) / together;
    // a thread has some panels, mostly those that it packed, and the same taps of all of them in
    // turn
    int shares = Parallel.helps() ? Math.min(Parallel.threads(), panels) : 1;
    float[] zeros = new float[SimdChannelKernel.STARTS * COLUMNS];
    Parallel.run(
        g.groups() * blocks * panels,
        task -> {
          int group = task / blocks / panels;
          int share = share(task / blocks % panels, panels, shares);
          int begin = share * panels / shares;
          int some = (share + 1) * panels / shares - begin;
          int at = task % (blocks * panels) - begin * blocks;
          int panel = begin + at % some;
          int first = at / some * together * TILE;
          int count = Math.min(together * TILE, filter - first);
          int[] places = Scratch.indices(APART);
          for (int t = 0; t < count + TILE; t++) {
            places[t] = tap(images, group, Math.min(first + t, filter - 1));
          }
          boolean narrow = g.groupOut() - panel * COLUMNS <= LANES;
          float[] block = Scratch.floats(Scratch.RESULT, APART * COLUMNS);
          int from = start + (group * panels + panel) * pixels.length * COLUMNS;
          for (int q = 0; q < pixels.length; q += DEPTH) {
            int n = Math.min(DEPTH, pixels.length - q);
            SimdChannelKernel.sum(
                q == 0,
                narrow,
                Taps.APART,
                0,
                count,
                n,
                packed,
                from + q * COLUMNS,
                numbers,
                places,
                pixels,
                q,
                zeros,
                block);
          }
          store(g, block, 0, group, panel * COLUMNS, first, count, dw);
        });
  }

  /// The sums of ranges of pixels, each with all its taps, which are added up in the order of the ranges: a
  /// task packs what it reads of the gradient itself, a little at a time.
  private void inRanges(PaddedImages images, View x, View dy, View dw) {
    int ranges = ranges();
    int panels = g.groups() * panels();
    int chunks = Math.toIntExact(Math.ceilDiv(pixels(), DEPTH));
    int[] pixels = pixels(images, images.offset(x));
    float[] sums = Scratch.floats(Scratch.GRADIENT, ranges * sums() + LANES * COLUMNS);
    Parallel.runPrepared(
        ranges,
        images.copied() <= OWN && Parallel.areFew(),
        () -> {
          float[] numbers = images.of(x);
          int[] places = places(images);
          return range -> {
            int from = range * chunks / ranges * DEPTH;
            int end = Math.min(pixels.length, (range + 1) * chunks / ranges * DEPTH);
            float[] block = Scratch.floats(Scratch.RESULT, sums());
            range(from, end, dy, numbers, places, pixels, block);
            System.arraycopy(block, 0, sums, range * sums(), sums());
          };
        });
    int most = ChannelSum.CHUNK;
    int parts = Math.ceilDiv(g.filter(), most);
    Parallel.run(
        panels * parts,
        task -> {
          int panel = task / parts;
          int first = task % parts * most;
          int count = Math.min(most, g.filter() - first);
          int from = panel * perPanel() + first;
          for (int range = 1; range < ranges; range++) {
            int next = range * sums() + from * COLUMNS;
            SimdGradientTransforms.add(sums, next, sums, from * COLUMNS, count * COLUMNS);
          }
          store(g, sums, from, panel / panels(), panel % panels() * COLUMNS, first, count, dw);
        });
  }

  /// Where the taps lie relative to a pixel, those of each panel one after the other.
  private int[] places(PaddedImages images) {
    int[] places = new int[g.groups() * panels() * perPanel()];
    for (int i = 0; i < places.length; i++) {
      int group = i / perPanel() / panels();
      places[i] = tap(images, group, Math.min(i % perPanel(), g.filter() - 1));
    }
    return places;
  }

  /// The sums of pixels `from … end`.
  private void range(
      int from, int end, View dy, float[] x, int[] places, int[] pixels, float[] block) {
    float[] zeros = new float[SimdChannelKernel.STARTS * COLUMNS];
    float[] packed = Scratch.floats(Scratch.LEFT, DEPTH * COLUMNS);
    for (int q = from; q < end; q += DEPTH) {
      int n = Math.min(DEPTH, end - q);
      for (int panel = 0; panel < g.groups() * panels(); panel++) {
        int channel = panel % panels() * COLUMNS;
        int whole = Math.min(COLUMNS, g.groupOut() - channel);
        pack(dy, panel / panels() * g.groupOut() + channel, whole, q, n, packed);
        SimdChannelKernel.sum(
            q == from,
            whole <= LANES,
            Taps.APART,
            panel * perPanel(),
            g.filter(),
            n,
            packed,
            0,
            x,
            places,
            pixels,
            q,
            zeros,
            block);
      }
    }
  }

  /// Packs `n` pixels from `pixel` on, counted through all images, of some channels.
  private void pack(View dy, int channel, int channels, int pixel, int n, float[] packed) {
    int plane = g.outHeight() * g.outWidth();
    for (int q = pixel, some; q < pixel + n; q += some) {
      some = Math.min(plane - q % plane, pixel + n - q);
      int from = dy.offset() + (q / plane * g.outChannels() + channel) * plane + q % plane;
      ChannelPanels.pixels(dy, from, plane, some, channels, packed, (q - pixel) * COLUMNS);
    }
  }

  /// The share of the panels that a panel belongs to.
  private static int share(int panel, int panels, int shares) {
    int share = 0;
    while ((share + 1) * panels / shares <= panel) {
      share++;
    }
    return share;
  }

  /// Where the first tap of each output pixel of all images lies.
  private int[] pixels(PaddedImages images, int offset) {
    int plane = g.outHeight() * g.outWidth();
    int[] pixels = new int[g.batch() * plane];
    int row = g.strideHeight() * images.width();
    int image = g.inChannels() * images.plane();
    int step = g.strideWidth();
    Parallel.ranges(
        g.batch() * g.outHeight(),
        Math.max(1, Parallel.MINIMUM_WORK / g.outWidth()),
        (from, to) -> {
          for (int r = from; r < to; r++) {
            int first = offset + r / g.outHeight() * image + r % g.outHeight() * row;
            int at = r * g.outWidth();
            for (int j = 0; j < g.outWidth(); j++) {
              pixels[at + j] = first + j * step;
            }
          }
        });
    return pixels;
  }

  /// Where a tap of a group lies, relative to its pixel.
  private int tap(PaddedImages images, int group, int tap) {
    int v = tap % g.kernelWidth();
    int u = tap / g.kernelWidth() % g.kernelHeight();
    int channel = group * g.groupIn() + tap / (g.kernelWidth() * g.kernelHeight());
    return channel * images.plane()
        + u * g.dilationHeight() * images.width()
        + v * g.dilationWidth();
  }

  /// Packs `dy` as panels of output channels, from `start` on: `[group][panel][pixel][COLUMNS]`, through all images.
  private void pack(View dy, float[] packed, int start) {
    int plane = g.outHeight() * g.outWidth();
    int channels = g.groupOut();
    int panels = (channels + COLUMNS - 1) / COLUMNS;
    Parallel.ranges(
        g.groups() * panels * g.batch(),
        Math.max(1, Parallel.MINIMUM_WORK / (COLUMNS * plane)),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int panel = i / g.batch() % panels * COLUMNS;
            int group = i / g.batch() / panels;
            int count = Math.min(COLUMNS, channels - panel);
            int b = i % g.batch();
            int source = dy.offset() + (b * g.outChannels() + group * channels + panel) * plane;
            int at = start + i * plane * COLUMNS;
            ChannelPanels.pixels(dy, source, plane, plane, count, packed, at);
          }
        });
  }

  /// Copies the sums of some taps, `[tap][COLUMNS]` from row `from` on, to the filters of one panel.
  static void store(
      ConvGeometry g,
      float[] block,
      int from,
      int group,
      int channel,
      int first,
      int count,
      View dw) {
    float[] sums = Scratch.floats(Scratch.RIGHT, SQUARE + APART * COLUMNS + LANES);
    ChannelSum.byChannel(count, block, from, sums, SQUARE);
    int whole = Math.min(COLUMNS, g.groupOut() - channel);
    int to = dw.offset() + (group * g.groupOut() + channel) * g.filter() + first;
    for (int c = 0; c < whole; c++) {
      System.arraycopy(sums, SQUARE + c * APART, dw.floats(), to + c * g.filter(), count);
    }
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// The input gradient by patches, `[taps, pixels]`, of bands of rows of `dy`: a task makes the patches of a band in
/// an array that stays in its thread's cache, adds them up there, and writes the rows of the image that belong to
/// the band. What reaches beyond, into the rows of the next bands, is kept apart and added to these in the end,
/// in the order of the bands.
///
/// @param g the convolution
/// @param rows of `dy` of a band
record PatchSums(ConvGeometry g, int rows) {
  /// Floats of the patches of a band: half of a second-level cache of 1 MB.
  private static final int NEAR = 1 << 17;

  /// Bands there are at least, where none gets fewer than [#PIXELS].
  private static final int BANDS = 8;

  private static final int PIXELS = 256;

  /// Floats that bands keep apart at a time.
  private static final int APART = 1 << 18;

  /// Makes the patches of some pixels of a group of an image.
  interface Patches {
    /// Patches of `count` pixels from `first` on, `[taps, count]`.
    float[] make(int image, int group, int first, int count);
  }

  /// Bands about equal, which take no more room than stays in a cache.
  static PatchSums of(ConvGeometry g) {
    int most = Math.clamp(NEAR / ((long) g.filter() * g.outWidth()), 1, g.outHeight());
    int wanted = Math.ceilDiv(BANDS, g.batch() * g.groups());
    int least = Math.clamp(g.outHeight() * g.outWidth() / PIXELS, 1, wanted);
    int bands = Math.min(g.outHeight(), Math.max(least, Math.ceilDiv(g.outHeight(), most)));
    return new PatchSums(g, Math.ceilDiv(g.outHeight(), bands));
  }

  /// Whether a row takes no more room than that.
  static boolean takes(ConvGeometry g) {
    return (long) g.filter() * g.outWidth() <= NEAR;
  }

  private int bands() {
    return Math.ceilDiv(g.outHeight(), rows);
  }

  /// Rows of the image that a band reaches beyond its own at most.
  private int beyond() {
    return Math.max(0, (g.kernelHeight() - 1) * g.dilationHeight() + 1 - g.strideHeight());
  }

  /// The first row of the image that belongs to a band.
  private int begin(int band) {
    int row = band * rows * g.strideHeight() - g.padTop();
    return band == 0 ? 0 : band == bands() ? g.inHeight() : Math.clamp(row, 0, g.inHeight());
  }

  /// The row behind the last one that a band reaches, or that belongs to it.
  private int end(int band) {
    int last = Math.min(g.outHeight(), (band + 1) * rows) - 1;
    int reached = (g.kernelHeight() - 1) * g.dilationHeight() + 1 - g.padTop();
    return Math.clamp(last * g.strideHeight() + reached, begin(band + 1), g.inHeight());
  }

  /// Columns of one remainder of the stride.
  private int across() {
    return Math.ceilDiv(g.inWidth(), g.strideWidth());
  }

  /// Numbers that one band keeps apart.
  private int apart() {
    return g.groupIn() * beyond() * g.inWidth();
  }

  /// Computes `dx`, some images at a time.
  void compute(Patches patches, View dx) {
    int perImage = g.groups() * bands();
    int together = Math.clamp(APART / ((long) perImage * apart() + 1), 1, g.batch());
    for (int first = 0; first < g.batch(); first += together) {
      images(patches, first, Math.min(together, g.batch() - first), dx);
    }
  }

  private void images(Patches patches, int first, int images, View dx) {
    int bands = bands();
    int tasks = images * g.groups() * bands;
    float[] apart = Scratch.floats(Scratch.GRADIENT, tasks * apart());
    Parallel.run(
        tasks,
        task -> {
          int image = first + task / bands / g.groups();
          int group = task / bands % g.groups();
          band(patches, image, group, task % bands, dx, apart, task * apart());
        });
    int plane = g.inHeight() * g.inWidth();
    for (int task = 0; task < tasks; task++) {
      int band = task % bands;
      int numbers = (end(band) - begin(band + 1)) * g.inWidth();
      for (int c = 0; c < g.groupIn(); c++) {
        int channel = (first * g.groups() + task / bands) * g.groupIn() + c;
        int to = dx.offset() + channel * plane + begin(band + 1) * g.inWidth();
        int from = task * apart() + c * beyond() * g.inWidth();
        SimdRuns.accumulate(apart, from, numbers, dx.floats(), to);
      }
    }
  }

  private void band(
      Patches patches, int image, int group, int band, View dx, float[] apart, int apartAt) {
    int first = band * rows;
    int count = Math.min(rows, g.outHeight() - first);
    float[] from = patches.make(image, group, first * g.outWidth(), count * g.outWidth());
    int begin = begin(band);
    int next = begin(band + 1);
    int height = end(band) - begin;
    int line = g.strideWidth() * across();
    int size = g.groupIn() * height * line;
    float[] sums = Scratch.floats(Scratch.WINDOW, size + SimdTranspose.LANES);
    Arrays.fill(sums, 0, size, 0);
    for (int f = 0; f < g.filter(); f++) {
      add(f, first, count, from, begin, height, sums);
    }
    for (int c = 0; c < g.groupIn(); c++) {
      int channel = (image * g.groups() + group) * g.groupIn() + c;
      int plane = dx.offset() + channel * g.inHeight() * g.inWidth();
      for (int i = 0; i < height; i++) {
        int row = begin + i;
        int at = (c * height + i) * line;
        if (row < next) {
          weave(sums, at, dx.floats(), plane + row * g.inWidth());
        } else {
          weave(sums, at, apart, apartAt + (c * beyond() + row - next) * g.inWidth());
        }
      }
    }
  }

  /// Adds one tap's part of the patches to rows whose columns lie one remainder of the stride behind the other, so
  /// that neighbors meet neighbors.
  private void add(int f, int first, int count, float[] from, int begin, int height, float[] sums) {
    int v = f % g.kernelWidth() * g.dilationWidth() - g.padLeft();
    int u = f / g.kernelWidth() % g.kernelHeight() * g.dilationHeight() - g.padTop();
    int c = f / g.kernelWidth() / g.kernelHeight();
    int s = g.strideWidth();
    int before = Math.clamp(Math.ceilDiv(-v, s), 0, g.outWidth());
    int end = Math.clamp(Math.floorDiv(g.inWidth() - 1 - v, s) + 1, before, g.outWidth());
    if (before == end) {
      return;
    }
    int column = before * s + v;
    int place = column % s * across() + column / s;
    for (int i = 0; i < count; i++) {
      int row = (first + i) * g.strideHeight() + u;
      if (row >= 0 && row < g.inHeight()) {
        int at = (c * height + row - begin) * s * across() + place;
        int source = (f * count + i) * g.outWidth() + before;
        SimdRuns.accumulate(from, source, end - before, sums, at);
      }
    }
  }

  /// Puts the columns of a row in their order.
  private void weave(float[] from, int f, float[] to, int at) {
    int s = g.strideWidth();
    if (s == 1) {
      System.arraycopy(from, f, to, at, g.inWidth());
    } else if (s <= SimdTranspose.MOST_STEPS) {
      SimdTranspose.weave(s, from, f, across(), g.inWidth(), to, at);
    } else {
      for (int j = 0; j < g.inWidth(); j++) {
        to[at + j] = from[f + j % s * across() + j / s];
      }
    }
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The results of a pass of [TurnedDepthwise], a band of rows of a block of channels at a time: those of each
/// phase of the stride by itself in the gradient of the input, all together in the output.
///
/// @param seen the convolution of the images that are read
/// @param rows of a band, in each phase
/// @param last whether the channels of the images come last
/// @param step distance of a phase's results
/// @param lines rows of a phase in all
/// @param height rows of the results
/// @param width columns of the results
/// @param above rows of the first phase that lie above the results, and columns on their left
/// @param phases the taps of each phase
record DepthwiseSums(
    ConvGeometry seen,
    int rows,
    boolean last,
    int step,
    int lines,
    int height,
    int width,
    int[] above,
    DepthwisePhase[] phases) {
  private static final int LANES = SimdTurnedDepthwise.LANES;

  private int filter() {
    return Arrays.stream(phases).mapToInt(p -> p.taps().length).sum();
  }

  /// The first channel of a block: where channels come last, the last block overlaps the one before.
  static int first(boolean last, int channels, int block) {
    return last ? Math.min(block * LANES, channels - LANES) : block * LANES;
  }

  private int first(int block) {
    return first(last, seen.groups(), block);
  }

  /// What all tasks of a pass read.
  ///
  /// @param weights those of each block, [#weights]
  /// @param start what the results of each channel begin with
  private record Sources(View x, float[] weights, float[] start) {}

  /// The block that a task makes some rows of.
  ///
  /// @param first its first channel
  /// @param line the first row of each phase
  /// @param count how many rows of each phase
  private record Band(int image, int block, int first, int line, int count) {}

  /// Where results are written.
  ///
  /// @param y the numbers
  /// @param yo where the first result of the whole image would be
  /// @param pixel from one result to the next
  private record Target(float[] y, int yo, int pixel) {}

  void compute(View x, View w, @Nullable View bias, View y) {
    int blocks = Math.ceilDiv(seen.groups(), LANES);
    int bands = Math.ceilDiv(lines, rows);
    float[] start = Scratch.lines(Scratch.START, blocks * LANES);
    Arrays.fill(start, 0, Scratch.LINE + blocks * LANES, 0);
    if (bias != null) {
      System.arraycopy(bias.floats(), bias.offset(), start, Scratch.LINE, seen.groups());
    }
    Sources sources = new Sources(x, weights(w, blocks), start);
    int work = LANES * rows * step * width * (1 + phases[0].taps().length / 4);
    Parallel.ranges(
        seen.batch() * bands * blocks,
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          DepthwiseRows turned = new DepthwiseRows(seen, rows, last);
          float[] pixels = Scratch.lines(Scratch.LEFT, turned.image());
          Arrays.fill(pixels, 0, Scratch.LINE + turned.image(), 0);
          for (int task = from; task < to; task++) {
            int block = task % blocks;
            int line = task / blocks % bands * rows;
            int count = Math.min(rows, lines - line);
            int image = task / blocks / bands;
            Band band = new Band(image, block, first(block), line, count);
            compute(band, turned, pixels, sources, y);
          }
        });
  }

  /// The weights of each block of channels, those of the phases one after the other.
  private float[] weights(View w, int blocks) {
    int filter = filter();
    float[] to = Scratch.lines(Scratch.RIGHT, blocks * filter * LANES);
    Parallel.ranges(
        blocks,
        Math.max(1, Parallel.MINIMUM_WORK / (filter * LANES + 1)),
        (from, end) -> {
          float[] room = Scratch.floats(Scratch.WINDOW, LANES * LANES);
          float[] plain = Scratch.floats(Scratch.GRADIENT, filter * LANES);
          int at = Scratch.LINE + from * filter * LANES;
          for (int block = from; block < end; block++) {
            int first = first(block);
            int channels = Math.min(LANES, seen.groups() - first);
            int source = w.offset() + first * filter;
            SimdTranspose.matrix(
                w.floats(), source, filter, channels, filter, room, plain, 0, LANES);
            for (DepthwisePhase phase : phases) {
              for (int tap : phase.taps()) {
                System.arraycopy(plain, tap * LANES, to, at, LANES);
                at += LANES;
              }
            }
          }
        });
    return to;
  }

  private void compute(Band band, DepthwiseRows turned, float[] pixels, Sources sources, View y) {
    int first = band.first();
    int line = band.line();
    int count = band.count();
    int channels = Math.min(LANES, seen.groups() - first);
    View x = sources.x();
    turned.fill(x.floats(), x.offset(), band.image(), first, channels, line, count, pixels);
    int plane = height * width;
    if (last) {
      int to = y.offset() + band.image() * plane * seen.groups() + first;
      sums(band, turned, pixels, sources, new Target(y.floats(), to, seen.groups()));
      return;
    }
    int begin = Math.clamp((long) line * step - above[0], 0, height);
    int end = Math.clamp((long) (line + count) * step - above[0], begin, height);
    float[] results = Scratch.lines(Scratch.RESULT, rows * step * width * LANES);
    Target target = new Target(results, Scratch.LINE - begin * width * LANES, LANES);
    sums(band, turned, pixels, sources, target);
    int at = y.offset() + (band.image() * seen.groups() + first) * plane + begin * width;
    turnBack(results, (end - begin) * width, channels, y.floats(), at, plane);
  }

  private void sums(
      Band band, DepthwiseRows turned, float[] pixels, Sources sources, Target target) {
    int weights = Scratch.LINE + band.block() * filter() * LANES;
    for (DepthwisePhase phase : phases) {
      Tiles tiles = tiles(phase, weights);
      for (int i = 0; i < band.count() && tiles.n() > 0; i++) {
        int r = (band.line() + i) * step + phase.row() - above[0];
        if (r >= 0 && r < height) {
          row(tiles, band, i, r, turned, pixels, sources, target);
        }
      }
      weights += phase.taps().length * LANES;
    }
  }

  /// What the rows of a phase have in common.
  ///
  /// @param skipped results on the left that are not wanted
  /// @param column where the first that is wanted goes
  /// @param n how many are
  /// @param pixels of a tile
  /// @param weights where the phase's begin
  private record Tiles(
      DepthwisePhase phase,
      int skipped,
      int column,
      int n,
      int pixels,
      DepthTile tile,
      int[] shift,
      int weights) {}

  private Tiles tiles(DepthwisePhase phase, int weights) {
    int skipped = Math.max(0, Math.ceilDiv(above[1] - phase.column(), step));
    int column = skipped * step + phase.column() - above[1];
    int n = Math.max(0, Math.ceilDiv(width - column, step));
    DepthTile.Size size = phase.size(n);
    return new Tiles(
        phase, skipped, column, n, size.pixels(), size.tile(LANES), size.shift(LANES), weights);
  }

  /// The results of a phase in row `r`, which are its row `i` of the band.
  private void row(
      Tiles tiles,
      Band band,
      int i,
      int r,
      DepthwiseRows turned,
      float[] pixels,
      Sources sources,
      Target target) {
    DepthwisePhase phase = tiles.phase();
    // the rows of taps that lie within the image
    int top = (band.line() + i) * seen.strideHeight() + phase.top() - seen.padTop();
    int u = Math.clamp(Math.ceilDiv(-(long) top, phase.down()), 0, phase.rows());
    long below = Math.ceilDiv((long) seen.inHeight() - top, phase.down());
    int taps = Math.clamp(below, u, phase.rows()) - u;
    int place = i * seen.strideHeight() + phase.top() + u * phase.down();
    int from = Scratch.LINE + place * turned.row() + phase.left() + tiles.skipped() * LANES;
    int to = target.yo() + (r * width + tiles.column()) * target.pixel();
    for (int k = 0; k < tiles.n(); k += tiles.pixels()) {
      int at = Math.min(k, tiles.n() - tiles.pixels());
      tiles
          .tile()
          .sums(
              taps * phase.parts(),
              sources.weights(),
              tiles.weights() + u * phase.columns() * phase.parts() * LANES,
              pixels,
              from + at * phase.stride() * LANES,
              phase.next(),
              tiles.shift(),
              sources.start(),
              Scratch.LINE + band.first(),
              target.y(),
              to + at * step * target.pixel(),
              step * target.pixel());
    }
  }

  /// Turns `count` results of a block back to planes.
  private static void turnBack(
      float[] results, int count, int channels, float[] y, int yo, int plane) {
    float[] room = Scratch.floats(Scratch.WINDOW, LANES * LANES);
    if (channels == LANES) {
      SimdTranspose.matrix(results, Scratch.LINE, LANES, count, LANES, room, y, yo, plane);
      return;
    }
    float[] planes = Scratch.floats(Scratch.GRADIENT, LANES * count);
    SimdTranspose.matrix(results, Scratch.LINE, LANES, count, LANES, room, planes, 0, count);
    for (int c = 0; c < channels; c++) {
      System.arraycopy(planes, c * count, y, yo + c * plane, count);
    }
  }
}

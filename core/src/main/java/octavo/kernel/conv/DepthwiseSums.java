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

  void compute(View x, View w, @Nullable View bias, View y) {
    int blocks = Math.ceilDiv(seen.groups(), LANES);
    int bands = Math.ceilDiv(lines, rows);
    float[] weights = weights(w, blocks);
    float[] start = Scratch.lines(Scratch.START, blocks * LANES);
    Arrays.fill(start, 0, Scratch.LINE + blocks * LANES, 0);
    if (bias != null) {
      System.arraycopy(bias.floats(), bias.offset(), start, Scratch.LINE, seen.groups());
    }
    int work = LANES * rows * step * width * (1 + phases[0].taps().length / 4);
    Parallel.ranges(
        seen.batch() * bands * blocks,
        Math.max(1, Parallel.MINIMUM_WORK / (work + 1)),
        (from, to) -> {
          DepthwiseRows turned = new DepthwiseRows(seen, rows, last);
          float[] pixels = Scratch.lines(Scratch.LEFT, turned.image());
          Arrays.fill(pixels, 0, Scratch.LINE + turned.image(), 0);
          for (int task = from; task < to; task++) {
            int image = task / blocks / bands;
            band(turned, image, task / blocks % bands, task % blocks, weights, start, pixels, x, y);
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

  private void band(
      DepthwiseRows turned,
      int image,
      int band,
      int block,
      float[] weights,
      float[] start,
      float[] pixels,
      View x,
      View y) {
    int line = band * rows;
    int count = Math.min(rows, lines - line);
    int first = first(block);
    int channels = Math.min(LANES, seen.groups() - first);
    turned.fill(x.floats(), x.offset(), image, first, channels, line, count, pixels);
    int begin = Math.clamp((long) line * step - above[0], 0, height);
    int end = Math.clamp((long) (line + count) * step - above[0], begin, height);
    int plane = height * width;
    int so = Scratch.LINE + first;
    if (last) {
      int pixel = seen.groups();
      int to = y.offset() + image * plane * pixel + first;
      sums(turned, line, count, weights, block, start, so, pixels, y.floats(), to, pixel);
      return;
    }
    float[] results = Scratch.lines(Scratch.RESULT, rows * step * width * LANES);
    int to = Scratch.LINE - begin * width * LANES;
    sums(turned, line, count, weights, block, start, so, pixels, results, to, LANES);
    int at = y.offset() + (image * seen.groups() + first) * plane + begin * width;
    turnBack(results, (end - begin) * width, channels, y.floats(), at, plane);
  }

  /// `count` rows of each phase from `line` on, with `pixel` numbers from one result to the next.
  private void sums(
      DepthwiseRows turned,
      int line,
      int count,
      float[] weights,
      int block,
      float[] start,
      int so,
      float[] x,
      float[] y,
      int yo,
      int pixel) {
    int wo = Scratch.LINE + block * filter() * LANES;
    for (DepthwisePhase phase : phases) {
      int skipped = Math.max(0, Math.ceilDiv(above[1] - phase.column(), step));
      int column = skipped * step + phase.column() - above[1];
      int n = Math.ceilDiv(width - column, step);
      if (n > 0) {
        DepthTile.Size size = phase.size(n);
        DepthTile tile = size.tile(LANES);
        int[] shift = size.shift(LANES);
        for (int i = 0; i < count; i++) {
          int r = (line + i) * step + phase.row() - above[0];
          if (r >= 0 && r < height) {
            int seenRow = (line + i) * seen.strideHeight() + phase.top() - seen.padTop();
            int u = Math.clamp(Math.ceilDiv(-(long) seenRow, phase.down()), 0, phase.rows());
            int taps =
                Math.clamp(
                        Math.ceilDiv((long) seen.inHeight() - seenRow, phase.down()),
                        u,
                        phase.rows())
                    - u;
            int place = i * seen.strideHeight() + phase.top() + u * phase.down();
            int from = Scratch.LINE + place * turned.row() + phase.left() + skipped * LANES;
            int to = yo + (r * width + column) * pixel;
            for (int k = 0; k < n; k += size.pixels()) {
              int at = Math.min(k, n - size.pixels());
              tile.sums(
                  taps * phase.parts(),
                  weights,
                  wo + u * phase.columns() * phase.parts() * LANES,
                  x,
                  from + at * phase.stride() * LANES,
                  phase.next(),
                  shift,
                  start,
                  so,
                  y,
                  to + at * step * pixel,
                  step * pixel);
            }
          }
        }
      }
      wo += phase.taps().length * LANES;
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

package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;

/// Sums of shifted runs of numbers, one for each output channel: what the forward pass and the
/// input gradient of a convolution have in common.
///
/// @param batch the number of images
/// @param groups parts of the channels that do not see each other
/// @param rows output channels of a group
/// @param taps products in each sum
/// @param shift where the run of each tap begins, relative to the group's first number
/// @param image numbers of one image in the input
/// @param group numbers of one group in the input
/// @param run numbers of one sum: pixels of the output plane, gaps between its rows included
record SimdShiftSum(
    int batch, int groups, int rows, int taps, int[] shift, int image, int group, int run) {
  /// Pixels of one task; a multiple of every tile's.
  private static final int CHUNK = 256;

  /// Tasks there are at least, where the channels allow it.
  private static final int TASKS = 8;

  private static final int TILE = SimdShiftKernel.ROWS;

  /// What is done with a finished run of one output channel.
  interface Sink {
    /// `sums[at + q]` for `q` from 0 to `count` belong to the pixels from `first` of an image's
    /// channel.
    void accept(int image, int channel, int first, int count, float[] sums, int at);
  }

  /// Computes all sums of `x` with these weights: for each group and each tile of channels the
  /// weights of one tap after those of the last; channels that do not exist have any.
  void compute(float[] x, float[] panels, Sink sink) {
    int tiles = (rows + TILE - 1) / TILE;
    int chunks = (run + CHUNK - 1) / CHUNK;
    int perImage = groups * chunks;
    int parts = Math.clamp(TASKS / (batch * perImage), 1, tiles);
    int perPart = (tiles + parts - 1) / parts;
    long work = (long) Math.min(run, CHUNK) * rows / parts * taps / SimdShiftKernel.LANES;
    int together = (int) Math.max(1, Parallel.MINIMUM_WORK / 2 / (work + 1));
    Parallel.ranges(
        batch * perImage * parts,
        together,
        (from, to) -> {
          float[] sums = Scratch.floats(Scratch.RESULT, TILE * CHUNK);
          for (int task = from; task < to; task++) {
            int part = task % parts;
            int b = task / parts / perImage;
            int g = task / parts % perImage / chunks;
            int first = task / parts % chunks * CHUNK;
            int count = Math.min(CHUNK, run - first);
            int start = b * image + g * group + first;
            for (int t = part * perPart; t < Math.min(tiles, (part + 1) * perPart); t++) {
              int channels = Math.min(TILE, rows - t * TILE);
              tile(x, start, count, channels, panels, (g * tiles + t) * taps * TILE, sums);
              for (int r = 0; r < channels; r++) {
                sink.accept(b, g * rows + t * TILE + r, first, count, sums, r * CHUNK);
              }
            }
          }
        });
  }

  private void tile(
      float[] x, int start, int count, int channels, float[] panels, int panel, float[] sums) {
    for (int q = 0; q < count; q += SimdShiftKernel.PIXELS) {
      if (channels == 1) {
        SimdShiftKernel.single(taps, panels, panel, x, start + q, shift, sums, q);
      } else {
        SimdShiftKernel.tile(taps, panels, panel, x, start + q, shift, sums, q, CHUNK);
      }
    }
  }
}

package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.Simd;
import octavo.kernel.elementwise.ElementwiseKernels;
import octavo.kernel.elementwise.ScalarElementwise;
import octavo.storage.DType;
import octavo.storage.View;

/// Copies between the two orders of images: the numbers of a pixel one after the other, or those of a
/// channel. Both views are `[batch, channels, pixels]`; of each one of the last two axes lies without a gap.
final class PixelOrder {
  private static final ElementwiseKernels COPY = new ScalarElementwise();

  /// Lines that are written at a time, and go on in the next square, stay in a cache with the lines read.
  private static final int CHUNK = 256;

  private PixelOrder() {}

  /// `to = from`.
  static void copy(View from, View to) {
    boolean splits = from.stride(1) == 1 && to.stride(2) == 1;
    boolean joins = from.stride(2) == 1 && to.stride(1) == 1;
    if (!Simd.available() || from.dtype() != DType.FLOAT32 || !(splits || joins)) {
      COPY.copy(from, to);
    } else if (splits) {
      // rows of `from` are pixels
      turn(from, from.stride(2), to, to.stride(1), from.size(2), from.size(1), /* byRows= */ true);
    } else {
      turn(from, from.stride(1), to, to.stride(2), from.size(1), from.size(2), /* byRows= */ false);
    }
  }

  /// Transposes matrices of `rows` rows, `ldf` apart, to rows `ldt` apart, cut along the pixels, which are
  /// rows or columns.
  private static void turn(
      View from, int ldf, View to, int ldt, int rows, int columns, boolean byRows) {
    int pixels = byRows ? rows : columns;
    int channels = byRows ? columns : rows;
    int chunk = Math.max(CHUNK, Parallel.MINIMUM_WORK / Math.max(1, 2 * channels));
    int chunks = Math.max(1, pixels / chunk);
    Parallel.run(
        from.size(0) * chunks,
        task -> {
          int image = task / chunks;
          int first = (int) ((long) pixels * (task % chunks) / chunks);
          int end = (int) ((long) pixels * (task % chunks + 1) / chunks);
          int f = from.offset() + image * from.stride(0) + first * (byRows ? ldf : 1);
          int t = to.offset() + image * to.stride(0) + first * (byRows ? 1 : ldt);
          int height = byRows ? end - first : rows;
          int width = byRows ? columns : end - first;
          float[] room = Scratch.floats(Scratch.RIGHT, SimdTranspose.LANES * SimdTranspose.LANES);
          SimdTranspose.matrix(from.floats(), f, ldf, height, width, room, to.floats(), t, ldt);
        });
  }
}

package octavo.kernel.conv;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.storage.FloatStorage;
import octavo.storage.Storage;
import octavo.storage.View;

/// The images of a convolution in parts. What methods rearrange grows with the images they are
/// given; in parts it stays below the size of the largest tensor. Small tensors are not cut, and the
/// cut depends on the shape alone.
///
/// @param images of one part
record Parts(int images) {
  /// Tensors up to so many numbers are not cut.
  private static final int SMALL = 1 << 22;

  static Parts of(ConvGeometry g) {
    int images = Math.max(1, g.batch());
    boolean small = Math.max((long) g.inputs(), g.outputs()) <= SMALL;
    return new Parts(small ? images : Math.max(1, images / 4));
  }

  /// The sizes of the part that begins with image `first`.
  ConvGeometry geometry(ConvGeometry g, int first) {
    int count = Math.min(images, g.batch() - first);
    return count == g.batch() ? g : g.withBatch(count);
  }

  /// The numbers of `v` from image `first` on, `size` of each image.
  static View from(View v, int first, int size) {
    return first == 0
        ? v
        : new View(v.storage(), v.offset() + first * size, v.sizes(), v.strides());
  }

  /// Room for numbers as many as those of `v`.
  static View like(View v) {
    return View.of(Storage.allocate(v.dtype(), v.count()), v.sizes());
  }

  /// `to += from`.
  static void add(View from, View to) {
    Parallel.ranges(
        to.count(),
        2 * Parallel.MINIMUM_WORK,
        (first, last) -> add(from, first, to, first, last - first));
  }

  /// `to[t + i] += from[f + i]` for `i < n`.
  static void add(View from, int f, View to, int t, int n) {
    int a = from.offset() + f;
    int b = to.offset() + t;
    if (from.storage() instanceof FloatStorage) {
      float[] source = from.floats();
      float[] target = to.floats();
      for (int i = 0; i < n; i++) {
        target[b + i] += source[a + i];
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      to.storage()
          .setDouble(b + i, from.storage().getDouble(a + i) + to.storage().getDouble(b + i));
    }
  }

  /// `to[t …] = 0`, `n` of them.
  static void clear(View to, int t, int n) {
    int from = to.offset() + t;
    if (to.storage() instanceof FloatStorage) {
      Arrays.fill(to.floats(), from, from + n, 0);
      return;
    }
    for (int i = 0; i < n; i++) {
      to.storage().setDouble(from + i, 0);
    }
  }
}

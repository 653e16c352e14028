package octavo.optim;

import java.util.Arrays;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Which numbers of a parameter are to be updated: runs `[from, to)`, in order.
///
/// @param bounds from, to, from, to, …
record RowSet(int[] bounds) {
  /// All `count` numbers.
  static RowSet all(int count) {
    return new RowSet(new int[] {0, count});
  }

  private static int width(Shape shape) {
    return shape.rank() == 0 || shape.size(0) == 0 ? 1 : shape.elements() / shape.size(0);
  }

  /// Rows by number.
  static RowSet of(String name, Shape shape, Tensor rows) {
    int count = shape.rank() == 0 ? 1 : shape.size(0);
    int width = width(shape);
    long[] sorted = rows.stopGradient().flatten().toLongArray();
    Arrays.sort(sorted);
    if (sorted.length > 0 && (sorted[0] < 0 || sorted[sorted.length - 1] >= count)) {
      throw new IllegalArgumentException(
          "step: rows of '%s' must be in [0, %d), but one is %d."
              .formatted(name, count, sorted[0] < 0 ? sorted[0] : sorted[sorted.length - 1]));
    }
    int[] bounds = new int[2 * sorted.length];
    int n = 0;
    for (long row : sorted) {
      n = append(bounds, n, (int) row * width, width);
    }
    return new RowSet(Arrays.copyOf(bounds, n));
  }

  /// The rows of a gradient that are not zero throughout.
  static RowSet ofNonzero(Tensor gradient) {
    int width = width(gradient.shape());
    int count = gradient.elements() / Math.max(1, width);
    int[] bounds = new int[2 * count];
    int n = 0;
    var numbers = gradient.view();
    for (int row = 0; row < count; row++) {
      int from = row * width;
      int i = 0;
      while (i < width && numbers.storage().getDouble(numbers.offset() + from + i) == 0) {
        i++;
      }
      if (i < width) {
        n = append(bounds, n, from, width);
      }
    }
    return new RowSet(Arrays.copyOf(bounds, n));
  }

  /// Adds a run, or joins it to the last one, which may hold it already.
  private static int append(int[] bounds, int n, int from, int width) {
    if (n > 0 && bounds[n - 1] >= from) {
      bounds[n - 1] = from + width;
      return n;
    }
    bounds[n] = from;
    bounds[n + 1] = from + width;
    return n + 2;
  }
}

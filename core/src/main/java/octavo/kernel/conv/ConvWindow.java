package octavo.kernel.conv;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import octavo.kernel.Parallel;
import octavo.storage.View;

/// Some rows and columns of the output of a convolution of one image, and the part of the input that
/// they see, with the zeros around it: a convolution by itself, without padding, of copies.
///
/// @param g the whole convolution
/// @param row the first row of the output
/// @param rows how many
/// @param column the first column of the output
/// @param columns how many
record ConvWindow(ConvGeometry g, int row, int rows, int column, int columns) {
  /// Columns of a window at least.
  private static final int NARROWEST = 64;

  /// The largest window that fits, of whole rows if there is one: all windows are about equal.
  static ConvWindow largest(ConvGeometry g, Predicate<ConvWindow> fits) {
    ConvWindow window = new ConvWindow(g, 0, g.outHeight(), 0, g.outWidth());
    for (int parts = 2; !fits.test(window) && window.rows > 1; parts++) {
      window = new ConvWindow(g, 0, Math.ceilDiv(g.outHeight(), parts), 0, g.outWidth());
    }
    for (int parts = 2; !fits.test(window) && window.columns > NARROWEST; parts++) {
      window = new ConvWindow(g, 0, window.rows, 0, Math.ceilDiv(g.outWidth(), parts));
    }
    return window;
  }

  /// Visits the windows of this size that cover the output, from the first one on; those at the ends are smaller.
  void each(Consumer<ConvWindow> visit) {
    for (int i = 0; i < g.outHeight(); i += rows) {
      for (int j = 0; j < g.outWidth(); j += columns) {
        int height = Math.min(rows, g.outHeight() - i);
        int width = Math.min(columns, g.outWidth() - j);
        visit.accept(new ConvWindow(g, i, height, j, width));
      }
    }
  }

  private int seenRows() {
    return (rows - 1) * g.strideHeight() + (g.kernelHeight() - 1) * g.dilationHeight() + 1;
  }

  private int seenColumns() {
    return (columns - 1) * g.strideWidth() + (g.kernelWidth() - 1) * g.dilationWidth() + 1;
  }

  /// The convolution from what is seen to the window.
  ConvGeometry geometry() {
    return new ConvGeometry(
        1,
        g.inChannels(),
        seenRows(),
        seenColumns(),
        g.outChannels(),
        g.kernelHeight(),
        g.kernelWidth(),
        g.strideHeight(),
        g.strideWidth(),
        0,
        0,
        0,
        0,
        g.dilationHeight(),
        g.dilationWidth(),
        g.groups());
  }

  /// What is done with a run of a row: it begins at `at` in the image and at `in` in the window.
  private interface Run {
    void accept(int at, int in, int count);
  }

  /// Visits the rows of all channels, as far as they lie in the image; `gaps` is given what of the window
  /// does not.
  private void seen(Run run, Run gaps) {
    int height = seenRows();
    int width = seenColumns();
    int top = row * g.strideHeight() - g.padTop();
    int left = column * g.strideWidth() - g.padLeft();
    int first = Math.clamp(-(long) left, 0, width);
    int end = Math.clamp((long) g.inWidth() - left, first, width);
    channels(
        g.inChannels(),
        height * width,
        c -> {
          for (int i = 0; i < height; i++) {
            int in = (c * height + i) * width;
            boolean inside = top + i >= 0 && top + i < g.inHeight() && end > first;
            if (inside) {
              int at = (c * g.inHeight() + top + i) * g.inWidth() + left;
              gaps.accept(0, in, first);
              run.accept(at + first, in + first, end - first);
              gaps.accept(0, in + end, width - end);
            } else {
              gaps.accept(0, in, width);
            }
          }
        });
  }

  /// Visits the rows of all channels of the output.
  private void results(Run run) {
    channels(
        g.outChannels(),
        rows * columns,
        c -> {
          for (int i = 0; i < rows; i++) {
            int at = (c * g.outHeight() + row + i) * g.outWidth() + column;
            run.accept(at, (c * rows + i) * columns, columns);
          }
        });
  }

  private static void channels(int count, int numbers, Consumer<Integer> each) {
    Parallel.ranges(
        count,
        Math.max(1, Parallel.MINIMUM_WORK / (numbers + 1)),
        (from, to) -> {
          for (int c = from; c < to; c++) {
            each.accept(c);
          }
        });
  }

  /// Copies what the window sees of `x`.
  void read(View x, View to) {
    float[] numbers = to.floats();
    seen(
        (at, in, n) -> System.arraycopy(x.floats(), x.offset() + at, numbers, in, n),
        (at, in, n) -> Arrays.fill(numbers, in, in + n, 0));
  }

  /// Adds what the window saw to `x`.
  void add(View from, View x) {
    seen((at, in, n) -> Parts.add(from, in, x, at, n), (at, in, n) -> {});
  }

  /// Copies the window of `y`.
  void readResults(View y, View to) {
    results((at, in, n) -> System.arraycopy(y.floats(), y.offset() + at, to.floats(), in, n));
  }

  /// Copies the window to `y`.
  void write(View from, View y) {
    results((at, in, n) -> System.arraycopy(from.floats(), in, y.floats(), y.offset() + at, n));
  }
}

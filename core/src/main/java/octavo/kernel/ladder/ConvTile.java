package octavo.kernel.ladder;

import java.util.Arrays;
import octavo.kernel.conv.ConvGeometry;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A tile of the output of a convolution: a piece of one output row, in several channels of one group.
/// All outputs of the piece see the same shifted piece of the input through one number of the kernel
/// (a *line*), and all channels of the tile use that line.
///
/// @param g the sizes
/// @param image the image
/// @param filter the first output channel
/// @param filters how many
/// @param row the output row
/// @param column the first output column
/// @param columns how many
record ConvTile(
    ConvGeometry g, int image, int filter, int filters, int row, int column, int columns) {
  /// Output channels of a tile at most.
  static final int FILTERS = 32;

  /// Columns of a tile at most, and room for each row of its buffer: a multiple of two vectors.
  static final int COLUMNS = 128;

  /// How many tiles the output has.
  static int count(ConvGeometry g) {
    return g.batch() * g.groups() * g.outHeight() * stripes(g) * pieces(g);
  }

  private static int stripes(ConvGeometry g) {
    return (g.groupOut() + FILTERS - 1) / FILTERS;
  }

  private static int pieces(ConvGeometry g) {
    return (g.outWidth() + COLUMNS - 1) / COLUMNS;
  }

  /// Tile number `index`: pieces first, then rows, stripes of channels, groups and images.
  static ConvTile of(ConvGeometry g, int index) {
    int column = index % pieces(g) * COLUMNS;
    int rest = index / pieces(g);
    int row = rest % g.outHeight();
    rest /= g.outHeight();
    int inGroup = rest % stripes(g) * FILTERS;
    rest /= stripes(g);
    int group = rest % g.groups();
    return new ConvTile(
        g,
        rest / g.groups(),
        group * g.groupOut() + inGroup,
        Math.min(FILTERS, g.groupOut() - inGroup),
        row,
        column,
        Math.min(COLUMNS, g.outWidth() - column));
  }

  /// Where the weights of channel `filter + f` begin in the kernel.
  int weights(int f) {
    return (filter + f) * g.filter();
  }

  /// Copies the input that the tile sees through number `tap` of a filter to `line[at] …`: zeros for
  /// the padding and, up to [#COLUMNS], behind the last column.
  void line(View x, int tap, float[] line, int at) {
    int v = tap % g.kernelWidth();
    int u = tap / g.kernelWidth() % g.kernelHeight();
    int channel = filter / g.groupOut() * g.groupIn() + tap / g.kernelWidth() / g.kernelHeight();
    int from = row * g.strideHeight() + u * g.dilationHeight() - g.padTop();
    Columns inside = Columns.of(g, v);
    int first = Math.clamp(inside.from() - column, 0, columns);
    int last = Math.clamp(inside.to() - column, first, columns);
    if (from < 0 || from >= g.inHeight() || first == last) {
      Arrays.fill(line, at, at + COLUMNS, 0);
      return;
    }
    Arrays.fill(line, at, at + first, 0);
    Arrays.fill(line, at + last, at + COLUMNS, 0);
    int step = g.strideWidth();
    int start =
        x.offset()
            + ((image * g.inChannels() + channel) * g.inHeight() + from) * g.inWidth()
            + column * step
            + v * g.dilationWidth()
            - g.padLeft();
    float[] numbers = x.floats();
    if (step == 1) {
      System.arraycopy(numbers, start + first, line, at + first, last - first);
    } else {
      for (int j = first; j < last; j++) {
        line[at + j] = numbers[start + j * step];
      }
    }
  }

  /// The bias of channel `filter + f`, or zeros, to its row of sums, which begins at `at`.
  void begin(int f, float[] sums, int at, @Nullable View bias) {
    float start = bias == null ? 0 : bias.floats()[bias.offset() + filter + f];
    Arrays.fill(sums, at, at + COLUMNS, start);
  }

  /// Copies the finished sums of channel `filter + f` to the output.
  void finish(int f, float[] sums, int at, View y) {
    int plane = image * g.outChannels() + filter + f;
    int to = y.offset() + (plane * g.outHeight() + row) * g.outWidth() + column;
    System.arraycopy(sums, at, y.floats(), to, columns);
  }

  /// The bias or zeros to all rows of sums, which lie one after the other.
  void begin(float[] sums, @Nullable View bias) {
    for (int f = 0; f < filters; f++) {
      begin(f, sums, f * COLUMNS, bias);
    }
  }

  /// Copies all finished sums, whose rows lie one after the other, to the output.
  void finish(float[] sums, View y) {
    for (int f = 0; f < filters; f++) {
      finish(f, sums, f * COLUMNS, y);
    }
  }
}

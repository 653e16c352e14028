package octavo.kernel.conv;

import java.util.ArrayList;
import java.util.List;

/// The pixels of the input whose padded row and column leave the same remainders by the stride. The
/// same taps of the kernel touch all of them, so that their gradient is a convolution of stride 1 of
/// `dy` with these taps: pixel `(i, j)` of the phase has the sum over its taps of `dy` at row
/// `firstRow + i - up` and column `firstColumn + j - left`, which may lie outside of `dy`.
///
/// @param taps their numbers `u·kernelWidth + v`
/// @param up by how many rows each tap goes up
/// @param left by how many columns each tap goes left
/// @param rows of the phase's pixels
/// @param columns of the phase's pixels
/// @param earlier how many taps the phases before this one have
record GradientPhase(int[] taps, int[] up, int[] left, Side rows, Side columns, int earlier) {

  /// The pixels along one axis.
  ///
  /// @param first where the first lies on the axis of `dy`
  /// @param count how many there are
  /// @param at where the first lies on the axis of the input
  record Side(int first, int count, int at) {
    static Side of(int size, int padding, int stride, int remainder) {
      int first = Math.max(0, (padding - remainder + stride - 1) / stride);
      int last = Math.floorDiv(size - 1 + padding - remainder, stride);
      return new Side(first, Math.max(0, last - first + 1), first * stride + remainder - padding);
    }

    /// How many numbers are read before the axis of `dy` begins, if all taps lie within `most`.
    int before(int[] steps) {
      int most = 0;
      for (int step : steps) {
        most = Math.max(most, step - first);
      }
      return most;
    }

    /// How many numbers are read behind the axis of `dy`, which has `size`.
    int behind(int[] steps, int size) {
      int most = 0;
      for (int step : steps) {
        most = Math.max(most, first + count - step - size);
      }
      return most;
    }
  }

  /// The phase with another number of columns.
  GradientPhase withColumns(int count) {
    Side wider = new Side(columns.first(), count, columns.at());
    return new GradientPhase(taps, up, left, rows, wider, earlier);
  }

  /// All phases that have pixels, row by row.
  static List<GradientPhase> of(ConvGeometry g) {
    List<GradientPhase> phases = new ArrayList<>();
    int earlier = 0;
    for (int a = 0; a < g.strideHeight(); a++) {
      for (int b = 0; b < g.strideWidth(); b++) {
        Side rows = Side.of(g.inHeight(), g.padTop(), g.strideHeight(), a);
        Side columns = Side.of(g.inWidth(), g.padLeft(), g.strideWidth(), b);
        if (rows.count() > 0 && columns.count() > 0) {
          GradientPhase phase = of(g, a, b, rows, columns, earlier);
          phases.add(phase);
          earlier += phase.taps().length;
        }
      }
    }
    return phases;
  }

  private static GradientPhase of(
      ConvGeometry g, int a, int b, Side rows, Side columns, int earlier) {
    List<int[]> taps = new ArrayList<>();
    for (int u = 0; u < g.kernelHeight(); u++) {
      for (int v = 0; v < g.kernelWidth(); v++) {
        int row = u * g.dilationHeight();
        int column = v * g.dilationWidth();
        if (row % g.strideHeight() == a && column % g.strideWidth() == b) {
          int tap = u * g.kernelWidth() + v;
          taps.add(new int[] {tap, row / g.strideHeight(), column / g.strideWidth()});
        }
      }
    }
    return new GradientPhase(
        taps.stream().mapToInt(t -> t[0]).toArray(),
        taps.stream().mapToInt(t -> t[1]).toArray(),
        taps.stream().mapToInt(t -> t[2]).toArray(),
        rows,
        columns,
        earlier);
  }
}

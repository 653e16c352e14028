package octavo.kernel.pool;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// The mean of windows for one plane of floats: the rows of a window are added first, into one row
/// with zeros at both ends, then its columns, as if the step were 1; then every step-th sum is taken
/// and divided.
final class SimdAveragePool {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private final PoolGeometry g;
  private final int fixed; // a divisor, or 1
  private final float[]
      slices; // the numbers that count along each axis, by the place of the window
  private final float[] rows;
  private final float[] columns;
  private final int starts; // of windows along a padded row, were the step 1
  private final int length; // of a padded row, with room for whole vectors

  SimdAveragePool(PoolGeometry g, PoolDivisor divisor) {
    this.g = g;
    fixed = Math.max(1, divisor.fixed());
    slices = divisor.counts(g.depth(), g.outDepth());
    rows = divisor.counts(g.height(), g.outHeight());
    columns = divisor.counts(g.width(), g.outWidth());
    starts = (g.outWidth() - 1) * g.strideWidth() + 1;
    int reached = Math.ceilDiv(starts, LANES) * LANES + (g.kernelWidth() - 1) * g.dilationWidth();
    length = Math.max(reached, g.padWidth() + g.inWidth());
  }

  /// `y = mean` of each window of the plane at `x[in]`.
  void forward(float[] x, int in, float[] y, int out) {
    float[] row = Scratch.floats(Scratch.RESULT, 2 * length);
    Arrays.fill(row, 0, length, 0);
    int to = out;
    for (int o = 0; o < g.outDepth(); o++) {
      for (int i = 0; i < g.outHeight(); i++) {
        SimdPool.combineRows(g, x, in, o, i, row, g.padWidth(), false);
        sumOfColumns(row);
        for (int j = 0; j < g.outWidth(); j++) {
          y[to + j] = row[length + j * g.strideWidth()];
        }
        divide(y, to, fixed * slices[o] * rows[i]);
        to += g.outWidth();
      }
    }
  }

  private void sumOfColumns(float[] row) {
    int reach = (g.kernelWidth() - 1) * g.dilationWidth();
    for (int j = 0; j < starts; j += LANES) {
      FloatVector sum = FloatVector.fromArray(S, row, j);
      for (int v = g.dilationWidth(); v <= reach; v += g.dilationWidth()) {
        sum = sum.add(FloatVector.fromArray(S, row, j + v));
      }
      sum.intoArray(row, length + j);
    }
  }

  private void divide(float[] y, int to, float count) {
    int j = 0;
    for (; j < S.loopBound(columns.length); j += LANES) {
      FloatVector divisor = FloatVector.fromArray(S, columns, j).mul(count);
      FloatVector.fromArray(S, y, to + j).div(divisor).intoArray(y, to + j);
    }
    for (; j < columns.length; j++) {
      y[to + j] /= columns[j] * count;
    }
  }

  /// `dy` shared out over the windows of the plane at `dx[to]`, which holds zeros.
  void backward(float[] dy, int from, float[] dx, int to) {
    float[] row = Scratch.floats(Scratch.RESULT, g.inWidth());
    int at = from;
    for (int o = 0; o < g.outDepth(); o++) {
      for (int i = 0; i < g.outHeight(); i++) {
        spreadRow(dy, at, fixed * slices[o] * rows[i], row);
        at += g.outWidth();
        for (int k = 0; k < g.depth().kernel() * g.kernelHeight(); k++) {
          int slice = g.depth().at(o, k / g.kernelHeight());
          int r = g.height().at(i, k % g.kernelHeight());
          if (g.depth().isInside(slice) && g.height().isInside(r)) {
            addRow(row, 0, dx, to + (slice * g.inHeight() + r) * g.inWidth(), g.inWidth());
          }
        }
      }
    }
  }

  /// `y += x`, number by number.
  static void addRow(float[] x, int from, float[] y, int to, int count) {
    int j = 0;
    for (; j < S.loopBound(count); j += LANES) {
      FloatVector sum = FloatVector.fromArray(S, y, to + j);
      sum.add(FloatVector.fromArray(S, x, from + j)).intoArray(y, to + j);
    }
    for (; j < count; j++) {
      y[to + j] += x[from + j];
    }
  }

  /// One row of `dy` shared out over the columns of its windows.
  private void spreadRow(float[] dy, int from, float count, float[] row) {
    Arrays.fill(row, 0, g.inWidth(), 0);
    for (int j = 0; j < g.outWidth(); j++) {
      float share = dy[from + j] / (count * columns[j]);
      for (int v = 0; v < g.kernelWidth(); v++) {
        int column = g.width().at(j, v);
        if (column >= 0 && column < g.inWidth()) {
          row[column] += share;
        }
      }
    }
  }
}

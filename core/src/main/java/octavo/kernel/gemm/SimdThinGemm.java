package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.SimdLanes;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Products that are too thin or too small to repay packing: each number is read once, where it
/// lies.
///
/// Where the rows of `b` are contiguous a row of `c` is a sum of rows of `b`; where its columns
/// are, an element of `c` is a dot product.
final class SimdThinGemm {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// Products of fewer multiplications than this are not packed.
  private static final int SMALL = 8 * 1024;

  /// Rows of the right operand that one task of a large product sums.
  private static final int SHARE = 256;

  /// Columns of one task of a vector-matrix product.
  private static final int STRIP = 1024;

  private SimdThinGemm() {}

  static boolean suits(Matrix a, Matrix b) {
    boolean readable = b.columnStride() == 1 || (b.rowStride() == 1 && a.columnStride() == 1);
    long work = (long) a.rows() * a.columns() * b.columns();
    return readable ? a.rows() <= 2 || work <= SMALL : work <= SMALL / 8;
  }

  static void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias) {
    int n = c.columns();
    boolean rows = b.columnStride() == 1;
    boolean dots = !rows && b.rowStride() == 1 && a.columnStride() == 1;
    long work = (long) a.rows() * a.columns() * n;
    boolean large = work > 8L * Parallel.MINIMUM_WORK;
    if (rows && large && a.columns() > 2 * SHARE) {
      byShares(a, b, c, accumulate, bias);
      return;
    }
    Parallel.ranges(
        n,
        large ? STRIP / (dots ? 8 : 1) : n,
        (from, to) -> {
          for (int i = 0; i < c.rows(); i++) {
            if (rows) {
              begin(c, i, from, to, accumulate, bias);
              int out = c.offset() + i * c.rowStride();
              sumOfRows(a, b, i, 0, a.columns(), c.floats(), out, from, to);
            } else {
              dots(a, b, c, i, from, to, accumulate, bias, dots);
            }
          }
        });
  }

  /// Each task sums a share of the rows of `b`, which it reads from memory in one run; the shares
  /// are added up in their order.
  private static void byShares(
      Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias) {
    int n = c.columns();
    int k = a.columns();
    int shares = (k + SHARE - 1) / SHARE;
    int size = c.rows() * n;
    float[] sums = Scratch.floats(Scratch.RESULT, shares * size);
    Parallel.run(
        shares,
        share -> {
          int at = share * size;
          Arrays.fill(sums, at, at + size, 0);
          int first = share * SHARE;
          int last = Math.min(k, first + SHARE);
          for (int k0 = first; k0 < last; k0 += 4) {
            for (int i = 0; i < c.rows(); i++) {
              sumOfRows(a, b, i, k0, Math.min(last, k0 + 4), sums, at + i * n, 0, n);
            }
          }
        });
    for (int i = 0; i < c.rows(); i++) {
      begin(c, i, 0, n, accumulate, bias);
      int out = c.offset() + i * c.rowStride();
      for (int share = 0; share < shares; share++) {
        oneRow(1, sums, share * size + i * n, c.floats(), out, 0, n);
      }
    }
  }

  private static void begin(
      Matrix c, int i, int from, int to, boolean accumulate, @Nullable View bias) {
    int out = c.offset() + i * c.rowStride();
    for (int j = from; j < to; j++) {
      c.floats()[out + j] = first(c, out, j, accumulate, bias);
    }
  }

  private static float first(Matrix c, int at, int j, boolean accumulate, @Nullable View bias) {
    float sum = accumulate ? c.floats()[at + j] : 0;
    return bias == null ? sum : sum + bias.floats()[bias.offset() + j];
  }

  /// Adds rows `k0 … k1` of `b`, weighted by row `i` of `a`, to the columns `from … to` at `out`.
  private static void sumOfRows(
      Matrix a, Matrix b, int i, int k0, int k1, float[] z, int out, int from, int to) {
    float[] x = a.floats();
    float[] y = b.floats();
    int row = a.offset() + i * a.rowStride();
    int k = k0;
    for (; k + 4 <= k1; k += 4) { // four rows at a time: z is read and written a quarter
      fourRows(
          x[row + k * a.columnStride()],
          x[row + (k + 1) * a.columnStride()],
          x[row + (k + 2) * a.columnStride()],
          x[row + (k + 3) * a.columnStride()],
          y,
          b.offset() + k * b.rowStride(),
          b.rowStride(),
          z,
          out,
          from,
          to);
    }
    for (; k < k1; k++) {
      oneRow(x[row + k * a.columnStride()], y, b.offset() + k * b.rowStride(), z, out, from, to);
    }
  }

  private static void fourRows(
      float x0,
      float x1,
      float x2,
      float x3,
      float[] y,
      int at,
      int step,
      float[] z,
      int out,
      int from,
      int to) {
    int j = from;
    int end = from + S.loopBound(to - from);
    for (; j < end; j += LANES) {
      FloatVector sum = FloatVector.fromArray(S, z, out + j);
      sum = FloatVector.fromArray(S, y, at + j).fma(FloatVector.broadcast(S, x0), sum);
      sum = FloatVector.fromArray(S, y, at + step + j).fma(FloatVector.broadcast(S, x1), sum);
      sum = FloatVector.fromArray(S, y, at + 2 * step + j).fma(FloatVector.broadcast(S, x2), sum);
      sum = FloatVector.fromArray(S, y, at + 3 * step + j).fma(FloatVector.broadcast(S, x3), sum);
      sum.intoArray(z, out + j);
    }
    for (; j < to; j++) {
      float sum = Math.fma(y[at + j], x0, z[out + j]);
      sum = Math.fma(y[at + step + j], x1, sum);
      sum = Math.fma(y[at + 2 * step + j], x2, sum);
      z[out + j] = Math.fma(y[at + 3 * step + j], x3, sum);
    }
  }

  private static void oneRow(float x, float[] y, int at, float[] z, int out, int from, int to) {
    int j = from;
    int end = from + S.loopBound(to - from);
    for (; j < end; j += LANES) {
      FloatVector.fromArray(S, y, at + j)
          .fma(FloatVector.broadcast(S, x), FloatVector.fromArray(S, z, out + j))
          .intoArray(z, out + j);
    }
    for (; j < to; j++) {
      z[out + j] = Math.fma(y[at + j], x, z[out + j]);
    }
  }

  private static void dots(
      Matrix a,
      Matrix b,
      Matrix c,
      int i,
      int from,
      int to,
      boolean accumulate,
      @Nullable View bias,
      boolean contiguous) {
    int row = a.offset() + i * a.rowStride();
    int out = c.offset() + i * c.rowStride();
    for (int j = from; j < to; j++) {
      int column = b.offset() + j * b.columnStride();
      float sum = first(c, out, j, accumulate, bias);
      if (contiguous) {
        sum += dot(a.floats(), row, b.floats(), column, a.columns());
      } else {
        for (int k = 0; k < a.columns(); k++) {
          sum =
              Math.fma(
                  a.floats()[row + k * a.columnStride()],
                  b.floats()[column + k * b.rowStride()],
                  sum);
        }
      }
      c.floats()[out + j] = sum;
    }
  }

  private static float dot(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    int i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
      s0 = FloatVector.fromArray(S, x, xo + i).fma(FloatVector.fromArray(S, y, yo + i), s0);
      s1 =
          FloatVector.fromArray(S, x, xo + i + LANES)
              .fma(FloatVector.fromArray(S, y, yo + i + LANES), s1);
    }
    float sum = (float) SimdLanes.sum(s0.add(s1));
    for (; i < n; i++) {
      sum = Math.fma(x[xo + i], y[yo + i], sum);
    }
    return sum;
  }
}

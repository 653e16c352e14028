package octavo.kernel.reduce;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.row.Rows;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Reductions of float32 rows; other types go to the oracle.
/// Rows are summed by [SimdRowSums].
public final class SimdReduce implements ReduceKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarReduce SCALAR = new ScalarReduce();
  private static final int BLOCK = SimdRowSums.BLOCK;

  /// So many vectors of partial sums are taken in one pass over a block.
  private static final int TOGETHER = 4;

  @Override
  public void reduce(Reduction r, Rows x, View y) {
    boolean sums = r == Reduction.SUM || r == Reduction.MEAN || r == Reduction.SUM_OF_SQUARES;
    boolean extremum = r == Reduction.MINIMUM || r == Reduction.MAXIMUM;
    boolean empty = x.length() == 0 || x.count() == 0;
    if (!(x.storage() instanceof FloatStorage) || empty || !(sums || extremum)) {
      SCALAR.reduce(r, x, y);
    } else if (x.inner() > 1) {
      columns(r, x, y);
    } else if (x.outer() < 8 && x.length() > 16 * BLOCK) {
      longRows(r, x, y);
    } else {
      rows(r, x, y);
    }
  }

  private static void rows(Reduction r, Rows x, View y) {
    float[] from = x.floats();
    float[] to = y.floats();
    int n = x.length();
    double scale = r == Reduction.MEAN ? 1.0 / n : 1;
    Parallel.ranges(
        x.outer(),
        Math.max(1, 4 * Parallel.MINIMUM_WORK / n),
        (first, last) -> {
          boolean paired = n >= SimdRowSums.PARTS && (r == Reduction.SUM || r == Reduction.MEAN);
          int half = paired ? (last - first) / 2 : 0;
          double[] sums = new double[2];
          for (int row = first; row < first + half; row++) {
            int start = x.offset() + row * n;
            SimdRowSums.sums(from, start, start + half * n, n, sums);
            to[y.offset() + row] = (float) (sums[0] * scale);
            to[y.offset() + row + half] = (float) (sums[1] * scale);
          }
          for (int row = first + 2 * half; row < last; row++) {
            to[y.offset() + row] = (float) (part(r, from, x.offset() + row * n, n) * scale);
          }
        });
  }

  /// Few rows of many elements: the blocks of one row are shared out. Sums read two halves of a piece at once,
  /// [SimdRowSums#sums].
  private static void longRows(Reduction r, Rows x, View y) {
    float[] from = x.floats();
    int n = x.length();
    int piece = 16 * BLOCK;
    int pieces = (n + piece - 1) / piece;
    double scale = r == Reduction.MEAN ? 1.0 / n : 1;
    double[] parts = new double[pieces];
    for (int row = 0; row < x.outer(); row++) {
      int start = x.offset() + row * n;
      Parallel.run(
          pieces,
          p -> {
            int at = start + p * piece;
            int length = Math.min(piece, n - p * piece);
            if (length == piece && (r == Reduction.SUM || r == Reduction.MEAN)) {
              double[] halves = new double[2];
              SimdRowSums.sums(from, at, at + piece / 2, piece / 2, halves);
              parts[p] = halves[0] + halves[1];
            } else {
              parts[p] = part(r, from, at, length);
            }
          });
      double total = parts[0];
      for (int p = 1; p < pieces; p++) {
        total =
            switch (r) {
              case MINIMUM -> Math.min(total, parts[p]);
              case MAXIMUM -> Math.max(total, parts[p]);
              default -> total + parts[p];
            };
      }
      y.floats()[y.offset() + row] = (float) (total * scale);
    }
  }

  /// What `n` numbers contribute, before a mean is divided.
  private static double part(Reduction r, float[] x, int start, int n) {
    return switch (r) {
      case MINIMUM -> smallest(x, start, n);
      case MAXIMUM -> largest(x, start, n);
      case SUM_OF_SQUARES -> SimdRowSums.squares(x, start, n);
      default -> SimdRowSums.sum(x, start, n);
    };
  }

  /// In four chains, since each comparison waits for the one before it. Each begins with a vector that was just
  /// read, of which the compiler knows what it is: with the one of the last turn it may call a method instead,
  /// for which vectors are objects.
  private static float largest(float[] x, int start, int n) {
    float best = Float.NEGATIVE_INFINITY;
    int i = 0;
    if (n >= TOGETHER * S.length()) {
      FloatVector a = FloatVector.broadcast(S, best);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (; i <= n - TOGETHER * S.length(); i += TOGETHER * S.length()) {
        a = FloatVector.fromArray(S, x, start + i).max(a);
        b = FloatVector.fromArray(S, x, start + i + S.length()).max(b);
        c = FloatVector.fromArray(S, x, start + i + 2 * S.length()).max(c);
        d = FloatVector.fromArray(S, x, start + i + 3 * S.length()).max(d);
      }
      FloatVector first = FloatVector.fromArray(S, x, start);
      best = first.max(a).max(b).max(c).max(d).reduceLanes(VectorOperators.MAX);
    }
    for (; i < n; i++) {
      best = Math.max(best, x[start + i]);
    }
    return best;
  }

  private static float smallest(float[] x, int start, int n) {
    float best = Float.POSITIVE_INFINITY;
    int i = 0;
    if (n >= TOGETHER * S.length()) {
      FloatVector a = FloatVector.broadcast(S, best);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (; i <= n - TOGETHER * S.length(); i += TOGETHER * S.length()) {
        a = FloatVector.fromArray(S, x, start + i).min(a);
        b = FloatVector.fromArray(S, x, start + i + S.length()).min(b);
        c = FloatVector.fromArray(S, x, start + i + 2 * S.length()).min(c);
        d = FloatVector.fromArray(S, x, start + i + 3 * S.length()).min(d);
      }
      FloatVector first = FloatVector.fromArray(S, x, start);
      best = first.min(a).min(b).min(c).min(d).reduceLanes(VectorOperators.MIN);
    }
    for (; i < n; i++) {
      best = Math.min(best, x[start + i]);
    }
    return best;
  }

  /// Rows whose elements lie `inner` apart: whole runs of `inner` neighbors are reduced together.
  /// Sums of 64 rows of the array at a time are added to the total.
  private static void columns(Reduction r, Rows x, View y) {
    int inner = x.inner();
    int strip = 1024;
    int strips = (inner + strip - 1) / strip;
    int together = Math.max(1, Parallel.MINIMUM_WORK / (x.length() * Math.min(strip, inner) + 1));
    Parallel.ranges(
        x.outer() * strips,
        together,
        (first, last) -> {
          for (int task = first; task < last; task++) {
            int from = task % strips * strip;
            strip(r, x, y, task / strips, from, Math.min(strip, inner - from));
          }
        });
  }

  private static void strip(Reduction r, Rows x, View y, int outer, int from, int n) {
    float[] xs = x.floats();
    float[] ys = y.floats();
    int out = y.offset() + outer * x.inner() + from;
    int in = x.offset() + outer * x.length() * x.inner() + from;
    boolean extremum = r == Reduction.MINIMUM || r == Reduction.MAXIMUM;
    Arrays.fill(
        ys,
        out,
        out + n,
        r == Reduction.MINIMUM ? Float.POSITIVE_INFINITY : extremum ? Float.NEGATIVE_INFINITY : 0);
    float[] part = extremum ? ys : Scratch.floats(Scratch.RESULT, n);
    int partAt = extremum ? out : 0;
    for (int i0 = 0; i0 < x.length(); i0 += 64) {
      if (!extremum) {
        Arrays.fill(part, 0, n, 0);
      }
      for (int i = i0; i < Math.min(x.length(), i0 + 64); i++) {
        merge(r, xs, in + i * x.inner(), part, partAt, n);
      }
      if (!extremum) {
        merge(Reduction.SUM, part, 0, ys, out, n);
      }
    }
    if (r == Reduction.MEAN) {
      float scale = (float) (1.0 / x.length());
      for (int j = out; j < out + n; j++) {
        ys[j] *= scale;
      }
    }
  }

  private static void merge(Reduction r, float[] x, int xo, float[] y, int yo, int n) {
    int j = 0;
    for (; j < S.loopBound(n); j += S.length()) {
      FloatVector a = FloatVector.fromArray(S, x, xo + j);
      FloatVector b = FloatVector.fromArray(S, y, yo + j);
      FloatVector c =
          r == Reduction.SUM_OF_SQUARES
              ? a.fma(a, b)
              : r == Reduction.MAXIMUM ? b.max(a) : r == Reduction.MINIMUM ? b.min(a) : b.add(a);
      c.intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      float a = x[xo + j];
      float b = y[yo + j];
      y[yo + j] =
          r == Reduction.SUM_OF_SQUARES
              ? Math.fma(a, a, b)
              : r == Reduction.MAXIMUM
                  ? Math.max(b, a)
                  : r == Reduction.MINIMUM ? Math.min(b, a) : b + a;
    }
  }

  @Override
  public void arg(boolean maximum, Rows x, View y) {
    if (!(x.storage() instanceof FloatStorage) || x.inner() != 1) {
      SCALAR.arg(maximum, x, y);
      return;
    }
    float[] xs = x.floats();
    long[] ys = y.longs();
    int n = x.length();
    Parallel.ranges(
        x.outer(),
        Math.max(1, Parallel.MINIMUM_WORK / n),
        (first, last) -> {
          for (int row = first; row < last; row++) {
            int start = x.offset() + row * n;
            int best = 0;
            for (int i = 1; i < n; i++) {
              float v = xs[start + i];
              float champion = xs[start + best];
              boolean wins =
                  !Float.isNaN(champion)
                      && (Float.isNaN(v) || (maximum ? v > champion : v < champion));
              best = wins ? i : best;
            }
            ys[y.offset() + row] = best;
          }
        });
  }
}

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
///
/// A long row is summed in blocks of 4096 elements, each in 64 interleaved partial sums whatever
/// the vector length, the blocks in double; so the bits depend on the length alone.
public final class SimdReduce implements ReduceKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final ScalarReduce SCALAR = new ScalarReduce();
  private static final int BLOCK = 4096;
  private static final int PARTS = 64;

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
          boolean paired = n >= PARTS && (r == Reduction.SUM || r == Reduction.MEAN);
          int half = paired ? (last - first) / 2 : 0;
          double[] sums = new double[2];
          for (int row = first; row < first + half; row++) {
            int start = x.offset() + row * n;
            sums(from, start, start + half * n, n, sums);
            to[y.offset() + row] = (float) (sums[0] * scale);
            to[y.offset() + row + half] = (float) (sums[1] * scale);
          }
          for (int row = first + 2 * half; row < last; row++) {
            to[y.offset() + row] = (float) (part(r, from, x.offset() + row * n, n) * scale);
          }
        });
  }

  /// Few rows of many elements: the blocks of one row are shared out.
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
            parts[p] = part(r, from, at, Math.min(piece, n - p * piece));
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
      case SUM_OF_SQUARES -> squares(x, start, n);
      default -> sum(x, start, n);
    };
  }

  private static double sum(float[] x, int start, int n) {
    if (n < PARTS) {
      return rest(x, start, n);
    }
    double total = 0;
    float[] parts = Scratch.floats(Scratch.RESULT, PARTS);
    for (int block = 0; block < n; block += BLOCK) {
      int length = Math.min(BLOCK, n - block);
      int whole = length / PARTS * PARTS;
      for (int part = 0; part < PARTS; part += TOGETHER * S.length()) {
        partialSums(x, start + block + part, whole, parts, part);
      }
      total += collect(parts, 0, whole) + rest(x, start + block + whole, length - whole);
    }
    return total;
  }

  /// The sums of two rows, the same as [#sum]. Memory is fetched along both at once, and further apart
  /// than neighbors they do not get in each other's way.
  private static void sums(float[] x, int start0, int start1, int n, double[] sums) {
    float[] parts = Scratch.floats(Scratch.RESULT, 2 * PARTS);
    double sum0 = 0;
    double sum1 = 0;
    for (int block = 0; block < n; block += BLOCK) {
      int length = Math.min(BLOCK, n - block);
      int whole = length / PARTS * PARTS;
      int at0 = start0 + block;
      int at1 = start1 + block;
      for (int part = 0; part < PARTS; part += TOGETHER * S.length()) {
        partialSums(x, at0 + part, at1 + part, whole, parts, part);
      }
      sum0 += collect(parts, 0, whole) + rest(x, at0 + whole, length - whole);
      sum1 += collect(parts, PARTS, whole) + rest(x, at1 + whole, length - whole);
    }
    sums[0] = sum0;
    sums[1] = sum1;
  }

  private static double rest(float[] x, int from, int n) {
    double total = 0;
    for (int i = from; i < from + n; i++) {
      total += x[i];
    }
    return total;
  }

  /// The partial sums `part` and on, as many as [#TOGETHER] vectors hold.
  private static void partialSums(float[] x, int at, int whole, float[] parts, int part) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int i = 0; i < whole; i += PARTS) {
      s0 = s0.add(FloatVector.fromArray(S, x, at + i));
      s1 = s1.add(FloatVector.fromArray(S, x, at + i + S.length()));
      s2 = s2.add(FloatVector.fromArray(S, x, at + i + 2 * S.length()));
      s3 = s3.add(FloatVector.fromArray(S, x, at + i + 3 * S.length()));
    }
    s0.intoArray(parts, part);
    s1.intoArray(parts, part + S.length());
    s2.intoArray(parts, part + 2 * S.length());
    s3.intoArray(parts, part + 3 * S.length());
  }

  /// The partial sums `part` and on of two rows; those of the second stand [#PARTS] further.
  private static void partialSums(float[] x, int at0, int at1, int whole, float[] parts, int part) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    FloatVector t0 = FloatVector.zero(S);
    FloatVector t1 = FloatVector.zero(S);
    FloatVector t2 = FloatVector.zero(S);
    FloatVector t3 = FloatVector.zero(S);
    for (int i = 0; i < whole; i += PARTS) {
      s0 = s0.add(FloatVector.fromArray(S, x, at0 + i));
      s1 = s1.add(FloatVector.fromArray(S, x, at0 + i + S.length()));
      s2 = s2.add(FloatVector.fromArray(S, x, at0 + i + 2 * S.length()));
      s3 = s3.add(FloatVector.fromArray(S, x, at0 + i + 3 * S.length()));
      t0 = t0.add(FloatVector.fromArray(S, x, at1 + i));
      t1 = t1.add(FloatVector.fromArray(S, x, at1 + i + S.length()));
      t2 = t2.add(FloatVector.fromArray(S, x, at1 + i + 2 * S.length()));
      t3 = t3.add(FloatVector.fromArray(S, x, at1 + i + 3 * S.length()));
    }
    s0.intoArray(parts, part);
    s1.intoArray(parts, part + S.length());
    s2.intoArray(parts, part + 2 * S.length());
    s3.intoArray(parts, part + 3 * S.length());
    t0.intoArray(parts, PARTS + part);
    t1.intoArray(parts, PARTS + part + S.length());
    t2.intoArray(parts, PARTS + part + 2 * S.length());
    t3.intoArray(parts, PARTS + part + 3 * S.length());
  }

  private static double squares(float[] x, int start, int n) {
    double total = 0;
    float[] parts = Scratch.floats(Scratch.RESULT, PARTS);
    for (int block = 0; block < n; block += BLOCK) {
      int length = Math.min(BLOCK, n - block);
      int whole = length / PARTS * PARTS;
      for (int part = 0; part < PARTS && whole > 0; part += 2 * S.length()) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        int at = start + block + part;
        for (int i = 0; i < whole; i += PARTS) {
          FloatVector a = FloatVector.fromArray(S, x, at + i);
          FloatVector b = FloatVector.fromArray(S, x, at + i + S.length());
          s0 = a.fma(a, s0);
          s1 = b.fma(b, s1);
        }
        s0.intoArray(parts, part);
        s1.intoArray(parts, part + S.length());
      }
      total += collect(parts, 0, whole);
      for (int i = whole; i < length; i++) {
        float v = x[start + block + i];
        total += (double) v * v;
      }
    }
    return total;
  }

  /// The sum of the parts: every sixteenth together in float, these in double and in
  /// four chains, so that memory waits as briefly as it can.
  private static double collect(float[] parts, int at, int whole) {
    if (whole == 0) {
      return 0;
    }
    float[] folded = new float[16];
    for (int j = 0; j < 16; j += S.length()) {
      FloatVector a = FloatVector.fromArray(S, parts, at + j);
      FloatVector b = FloatVector.fromArray(S, parts, at + j + 16);
      FloatVector c = FloatVector.fromArray(S, parts, at + j + 32);
      FloatVector d = FloatVector.fromArray(S, parts, at + j + 48);
      a.add(c).add(b.add(d)).intoArray(folded, j);
    }
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < 16; i += 4) {
      s0 += folded[i];
      s1 += folded[i + 1];
      s2 += folded[i + 2];
      s3 += folded[i + 3];
    }
    double total = (s0 + s1) + (s2 + s3);
    return Double.isFinite(total) ? total : inDouble(parts, at);
  }

  /// The sum of parts whose sums leave float32, or which are not finite themselves.
  private static double inDouble(float[] parts, int at) {
    double total = 0;
    for (int i = 0; i < PARTS; i++) {
      total += parts[at + i];
    }
    return total;
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

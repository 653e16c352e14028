package octavo.kernel.resize;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// The loops of [SimdResize] over one axis. Every number is one chain of multiply-adds from the first
/// weight to the last, whichever loop computes it.
final class SimdResizeAxis {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdResizeAxis() {}

  static void run(ResizePass pass, float[] x, int from, float[] y, int to) {
    BandMatrix m = pass.matrix();
    int inner = pass.inner();
    if (inner > 1) {
      for (int i = 0; i < pass.outer(); i++) {
        columns(m, inner, x, from + i * m.columns() * inner, y, to + i * m.rows() * inner);
      }
      return;
    }
    for (int i = 0; i < pass.outer(); i++) {
      int in = from + i * m.columns();
      int out = to + i * m.rows();
      switch (m.pattern()) {
        case REPEAT -> repeat(m, x, in, y, out);
        case DOUBLE -> twice(m, x, in, y, out);
        case PAIR -> pairs(m, x, in, y, out);
        case QUAD -> quads(m, x, in, y, out);
        case ANY -> some(m, 0, m.rows(), x, in, y, out);
      }
    }
  }

  /// Numbers `low` to `high` of one row.
  private static void some(BandMatrix m, int low, int high, float[] x, int in, float[] y, int out) {
    float[] w = m.rounded();
    for (int i = low; i < high; i++) {
      int at = m.at(i);
      int end = m.at(i + 1);
      int from = in + m.first(i) - at;
      float sum = 0;
      for (int k = at; k < end; k++) {
        sum = Math.fma(w[k], x[from + k], sum);
      }
      y[out + i] = sum;
    }
  }

  private static void repeat(BandMatrix m, float[] x, int in, float[] y, int out) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    int n = m.columns();
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, x, in + i);
      low.selectFrom(a, a).intoArray(y, out + 2 * i);
      high.selectFrom(a, a).intoArray(y, out + 2 * i + LANES);
    }
    for (; i < n; i++) {
      y[out + 2 * i] = x[in + i];
      y[out + 2 * i + 1] = x[in + i];
    }
  }

  /// The last vector begins as late as it can, so that parts of it are computed twice.
  private static void twice(BandMatrix m, float[] x, int in, float[] y, int out) {
    int n = m.columns();
    if (n - 2 < LANES) {
      some(m, 0, 2 * n, x, in, y, out);
      return;
    }
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    float[] w = m.rounded();
    int at = m.at(2);
    FloatVector a = FloatVector.broadcast(S, w[at]);
    FloatVector b = FloatVector.broadcast(S, w[at + 1]);
    FloatVector c = FloatVector.broadcast(S, w[at + 2]);
    FloatVector d = FloatVector.broadcast(S, w[at + 3]);
    for (int j = 1; j < n - 1; j += LANES) {
      int i = Math.min(j, n - 1 - LANES);
      FloatVector middle = FloatVector.fromArray(S, x, in + i);
      FloatVector even = middle.fma(b, FloatVector.fromArray(S, x, in + i - 1).mul(a));
      FloatVector odd = FloatVector.fromArray(S, x, in + i + 1).fma(d, middle.mul(c));
      low.selectFrom(even, odd).intoArray(y, out + 2 * i);
      high.selectFrom(even, odd).intoArray(y, out + 2 * i + LANES);
    }
    some(m, 0, 2, x, in, y, out);
    some(m, 2 * n - 2, 2 * n, x, in, y, out);
  }

  private static void pairs(BandMatrix m, float[] x, int in, float[] y, int out) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    FloatVector a = FloatVector.broadcast(S, m.rounded()[0]);
    FloatVector b = FloatVector.broadcast(S, m.rounded()[1]);
    int n = m.rows();
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
      FloatVector left = FloatVector.fromArray(S, x, in + 2 * i);
      FloatVector right = FloatVector.fromArray(S, x, in + 2 * i + LANES);
      FloatVector first = evens.selectFrom(left, right);
      odds.selectFrom(left, right).fma(b, first.mul(a)).intoArray(y, out + i);
    }
    some(m, i, n, x, in, y, out);
  }

  private static void quads(BandMatrix m, float[] x, int in, float[] y, int out) {
    int n = m.rows();
    if (n - 2 < LANES) {
      some(m, 0, n, x, in, y, out);
      return;
    }
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    float[] w = m.rounded();
    int at = m.at(1);
    FloatVector a = FloatVector.broadcast(S, w[at]);
    FloatVector b = FloatVector.broadcast(S, w[at + 1]);
    FloatVector c = FloatVector.broadcast(S, w[at + 2]);
    FloatVector d = FloatVector.broadcast(S, w[at + 3]);
    for (int j = 1; j < n - 1; j += LANES) {
      int i = Math.min(j, n - 1 - LANES);
      int from = in + 2 * i - 1;
      FloatVector left = FloatVector.fromArray(S, x, from);
      FloatVector right = FloatVector.fromArray(S, x, from + LANES);
      FloatVector sum = evens.selectFrom(left, right).mul(a);
      sum = odds.selectFrom(left, right).fma(b, sum);
      left = FloatVector.fromArray(S, x, from + 2);
      right = FloatVector.fromArray(S, x, from + 2 + LANES);
      sum = evens.selectFrom(left, right).fma(c, sum);
      odds.selectFrom(left, right).fma(d, sum).intoArray(y, out + i);
    }
    some(m, 0, 1, x, in, y, out);
    some(m, n - 1, n, x, in, y, out);
  }

  /// The matrix times rows of `inner` numbers.
  private static void columns(BandMatrix m, int inner, float[] x, int in, float[] y, int out) {
    float[] w = m.rounded();
    for (int i = 0; i < m.rows(); i++) {
      int at = m.at(i);
      int from = in + m.first(i) * inner;
      int to = out + i * inner;
      switch (m.count(i)) {
        case 0 -> Arrays.fill(y, to, to + inner, 0);
        case 1 -> {
          if (w[at] == 1) {
            System.arraycopy(x, from, y, to, inner);
          } else {
            many(w, at, 1, inner, x, from, y, to);
          }
        }
        case 2 -> two(w[at], w[at + 1], inner, x, from, y, to);
        case 4 -> four(w, at, inner, x, from, y, to);
        default -> many(w, at, m.count(i), inner, x, from, y, to);
      }
    }
  }

  private static void two(float w0, float w1, int inner, float[] x, int from, float[] y, int to) {
    FloatVector a = FloatVector.broadcast(S, w0);
    FloatVector b = FloatVector.broadcast(S, w1);
    int j = 0;
    for (; j < S.loopBound(inner); j += LANES) {
      FloatVector first = FloatVector.fromArray(S, x, from + j);
      FloatVector second = FloatVector.fromArray(S, x, from + inner + j);
      second.fma(b, first.mul(a)).intoArray(y, to + j);
    }
    for (; j < inner; j++) {
      y[to + j] = Math.fma(x[from + inner + j], w1, x[from + j] * w0);
    }
  }

  private static void four(float[] w, int at, int inner, float[] x, int from, float[] y, int to) {
    FloatVector a = FloatVector.broadcast(S, w[at]);
    FloatVector b = FloatVector.broadcast(S, w[at + 1]);
    FloatVector c = FloatVector.broadcast(S, w[at + 2]);
    FloatVector d = FloatVector.broadcast(S, w[at + 3]);
    int j = 0;
    for (; j < S.loopBound(inner); j += LANES) {
      int read = from + j;
      FloatVector sum = FloatVector.fromArray(S, x, read).mul(a);
      sum = FloatVector.fromArray(S, x, read + inner).fma(b, sum);
      sum = FloatVector.fromArray(S, x, read + 2 * inner).fma(c, sum);
      FloatVector.fromArray(S, x, read + 3 * inner).fma(d, sum).intoArray(y, to + j);
    }
    rest(w, at, 4, j, inner, x, from, y, to);
  }

  private static void many(
      float[] w, int at, int count, int inner, float[] x, int from, float[] y, int to) {
    int j = 0;
    for (; j < S.loopBound(inner); j += LANES) {
      FloatVector sum = FloatVector.zero(S);
      for (int k = 0; k < count; k++) {
        FloatVector row = FloatVector.fromArray(S, x, from + k * inner + j);
        sum = row.fma(FloatVector.broadcast(S, w[at + k]), sum);
      }
      sum.intoArray(y, to + j);
    }
    rest(w, at, count, j, inner, x, from, y, to);
  }

  private static void rest(
      float[] w, int at, int count, int done, int inner, float[] x, int from, float[] y, int to) {
    for (int j = done; j < inner; j++) {
      float sum = 0;
      for (int k = 0; k < count; k++) {
        sum = Math.fma(x[from + k * inner + j], w[at + k], sum);
      }
      y[to + j] = sum;
    }
  }
}

package octavo.kernel.pool;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// Max pooling of one plane of float32, a row of windows at a time, neighboring windows in the
/// lanes. A row of the input is first dealt out by its column modulo the stride, so that one tap of
/// neighboring windows is a run of neighbors; padding is -∞.
///
/// No step of the search for a maximum branches: on random numbers every branch is a coin toss.
final class SimdMaxPool {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdMaxPool() {}

  /// The windows of a row, rounded up to whole vectors.
  private static int rounded(PoolGeometry g) {
    return Math.ceilDiv(g.outWidth(), LANES) * LANES;
  }

  /// How many columns of each remainder are dealt out: as many as the last vector of windows reads.
  private static int phaseLength(PoolGeometry g) {
    return rounded(g) + (g.kernelWidth() - 1) * g.dilationWidth() / g.strideWidth();
  }

  /// Where the tap of window 0 in window column `v` lies among the dealt columns.
  private static int tapStart(PoolGeometry g, int v) {
    int column = v * g.dilationWidth();
    return column % g.strideWidth() * phaseLength(g) + column / g.strideWidth();
  }

  /// Deals out a row of the padded input: its column `q·stride + phase` goes to place `q` of phase
  /// `phase`.
  private static void deal(PoolGeometry g, float[] x, int from, float[] phases) {
    int length = phaseLength(g);
    int stride = g.strideWidth();
    for (int phase = 0; phase < stride; phase++) {
      int to = phase * length;
      // the places whose column lies in the row: 0 <= q·stride + phase - pad < width
      int shift = phase - g.padWidth();
      int first = Math.min(length, Math.max(0, Math.ceilDiv(-shift, stride)));
      int last = Math.clamp(Math.ceilDiv(g.inWidth() - shift, stride), first, length);
      Arrays.fill(phases, to, to + first, Float.NEGATIVE_INFINITY);
      Arrays.fill(phases, to + last, to + length, Float.NEGATIVE_INFINITY);
      if (stride == 1) {
        System.arraycopy(x, from + first + shift, phases, to + first, last - first);
      } else {
        int column = from + first * stride + shift;
        for (int q = first; q < last; q++) {
          phases[to + q] = x[column];
          column += stride;
        }
      }
    }
  }

  static void forward(PoolGeometry g, float[] x, int in, float[] y, int out) {
    int width = g.inWidth();
    int dealt = g.strideWidth() * phaseLength(g);
    float[] phases = Scratch.floats(Scratch.INPUT, dealt);
    float[] row = Scratch.floats(Scratch.RESULT, width + rounded(g));
    int[] starts = new int[g.kernelWidth()];
    Arrays.setAll(starts, v -> tapStart(g, v));
    for (int i = 0; i < g.outHeight(); i++) {
      largestOfRows(g, x, in, i, row);
      deal(g, row, 0, phases);
      largestOfTaps(phases, starts, row, width, rounded(g));
      System.arraycopy(row, width, y, out + i * g.outWidth(), g.outWidth());
    }
  }

  /// The maximum of the rows of window row `i` that lie in the plane.
  private static void largestOfRows(PoolGeometry g, float[] x, int in, int i, float[] row) {
    int width = g.inWidth();
    Arrays.fill(row, 0, width, Float.NEGATIVE_INFINITY);
    for (int u = 0; u < g.kernelHeight(); u++) {
      int r = i * g.strideHeight() - g.padHeight() + u * g.dilationHeight();
      if (r < 0 || r >= g.inHeight()) {
        continue;
      }
      int from = in + r * width;
      int j = 0;
      for (; j < S.loopBound(width); j += LANES) {
        FloatVector a = FloatVector.fromArray(S, row, j);
        a.max(FloatVector.fromArray(S, x, from + j)).intoArray(row, j);
      }
      for (; j < width; j++) {
        row[j] = Math.max(row[j], x[from + j]);
      }
    }
  }

  private static void largestOfTaps(float[] phases, int[] starts, float[] y, int to, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector best = FloatVector.fromArray(S, phases, starts[0] + j);
      for (int v = 1; v < starts.length; v++) {
        best = best.max(FloatVector.fromArray(S, phases, starts[v] + j));
      }
      best.intoArray(y, to + j);
    }
  }

  static void backward(PoolGeometry g, float[] x, int in, float[] dy, int out, float[] dx, int to) {
    int n = rounded(g);
    float[] phases = Scratch.floats(Scratch.INPUT, g.strideWidth() * phaseLength(g));
    float[] found = Scratch.floats(Scratch.RESULT, 2 * n); // the maxima, then their taps
    int[] starts = new int[g.kernelWidth()];
    Arrays.setAll(starts, v -> tapStart(g, v));
    int[] firstInside = firstInside(g);
    int[] places = new int[g.kernelHeight() * g.kernelWidth()];
    Arrays.setAll(
        places,
        tap ->
            tap / g.kernelWidth() * g.dilationHeight() * g.inWidth()
                + tap % g.kernelWidth() * g.dilationWidth());
    for (int i = 0; i < g.outHeight(); i++) {
      int top = i * g.strideHeight() - g.padHeight();
      boolean first = true;
      for (int u = 0; u < g.kernelHeight(); u++) {
        int r = top + u * g.dilationHeight();
        if (r < 0 || r >= g.inHeight()) {
          continue;
        }
        if (first) {
          begin(firstInside, u * g.kernelWidth(), found, n);
          first = false;
        }
        deal(g, x, in + r * g.inWidth(), phases);
        search(phases, starts, u * g.kernelWidth(), found, n);
      }
      if (!first) {
        int corner = to + top * g.inWidth() - g.padWidth();
        int step = g.strideWidth();
        add(dy, out + i * g.outWidth(), g.outWidth(), found, n, places, dx, corner, step);
      }
    }
  }

  /// The first column of each window that lies in the plane, or -1: what wins if all are -∞.
  private static int[] firstInside(PoolGeometry g) {
    int[] first = new int[g.outWidth()];
    for (int j = 0; j < first.length; j++) {
      first[j] = -1;
      for (int v = g.kernelWidth() - 1; v >= 0; v--) {
        int column = j * g.strideWidth() - g.padWidth() + v * g.dilationWidth();
        first[j] = column >= 0 && column < g.inWidth() ? v : first[j];
      }
    }
    return first;
  }

  private static void begin(int[] firstInside, int tap, float[] found, int n) {
    Arrays.fill(found, 0, n, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < firstInside.length; j++) {
      found[n + j] = firstInside[j] < 0 ? -1 : tap + firstInside[j];
    }
  }

  /// Lets the taps of one window row, numbered from `tap` on, challenge the maxima found so far. A
  /// tap wins if it is larger, or the first NaN.
  private static void search(float[] phases, int[] starts, int tap, float[] found, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector best = FloatVector.fromArray(S, found, j);
      FloatVector at = FloatVector.fromArray(S, found, n + j);
      for (int v = 0; v < starts.length; v++) {
        FloatVector value = FloatVector.fromArray(S, phases, starts[v] + j);
        VectorMask<Float> number = best.compare(VectorOperators.EQ, best);
        VectorMask<Float> wins = number.andNot(value.compare(VectorOperators.LE, best));
        best = best.blend(value, wins);
        at = at.blend(tap + v, wins);
      }
      best.intoArray(found, j);
      at.intoArray(found, n + j);
    }
  }

  /// Adds each `dy` of a row of windows at the place of its maximum.
  private static void add(
      float[] dy,
      int from,
      int windows,
      float[] found,
      int n,
      int[] places,
      float[] dx,
      int corner,
      int step) {
    for (int j = 0; j < windows; j++) {
      int tap = (int) found[n + j];
      if (tap >= 0) {
        dx[corner + j * step + places[tap]] += dy[from + j];
      }
    }
  }
}

package octavo.kernel.pool;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// The maximum of windows for one plane of floats.
///
/// The rows of a window are combined first, into one row with its padding at both ends, so that
/// nothing asks for bounds afterward; then its columns, as if the step were 1; then every step-th
/// number is taken. To find places, each number carries its place in the window, `(slice·kernelHeight +
/// row)·kernelWidth + column`, as a float.
final class SimdMaxPool {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// The place of padding: behind all others, so that a number that is -∞ goes first. A float holds
  /// every integer up to here.
  static final int NOWHERE = 1 << 24;

  private final PoolGeometry g;
  private final int starts; // of windows along a padded row, were the step 1
  private final int length; // of a padded row, with room for whole vectors

  SimdMaxPool(PoolGeometry g) {
    this.g = g;
    starts = (g.outWidth() - 1) * g.strideWidth() + 1;
    int reached = Math.ceilDiv(starts, LANES) * LANES + (g.kernelWidth() - 1) * g.dilationWidth();
    length = Math.max(reached, g.padWidth() + g.inWidth());
  }

  /// `y = max` of each window of the plane at `x[in]`.
  void forward(float[] x, int in, float[] y, int out) {
    float[] row = Scratch.floats(Scratch.RESULT, 2 * length);
    Arrays.fill(row, 0, length, Float.NEGATIVE_INFINITY);
    int to = out;
    for (int o = 0; o < g.outDepth(); o++) {
      for (int i = 0; i < g.outHeight(); i++) {
        SimdPool.combineRows(g, x, in, o, i, row, g.padWidth(), true);
        maximumOfColumns(row);
        for (int j = 0; j < g.outWidth(); j++) {
          y[to + j] = row[length + j * g.strideWidth()];
        }
        to += g.outWidth();
      }
    }
  }

  private void maximumOfColumns(float[] row) {
    int reach = (g.kernelWidth() - 1) * g.dilationWidth();
    for (int j = 0; j < starts; j += LANES) {
      FloatVector best = FloatVector.fromArray(S, row, j);
      for (int v = g.dilationWidth(); v <= reach; v += g.dilationWidth()) {
        best = best.max(FloatVector.fromArray(S, row, j + v));
      }
      best.intoArray(row, length + j);
    }
  }

  /// What is done with the windows of one row, given where the place of the first one's maximum
  /// lies in `row`, and what to add to a window's start to get the number `0` of its plane.
  private interface Row {
    void accept(float[] row, int base, int out);
  }

  /// Finds the places of the maxima, row of windows by row.
  private void each(float[] x, int in, Row body) {
    float[] row = Scratch.floats(Scratch.RESULT, 3 * length);
    Arrays.fill(row, 0, length, Float.NEGATIVE_INFINITY);
    Arrays.fill(row, length, 2 * length, NOWHERE);
    int out = 0;
    for (int o = 0; o < g.outDepth(); o++) {
      int front = g.depth().at(o, 0);
      for (int i = 0; i < g.outHeight(); i++) {
        int top = g.height().at(i, 0);
        bestOfRows(x, in, front, top, row);
        placesOfColumns(row);
        body.accept(row, (front * g.inHeight() + top) * g.inWidth() - g.padWidth(), out);
        out += g.outWidth();
      }
    }
  }

  /// Each `dy` added to the place of its window's maximum in the plane at `dx[to]`.
  void backward(float[] x, int in, float[] dy, int from, float[] dx, int to) {
    int[] steps = steps();
    each(
        x,
        in,
        (row, base, out) -> {
          for (int j = 0; j < g.outWidth(); j++) {
            int start = j * g.strideWidth();
            int place = (int) row[2 * length + start];
            if (place < steps.length) {
              dx[to + base + start + steps[place]] += dy[from + out + j];
            }
          }
        });
  }

  /// The numbers of `u` at the places of the windows' maxima.
  void gather(float[] x, int in, float[] u, int from, float[] y, int to) {
    int[] steps = steps();
    each(
        x,
        in,
        (row, base, out) -> {
          for (int j = 0; j < g.outWidth(); j++) {
            int start = j * g.strideWidth();
            int place = (int) row[2 * length + start];
            y[to + out + j] = place < steps.length ? u[from + base + start + steps[place]] : 0;
          }
        });
  }

  /// The windows' maxima and their places in their plane.
  void indices(float[] x, int in, float[] y, int yo, long[] indices, int to) {
    int[] steps = steps();
    each(
        x,
        in,
        (row, base, out) -> {
          for (int j = 0; j < g.outWidth(); j++) {
            int start = j * g.strideWidth();
            int place = (int) row[2 * length + start];
            int at = place < steps.length ? base + start + steps[place] : -1;
            indices[to + out + j] = at;
            y[yo + out + j] = at < 0 ? Float.NEGATIVE_INFINITY : x[in + at];
          }
        });
  }

  /// How far each place of a window is from its first.
  private int[] steps() {
    int[] steps = new int[g.windowSize()];
    for (int place = 0; place < steps.length; place++) {
      int v = place % g.kernelWidth() * g.dilationWidth();
      int u = place / g.kernelWidth() % g.kernelHeight() * g.dilationHeight();
      int t = place / g.kernelWidth() / g.kernelHeight() * g.depth().dilation();
      steps[place] = (t * g.inHeight() + u) * g.inWidth() + v;
    }
    return steps;
  }

  /// The first largest number of each column of a window's rows, and its row as a place.
  private void bestOfRows(float[] x, int in, int front, int top, float[] row) {
    int width = g.inWidth();
    int pad = g.padWidth();
    boolean first = true;
    for (int k = 0; k < g.depth().kernel() * g.kernelHeight(); k++) {
      int slice = front + k / g.kernelHeight() * g.depth().dilation();
      int r = top + k % g.kernelHeight() * g.dilationHeight();
      if (!g.depth().isInside(slice) || !g.height().isInside(r)) {
        continue;
      }
      int from = in + (slice * g.inHeight() + r) * width;
      float place = k * g.kernelWidth();
      if (first) {
        System.arraycopy(x, from, row, pad, width);
        Arrays.fill(row, length + pad, length + pad + width, place);
        first = false;
      } else {
        betterOfRow(x, from, place, row);
      }
    }
    if (first) { // the window sees only padding
      Arrays.fill(row, pad, pad + width, Float.NEGATIVE_INFINITY);
      Arrays.fill(row, length + pad, length + pad + width, NOWHERE);
    }
  }

  /// Takes over what is larger in another row of the window.
  private void betterOfRow(float[] x, int from, float place, float[] row) {
    int width = g.inWidth();
    int pad = g.padWidth();
    int j = 0;
    for (; j < S.loopBound(width); j += LANES) {
      FloatVector best = FloatVector.fromArray(S, row, pad + j);
      FloatVector next = FloatVector.fromArray(S, x, from + j);
      VectorMask<Float> wins =
          next.compare(VectorOperators.LE, best)
              .not()
              .and(best.compare(VectorOperators.EQ, best)); // a NaN is never beaten
      best.blend(next, wins).intoArray(row, pad + j);
      FloatVector.fromArray(S, row, length + pad + j)
          .blend(place, wins)
          .intoArray(row, length + pad + j);
    }
    for (; j < width; j++) {
      float best = row[pad + j];
      float next = x[from + j];
      if (Larger.than(best, next)) {
        row[pad + j] = next;
        row[length + pad + j] = place;
      }
    }
  }

  /// The place of the largest number of each window; among equals, and among NaNs, the first.
  private void placesOfColumns(float[] row) {
    for (int j = 0; j < starts; j += LANES) {
      FloatVector best = FloatVector.fromArray(S, row, j);
      FloatVector place = FloatVector.fromArray(S, row, length + j);
      for (int v = 1; v < g.kernelWidth(); v++) {
        int at = j + v * g.dilationWidth();
        FloatVector next = FloatVector.fromArray(S, row, at);
        FloatVector nextPlace = FloatVector.fromArray(S, row, length + at).add((float) v);
        VectorMask<Float> number = best.compare(VectorOperators.EQ, best);
        VectorMask<Float> beaten = next.compare(VectorOperators.LE, best).not().and(number);
        VectorMask<Float> equal =
            next.compare(VectorOperators.EQ, best)
                .or(next.compare(VectorOperators.NE, next).andNot(number));
        VectorMask<Float> wins = beaten.or(equal.and(nextPlace.compare(VectorOperators.LT, place)));
        best = best.blend(next, wins);
        place = place.blend(nextPlace, wins);
      }
      place.intoArray(row, 2 * length + j);
    }
  }
}

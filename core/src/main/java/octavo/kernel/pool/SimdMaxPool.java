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
/// number is taken. To find places, each number carries its place in the window, `row·kernelWidth +
/// column`, as a float.
final class SimdMaxPool {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// The place of padding: behind all others, so that a number that is -∞ goes first.
  private static final float NOWHERE = 1 << 20;

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
    for (int i = 0; i < g.outHeight(); i++) {
      SimdPool.combineRows(g, x, in, i, row, g.padWidth(), true);
      maximumOfColumns(row);
      int to = out + i * g.outWidth();
      for (int j = 0; j < g.outWidth(); j++) {
        y[to + j] = row[length + j * g.strideWidth()];
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

  /// Each `dy` added to the place of its window's maximum in the plane at `dx[to]`.
  void backward(float[] x, int in, float[] dy, int from, float[] dx, int to) {
    float[] row = Scratch.floats(Scratch.RESULT, 3 * length);
    Arrays.fill(row, 0, length, Float.NEGATIVE_INFINITY);
    Arrays.fill(row, length, 2 * length, NOWHERE);
    int[] steps = steps();
    for (int i = 0; i < g.outHeight(); i++) {
      int top = i * g.strideHeight() - g.padHeight();
      bestOfRows(x, in, top, row);
      placesOfColumns(row);
      int base = to + top * g.inWidth() - g.padWidth();
      for (int j = 0; j < g.outWidth(); j++) {
        int start = j * g.strideWidth();
        int place = (int) row[2 * length + start];
        if (place < steps.length) {
          dx[base + start + steps[place]] += dy[from + j];
        }
      }
      from += g.outWidth();
    }
  }

  /// How far each place of a window is from its first.
  private int[] steps() {
    int[] steps = new int[g.kernelHeight() * g.kernelWidth()];
    for (int place = 0; place < steps.length; place++) {
      int u = place / g.kernelWidth() * g.dilationHeight();
      steps[place] = u * g.inWidth() + place % g.kernelWidth() * g.dilationWidth();
    }
    return steps;
  }

  /// The first largest number of each column of a window's rows, and its row as a place.
  private void bestOfRows(float[] x, int in, int top, float[] row) {
    int width = g.inWidth();
    int pad = g.padWidth();
    boolean first = true;
    for (int u = 0; u < g.kernelHeight(); u++) {
      int r = top + u * g.dilationHeight();
      if (r < 0 || r >= g.inHeight()) {
        continue;
      }
      int from = in + r * width;
      float place = u * g.kernelWidth();
      if (first) {
        System.arraycopy(x, from, row, pad, width);
        Arrays.fill(row, length + pad, length + pad + width, place);
        first = false;
        continue;
      }
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
        if (!(next <= best) && !Float.isNaN(best)) {
          row[pad + j] = next;
          row[length + pad + j] = place;
        }
      }
    }
    if (first) { // the window sees only padding
      Arrays.fill(row, length + pad, length + pad + width, NOWHERE);
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

package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// [Epilogue] of float32, over a range of elements.
final class SimdEpilogue {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdEpilogue() {}

  static void apply(Epilogue e, @Nullable View added, View y, int from, int to) {
    float low = (float) e.low();
    float high = (float) e.high();
    float[] ys = y.floats();
    int at = y.offset() + from;
    int n = to - from;
    if (added == null) {
      bound(low, high, ys, at, n);
    } else if (e.bounds()) {
      addAndBound(low, high, added.floats(), added.offset() + from, ys, at, n);
    } else {
      add(added.floats(), added.offset() + from, ys, at, n);
    }
  }

  private static void bound(float low, float high, float[] y, int yo, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(S, y, yo + i).max(low).min(high).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.min(Math.max(y[yo + i], low), high);
    }
  }

  private static void addAndBound(
      float low, float high, float[] x, int xo, float[] y, int yo, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector sum =
          FloatVector.fromArray(S, y, yo + i).add(FloatVector.fromArray(S, x, xo + i));
      sum.max(low).min(high).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.min(Math.max(y[yo + i] + x[xo + i], low), high);
    }
  }

  private static void add(float[] x, int xo, float[] y, int yo, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector sum =
          FloatVector.fromArray(S, y, yo + i).add(FloatVector.fromArray(S, x, xo + i));
      sum.intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }
}

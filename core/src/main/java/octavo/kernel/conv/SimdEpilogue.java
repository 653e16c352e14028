package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// [Epilogue] of float32, over a range of elements.
public final class SimdEpilogue {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private SimdEpilogue() {}

  static void apply(Epilogue e, @Nullable View added, View y, int from, int to) {
    float[] x = added == null ? null : added.floats();
    int xo = added == null ? 0 : added.offset() + from;
    apply(e, x, xo, y.floats(), y.offset() + from, to - from);
  }

  /// Applies it to `n` numbers from `y[yo]` on; `x[xo …]` is added where there is one.
  public static void apply(Epilogue e, float @Nullable [] x, int xo, float[] y, int yo, int n) {
    float low = (float) e.low();
    float high = (float) e.high();
    if (x == null) {
      bound(low, high, y, yo, n);
    } else if (e.bounds()) {
      addAndBound(low, high, x, xo, y, yo, n);
    } else {
      add(x, xo, y, yo, n);
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

package octavo.kernel.resize;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.SimdWeave;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Resizing of float32, plane by plane and in each axis by axis; shuffles of pictures row by row, two
/// rows woven into one where the factor is 2. Other types go to the oracle.
public final class SimdResize implements ResizeKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final ScalarResize SCALAR = new ScalarResize();

  private static int grain(long work) {
    return (int) Math.max(1, Parallel.MINIMUM_WORK / (work + 1));
  }

  @Override
  public void resize(ResizeGeometry g, View x, View y) {
    if (!(x.storage() instanceof FloatStorage)) {
      SCALAR.resize(g, x, y);
      return;
    }
    List<ResizePass> passes = ResizePass.of(g);
    int in = g.inSize();
    int out = g.outSize();
    if (passes.isEmpty()) {
      System.arraycopy(x.floats(), x.offset(), y.floats(), y.offset(), g.planes() * out);
      return;
    }
    long work = passes.stream().mapToLong(ResizePass::work).sum();
    Parallel.ranges(
        g.planes(),
        grain(work),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            plane(passes, x.floats(), x.offset() + p * in, y.floats(), y.offset() + p * out);
          }
        });
  }

  /// What passes leave between them alternates between two arrays.
  private static void plane(List<ResizePass> passes, float[] x, int in, float[] y, int out) {
    float[] from = x;
    int at = in;
    for (int i = 0; i < passes.size(); i++) {
      ResizePass pass = passes.get(i);
      boolean last = i == passes.size() - 1;
      int purpose = i % 2 == 0 ? Scratch.RESULT : Scratch.TILE;
      float[] into = last ? y : Scratch.floats(purpose, pass.size());
      SimdResizeAxis.run(pass, from, at, into, last ? out : 0);
      from = into;
      at = 0;
    }
  }

  /// What is done with rows `h·r + i` of a plane: where the rows that are woven begin in the deep
  /// picture, and where the woven one begins in the large picture.
  private interface Weaving {
    void accept(int deep, int large);
  }

  private static void each(ShuffleGeometry g, Weaving weaving) {
    int r = g.factor();
    int size = g.height() * g.width();
    Parallel.ranges(
        g.planes(),
        grain((long) size * r * r),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            for (int row = 0; row < g.height() * r; row++) {
              int channel = p * r * r + row % r * r;
              int large = (p * g.height() * r + row) * g.width() * r;
              weaving.accept(channel * size + row / r * g.width(), large);
            }
          }
        });
  }

  @Override
  public void shuffle(ShuffleGeometry g, View x, View y) {
    if (!(x.storage() instanceof FloatStorage)) {
      SCALAR.shuffle(g, x, y);
      return;
    }
    float[] xs = x.floats();
    float[] ys = y.floats();
    int r = g.factor();
    int n = g.width();
    int size = g.height() * n;
    each(
        g,
        (deep, large) -> {
          int from = x.offset() + deep;
          int to = y.offset() + large;
          int done = r == 2 ? weave(xs, from, from + size, ys, to, n) : 0;
          for (int j = 0; j < r; j++) {
            for (int w = done; w < n; w++) {
              ys[to + w * r + j] = xs[from + j * size + w];
            }
          }
        });
  }

  @Override
  public void unshuffle(ShuffleGeometry g, View x, View y) {
    if (!(x.storage() instanceof FloatStorage)) {
      SCALAR.unshuffle(g, x, y);
      return;
    }
    float[] xs = x.floats();
    float[] ys = y.floats();
    int r = g.factor();
    int n = g.width();
    int size = g.height() * n;
    each(
        g,
        (deep, large) -> {
          int from = x.offset() + large;
          int to = y.offset() + deep;
          int done = r == 2 ? part(xs, from, ys, to, to + size, n) : 0;
          for (int j = 0; j < r; j++) {
            for (int w = done; w < n; w++) {
              ys[to + j * size + w] = xs[from + w * r + j];
            }
          }
        });
  }

  /// Weaves two rows of `n` numbers into one; returns how many of each it has done.
  private static int weave(float[] x, int first, int second, float[] y, int to, int n) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector a = FloatVector.fromArray(S, x, first + i);
      FloatVector b = FloatVector.fromArray(S, x, second + i);
      low.selectFrom(a, b).intoArray(y, to + 2 * i);
      high.selectFrom(a, b).intoArray(y, to + 2 * i + LANES);
    }
    return i;
  }

  /// Takes a row apart into two of `n` numbers; returns how many of each it has done.
  private static int part(float[] x, int from, float[] y, int first, int second, int n) {
    FloatVector evens = FloatVector.fromArray(S, SimdWeave.EVEN, 0);
    FloatVector odds = FloatVector.fromArray(S, SimdWeave.ODD, 0);
    int i = 0;
    for (; i < S.loopBound(n); i += LANES) {
      FloatVector a = FloatVector.fromArray(S, x, from + 2 * i);
      FloatVector b = FloatVector.fromArray(S, x, from + 2 * i + LANES);
      evens.selectFrom(a, b).intoArray(y, first + i);
      odds.selectFrom(a, b).intoArray(y, second + i);
    }
    return i;
  }
}

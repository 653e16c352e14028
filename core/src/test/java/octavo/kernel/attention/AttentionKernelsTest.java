package octavo.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.kernel.attention.AttentionGeometry.Dropped;
import octavo.kernel.attention.AttentionKernels.Operands;
import octavo.storage.BoolStorage;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class AttentionKernelsTest {
  private static final int[] LENGTHS = {1, 3, 7, 8, 15, 16, 17, 63, 64, 65, 67, 130, 200};
  private static final int[] FEATURES = {1, 3, 16, 32, 33, 64};

  /// Heads side by side in the rows of a larger array, as one linear map makes them.
  private static View heads(Random r, int batch, int heads, int rows, int columns) {
    int wide = heads * columns + 5;
    float[] numbers = new float[batch * rows * wide + 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) r.nextGaussian();
    }
    int[] sizes = {batch, heads, rows, columns};
    return new View(new FloatStorage(numbers), 2, sizes, new int[] {rows * wide, columns, wide, 1});
  }

  private static View fresh(View like) {
    View v = heads(new Random(7), like.size(0), like.size(1), like.size(2), like.size(3));
    java.util.Arrays.fill(v.floats(), Float.NaN); // must be written
    return v;
  }

  private static float[] numbers(View v) {
    float[] all = new float[v.count()];
    int n = 0;
    for (int b = 0; b < v.size(0); b++) {
      for (int h = 0; h < v.size(1); h++) {
        for (int i = 0; i < v.size(2); i++) {
          int at = v.offset() + b * v.stride(0) + h * v.stride(1) + i * v.stride(2);
          for (int c = 0; c < v.size(3); c++) {
            all[n++] = v.floats()[at + c * v.stride(3)];
          }
        }
      }
    }
    return all;
  }

  private record Case(AttentionGeometry g, Operands x, View dy, boolean scores) {
    static Case of(AttentionGeometry g, @Nullable View mask, boolean scores) {
      Random r = new Random(g.hashCode());
      View q = heads(r, g.batch(), g.heads(), g.steps(), g.features());
      View k = heads(r, g.batch(), g.keyHeads(), g.keys(), g.features());
      View v = heads(r, g.batch(), g.keyHeads(), g.keys(), g.values());
      View dy = heads(r, g.batch(), g.heads(), g.steps(), g.values());
      return new Case(g, new Operands(q, k, v, mask), dy, scores);
    }

    /// The result, the sums and all gradients.
    List<float[]> run(AttentionKernels kernels) {
      View y = fresh(dy);
      View sums = Arrays32.zeros(g.batch(), g.heads(), g.steps());
      kernels.forward(g, x, y, sums);
      View[] gradients = {fresh(x.q()), fresh(x.k()), fresh(x.v())};
      View ds = scores ? Arrays32.zeros(g.batch(), g.heads(), g.steps(), g.keys()) : null;
      kernels.backward(g, x, y, sums, dy, gradients[0], gradients[1], gradients[2], ds);
      List<float[]> all = new ArrayList<>(List.of(numbers(y), sums.floats().clone()));
      Stream.of(gradients).map(AttentionKernelsTest::numbers).forEach(all::add);
      if (ds != null) {
        all.add(numbers(ds));
      }
      return all;
    }

    void check() {
      List<float[]> expected = run(new ScalarAttention());
      List<float[]> found = run(new SimdAttention());
      double n = Math.max(g.features(), Math.max(g.keys(), g.steps()));
      double tolerance = 64 * 0x1p-24 * Math.sqrt(n) * Math.max(1, g.scale());
      for (int i = 0; i < expected.size(); i++) {
        Arrays32.assertClose(g + ", " + i, expected.get(i), found.get(i), tolerance);
      }
    }
  }

  private static AttentionGeometry geometry(int steps, int keys, int features, int n, int ahead) {
    double scale = 1 / Math.sqrt(features);
    return new AttentionGeometry(1, 2, 2, steps, keys, features, n, scale, ahead, Dropped.NONE);
  }

  @Test
  void equalsTheOracleOverLengths() {
    for (int steps : LENGTHS) {
      for (int keys : LENGTHS) {
        for (int ahead : new int[] {keys, 0, keys - steps}) {
          Case.of(geometry(steps, keys, 5, 3, ahead), null, false).check();
        }
      }
    }
  }

  @Test
  void equalsTheOracleOverFeatures() {
    for (int features : FEATURES) {
      for (int n : FEATURES) {
        Case.of(geometry(70, 67, features, n, 67), null, false).check();
        Case.of(geometry(67, 70, features, n, 3), null, false).check();
      }
    }
  }

  @Test
  void equalsTheOracleWithSharedKeysAndFewHeads() {
    for (int[] s : new int[][] {{2, 6, 2}, {1, 1, 1}, {1, 4, 1}, {20, 1, 1}, {3, 12, 12}}) {
      AttentionGeometry g =
          new AttentionGeometry(s[0], s[1], s[2], 130, 140, 8, 32, 0.3, 0, Dropped.NONE);
      Case.of(g, null, false).check();
    }
  }

  @Test
  void equalsTheOracleWithMasks() {
    Random r = new Random(5);
    int steps = 70;
    int keys = 90;
    for (int ahead : new int[] {keys, 10}) {
      AttentionGeometry g = geometry(steps, keys, 8, 8, ahead);
      View numbers = Arrays32.normal(r, 1, 2, steps, keys);
      Case.of(g, numbers, true).check();
      View row =
          new View(numbers.storage(), 3, new int[] {1, 2, steps, keys}, new int[] {0, 90, 0, 1});
      Case.of(g, row, true).check();
      byte[] truth = new byte[2 * steps * keys];
      for (int i = 0; i < truth.length; i++) {
        truth[i] = (byte) r.nextInt(2);
      }
      java.util.Arrays.fill(truth, 3 * keys, 4 * keys, (byte) 0); // a step that sees nothing
      Case.of(g, View.of(new BoolStorage(truth), 1, 2, steps, keys), false).check();
      View padding =
          new View(
              new BoolStorage(truth), 0, new int[] {1, 2, steps, keys}, new int[] {0, 0, 0, 1});
      Case.of(g, padding, false).check();
    }
  }

  @Test
  void equalsTheOracleWithDropout() {
    for (double p : new double[] {0.3, 1}) {
      for (int steps : new int[] {1, 6, 67, 130}) {
        Dropped dropped = new Dropped(99, 1234, p);
        AttentionGeometry g = new AttentionGeometry(2, 4, 2, steps, 69, 8, 16, 0.5, 69, dropped);
        Case.of(g, null, true).check();
      }
    }
  }

  @Test
  void largeScoresOverflowNowhere() {
    AttentionGeometry g = new AttentionGeometry(1, 1, 1, 5, 150, 4, 4, 300, 150, Dropped.NONE);
    for (float[] found : Case.of(g, null, false).run(new SimdAttention())) {
      for (float x : found) {
        assertThat(Float.isFinite(x)).isTrue();
      }
    }
  }

  @Test
  void aStepThatSeesNothingIsZero() {
    // the first 60 steps see no key
    AttentionGeometry g = geometry(100, 40, 8, 8, -60);
    for (AttentionKernels kernels :
        new AttentionKernels[] {new ScalarAttention(), new SimdAttention()}) {
      List<float[]> found = Case.of(g, null, false).run(kernels);
      for (int i = 0; i < 60 * 8; i++) {
        assertThat(found.get(0)[i]).isZero();
        assertThat(found.get(2)[i]).isZero();
      }
      assertThat(found.get(1)[59]).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(found.get(1)[60]).isFinite();
    }
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    for (int[] s : new int[][] {{2, 4, 2}, {1, 1, 1}}) {
      AttentionGeometry g =
          new AttentionGeometry(
              s[0], s[1], s[2], 300, 330, 24, 40, 0.2, 30, new Dropped(3, 5, 0.1));
      Case c = Case.of(g, null, true);
      AnyThreads.same(() -> c.run(new SimdAttention()));
    }
  }
}

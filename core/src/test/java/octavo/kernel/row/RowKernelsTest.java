package octavo.kernel.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class RowKernelsTest {
  private static final int[] LENGTHS = {1, 3, 7, 8, 15, 16, 17, 67, 1000, 3000};

  private static List<float[]> run(RowKernels k, int outer, int n, int inner) {
    Random r = new Random(n);
    Rows x = Rows.along(Arrays32.normal(r, outer, n, inner), 1);
    Rows dy = Rows.along(Arrays32.normal(r, outer, n, inner), 1);
    View perRow = Arrays32.zeros(outer * inner);
    Rows[] out = new Rows[4];
    for (int i = 0; i < out.length; i++) {
      out[i] = Rows.along(Arrays32.zeros(outer, n, inner), 1);
    }
    k.softmax(x, out[0]);
    k.softmaxBackward(out[0], dy, out[1]);
    k.logSoftmax(x, out[2]);
    k.logSoftmaxBackward(out[2], dy, out[3]);
    k.logSumExp(x, perRow);
    List<float[]> all = new ArrayList<>(List.of(perRow.floats()));
    for (Rows rows : out) {
      all.add(rows.floats());
    }
    return all;
  }

  @Test
  void equalsTheOracle() {
    for (int n : LENGTHS) {
      for (int inner : new int[] {1, 2, 16, 37, 600}) {
        List<float[]> expected = run(new ScalarRow(), 3, n, inner);
        List<float[]> found = run(new SimdRow(), 3, n, inner);
        for (int i = 0; i < expected.size(); i++) {
          // 8·ε·√n·largest term; gradients reach Σ|dy|·p ≈ √n·4
          float tolerance = (float) (8 * 0x1p-23 * Math.sqrt(n) * (i == 4 ? 8 * Math.sqrt(n) : 8));
          Arrays32.assertClose(
              "result %d, %d × %d".formatted(i, n, inner),
              expected.get(i),
              found.get(i),
              tolerance);
        }
      }
    }
  }

  @Test
  void extremesStayFinite() {
    float[] values = new float[40];
    values[5] = 1e4f;
    values[6] = -1e4f;
    Rows x = Rows.along(View.of(new FloatStorage(values), 1, 40), 1);
    Rows y = Rows.along(Arrays32.zeros(1, 40), 1);
    new SimdRow().softmax(x, y);
    assertThat(y.floats()[5]).isEqualTo(1);
    new SimdRow().logSoftmax(x, y);
    assertThat(y.floats()[6]).isEqualTo(-2e4f);
  }

  /// The logarithm of the sum is nothing beside such numbers, but their differences are left with it.
  @Test
  void logarithmsOfFarNumbers() {
    for (int n : new int[] {2, 7, 16, 40, 100, 3000}) {
      for (float far : new float[] {1e9f, -1e12f, 1e17f, -1e30f}) {
        for (int inner : new int[] {1, 3}) {
          float[] values = new float[n * inner];
          Arrays.fill(values, far);
          Rows x = Rows.along(View.of(new FloatStorage(values), 1, n, inner), 1);
          for (RowKernels k : List.of(new ScalarRow(), new SimdRow())) {
            Rows y = Rows.along(Arrays32.zeros(1, n, inner), 1);
            k.logSoftmax(x, y);
            float[] expected = new float[n * inner];
            Arrays.fill(expected, (float) -Math.log(n));
            Arrays32.assertClose(n + " of " + far, expected, y.floats(), 1e-5f);
          }
        }
      }
    }
  }

  @Test
  void largerNumbersMayComeLater() {
    // 3000 numbers are three blocks; each has a larger maximum than the one before it
    for (float step : new float[] {0.001f, 0.05f}) {
      float[] values = new float[3000];
      for (int i = 0; i < values.length; i++) {
        values[i] = step * (i - 1500);
      }
      Rows x = Rows.along(View.of(new FloatStorage(values), 1, 3000), 1);
      Rows found = Rows.along(Arrays32.zeros(1, 3000), 1);
      Rows expected = Rows.along(Arrays32.zeros(1, 3000), 1);
      new SimdRow().softmax(x, found);
      new ScalarRow().softmax(x, expected);
      for (int i = 0; i < 3000; i++) {
        float e = expected.floats()[i];
        assertThat(found.floats()[i]).isCloseTo(e, offset(1e-5f * e + Float.MIN_NORMAL));
      }
    }
  }

  /// Infinities and NaN in a row of each kind, along neighbors and along columns.
  @Test
  void whatIsNotFiniteIsAsTheOracleSays() {
    float inf = Float.POSITIVE_INFINITY;
    float[][] rows = {
      {1, inf, 2},
      {inf, inf, 1},
      {1, -inf, 2},
      {-inf, -inf, -inf},
      {1, Float.NaN, 2},
      {inf, Float.NaN, 2},
      {-1e4f, -inf, -1e4f},
      {1e4f, 0, -1}
    };
    for (float[] row : rows) {
      for (int inner : new int[] {1, 40}) {
        int n = 70;
        float[] values = new float[n * inner];
        for (int i = 0; i < values.length; i++) {
          values[i] = row[Math.min(2, i / inner)];
        }
        Rows x = Rows.along(View.of(new FloatStorage(values), 1, n, inner), 1);
        List<float[]> expected = forward(new ScalarRow(), x);
        List<float[]> found = forward(new SimdRow(), x);
        for (int i = 0; i < 3; i++) {
          String name = "result " + i + " of " + Arrays.toString(row) + ", " + inner;
          Arrays32.assertClose(name, expected.get(i), found.get(i), 1e-5f);
        }
      }
    }
  }

  private static List<float[]> forward(RowKernels k, Rows x) {
    View logSums = Arrays32.zeros(x.count());
    Rows p = Rows.along(Arrays32.zeros(1, x.length(), x.inner()), 1);
    Rows logs = Rows.along(Arrays32.zeros(1, x.length(), x.inner()), 1);
    k.logSumExp(x, logSums);
    k.softmax(x, p);
    k.logSoftmax(x, logs);
    return List.of(logSums.floats(), p.floats(), logs.floats());
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    AnyThreads.same(() -> run(new SimdRow(), 200, 67, 37));
  }
}

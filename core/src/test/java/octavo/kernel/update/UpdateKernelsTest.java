package octavo.kernel.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import octavo.kernel.Arrays32;
import octavo.storage.FloatStorage;
import octavo.storage.Storage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class UpdateKernelsTest {
  private static List<float[]> run(UpdateKernels k, int n) {
    Random r = new Random(n);
    Storage u = Arrays32.normal(r, n).storage();
    Storage p = Arrays32.normal(r, n + 2).storage();
    Storage m = Arrays32.normal(r, n + 2).storage();
    Storage v = new FloatStorage(new float[n + 5]);
    Storage q = Arrays32.normal(r, n + 2).storage();
    Storage size = Arrays32.normal(r, n + 2).storage();
    AdamStep adam = new AdamStep(0.7, 0.01, 0.9, 0.99, 2, 3, 1e-8, 0.1, 0.01);
    k.clip(u, 0, 1.5, n);
    k.scale(u, 0, 0.7, n);
    k.add(u, 0, 0.01, p, 2, n);
    k.blend(m, 2, 0.9, u, 0, 0.1, n);
    k.weightedSum(q, 2, 0.8, u, 0, 0.2, n);
    k.blendSquares(v, 2, 0.9, u, 0, 0.3, n);
    k.maximum(q, 2, u, 0, n);
    k.divideByRoot(u, 0, 0.5, v, 2, 2, 0.01, n);
    k.divideByRootOf(u, 0, 0.5, v, 2, 2, 0.01, n);
    k.multiplyByRoot(u, 0, v, 2, 0.01, n);
    k.divide(u, 0, 0.5, v, 2, 0.1, n);
    k.divideByFloored(u, 0, v, 2, 0.3, 0.1, n);
    k.resilient(u, 0, q, size, 2, new Resilience(0.5, 1.2, 0.1, 0.9), n);
    k.momentumStep(
        view(p, 2), null, view(q, 1), 0, new MomentumStep(0.5, 0.1, 0, 1, false, 0.2, 0.1), n);
    k.momentumStep(
        view(p, 2),
        view(m, 1),
        view(q, 1),
        0,
        new MomentumStep(-1, 0.1, 0.9, 0.3, false, 0.2, 0.1),
        n);
    k.momentumStep(
        view(p, 2), view(m, 1), view(q, 1), 0, new MomentumStep(1, 0, 0.9, 1, true, 0, 0.1), n);
    k.decayingMaximum(m, 2, 0.9, p, 2, 0.01, n);
    k.adamStep(view(p, 1), view(m, 0), view(v, 3), view(q, 0), 1, adam, n);
    k.floor(size, 2, 0.3, n);
    k.shift(size, 2, 0.1, n);
    k.sign(m, 2, n / 2);
    List<float[]> all = new ArrayList<>();
    for (Storage s : List.of(u, p, m, v, q, size)) {
      all.add(((FloatStorage) s).array());
    }
    all.add(new float[] {(float) k.sumOfSquares(p, 2, n)});
    return all;
  }

  private static View view(Storage x, int offset) {
    int[] sizes = {x.length() - offset};
    return new View(x, offset, sizes, View.rowMajor(sizes));
  }

  @Test
  void equalsTheOracle() {
    for (int n : new int[] {0, 1, 7, 8, 15, 16, 17, 67, 1000}) {
      List<float[]> expected = run(new ScalarUpdate(), n);
      List<float[]> found = run(new SimdUpdate(), n);
      for (int i = 0; i < expected.size(); i++) {
        // a handful of roundings of numbers of size 1 to 30
        Arrays32.assertClose("result", expected.get(i), found.get(i), i == 6 ? 1e-3f : 3e-5f);
      }
    }
  }

  /// A parameter that gets no gradient any more: its average ends at 0 and not at the smallest subnormal numbers,
  /// which a factor of 0.9 rounds to themselves.
  @Test
  void averagesDecayToZero() {
    int n = 67;
    Storage zero = new FloatStorage(new float[n]);
    for (UpdateKernels k : List.of(new ScalarUpdate(), new SimdUpdate())) {
      Storage p = new FloatStorage(new float[n]);
      List<Storage> means = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        float[] first = new float[n];
        Arrays.fill(first, -1e-3f);
        means.add(new FloatStorage(first));
      }
      AdamStep adam = new AdamStep(1, 0, 0.9, 0.999, 1, 1, 1e-8, 0, 0.1);
      MomentumStep momentum = new MomentumStep(1, 0, 0.9, 1, false, 0, 0.1);
      Storage v = new FloatStorage(new float[n]);
      for (int step = 0; step < 1000; step++) {
        k.blend(means.get(0), 0, 0.9, zero, 0, 0.1, n);
        k.momentumStep(view(p, 0), view(means.get(1), 0), view(zero, 0), 0, momentum, n);
        k.adamStep(view(p, 0), view(means.get(2), 0), view(v, 0), view(zero, 0), 0, adam, n);
      }
      for (Storage mean : means) {
        Arrays32.assertClose("mean", new float[n], ((FloatStorage) mean).array(), 0);
      }
    }
  }
}

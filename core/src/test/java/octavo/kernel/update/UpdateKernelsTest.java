package octavo.kernel.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import octavo.kernel.Arrays32;
import octavo.storage.FloatStorage;
import octavo.storage.Storage;
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
    k.clip(u, 1.5, n);
    k.scale(u, 0.7, n);
    k.addScaled(u, 0.01, p, 2, n);
    k.momentum(u, m, 0.9, 0.1, false, 2, n);
    k.momentum(u, m, 0.9, 0, true, 2, n);
    k.adam(u, m, v, 0.9, 0.999, 0.1, 0.001, 1e-8, 2, n);
    k.step(p, -0.1, u, 2, n);
    List<float[]> all = new ArrayList<>();
    for (Storage s : List.of(u, p, m, v)) {
      all.add(((FloatStorage) s).array());
    }
    all.add(new float[] {(float) k.sumOfSquares(p, 2, n)});
    return all;
  }

  @Test
  void equalsTheOracle() {
    for (int n : new int[] {0, 1, 7, 8, 15, 16, 17, 67, 1000}) {
      List<float[]> expected = run(new ScalarUpdate(), n);
      List<float[]> found = run(new SimdUpdate(), n);
      for (int i = 0; i < expected.size(); i++) {
        // a handful of roundings of numbers of size 1 to 30
        Arrays32.assertClose("result", expected.get(i), found.get(i), i == 4 ? 1e-3f : 3e-5f);
      }
    }
  }
}

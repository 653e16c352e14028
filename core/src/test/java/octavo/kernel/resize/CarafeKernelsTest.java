package octavo.kernel.resize;

import java.util.Random;
import octavo.kernel.Arrays32;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class CarafeKernelsTest {
  @Test
  void equalsTheOracle() {
    Random r = new Random(1);
    for (int round = 0; round < 60; round++) {
      int groups = 1 + r.nextInt(2);
      CarafeGeometry g =
          new CarafeGeometry(
              r.nextInt(3),
              groups * (1 + r.nextInt(3)),
              groups,
              1 + r.nextInt(6),
              1 + r.nextInt(20),
              1 + 2 * r.nextInt(3),
              1 + r.nextInt(3));
      int in = g.batch() * g.channels() * g.inSize();
      int out = g.batch() * g.channels() * g.outSize();
      int taps = g.batch() * groups * g.kernel() * g.kernel() * g.outSize();
      View x = Arrays32.normal(r, in);
      View w = Arrays32.normal(r, taps);
      View dy = Arrays32.normal(r, out);
      View[] expected = run(new ScalarCarafe(), g, x, w, dy, in, taps, out);
      View[] found = run(new SimdCarafe(), g, x, w, dy, in, taps, out);
      for (int i = 0; i < 3; i++) {
        // sums of up to 225 products below 16: 225·2⁻²⁴·16 at most, in truth far less
        Arrays32.assertClose(
            "result " + i + " of " + g, expected[i].floats(), found[i].floats(), 1e-4f);
      }
    }
  }

  private static View[] run(
      CarafeKernels kernels, CarafeGeometry g, View x, View w, View dy, int in, int taps, int out) {
    View[] results = {
      Arrays32.normal(new Random(2), out),
      Arrays32.normal(new Random(2), in),
      Arrays32.normal(new Random(2), taps)
    };
    kernels.forward(g, x, w, results[0]);
    kernels.inputGradient(g, dy, w, results[1]);
    kernels.weightGradient(g, x, dy, results[2]);
    return results;
  }
}

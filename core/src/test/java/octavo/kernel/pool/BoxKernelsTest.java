package octavo.kernel.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.storage.LongStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class BoxKernelsTest {
  private static BoxGeometry geometry(Random r, int round) {
    int[] in = {1 + r.nextInt(4), 1 + r.nextInt(9), 1 + r.nextInt(40)};
    Spans[] spans = new Spans[3];
    int batch = 1 + r.nextInt(2);
    int channels = 1 + r.nextInt(3);
    for (int a = 0; a < 3; a++) {
      if (round % 3 == 0) {
        double[] samples = new double[batch * channels];
        Arrays.setAll(samples, i -> r.nextDouble());
        int parts = 1 + r.nextInt(in[a]);
        spans[a] = Spans.random(in[a], parts, 1 + r.nextInt(in[a] - parts + 1), samples);
      } else {
        spans[a] = Spans.adaptive(in[a], 1 + r.nextInt(in[a] + 2));
      }
    }
    return new BoxGeometry(batch, channels, in[0], in[1], in[2], spans[0], spans[1], spans[2]);
  }

  private static View[] run(BoxKernels kernels, BoxGeometry g, View x, View finite, View dy) {
    int in = g.planes() * g.inSize();
    int out = g.planes() * g.outSize();
    View indices = View.of(new LongStorage(new long[out]), out);
    View[] found = {Arrays32.zeros(out), Arrays32.normal(new Random(1), in), indices};
    kernels.mean(g, finite, found[0]);
    kernels.spread(g, dy, found[1]);
    kernels.maxIndices(g, x, indices);
    return found;
  }

  @Test
  void equalsTheOracle() {
    Random r = new Random(1);
    for (int round = 0; round < 120; round++) {
      BoxGeometry g = geometry(r, round);
      int in = g.planes() * g.inSize();
      View x = Arrays32.normal(r, in);
      for (int i = 0; i < in && round % 4 == 0; i++) { // equal numbers, NaN and -∞
        int kind = r.nextInt(8);
        x.floats()[3 + i] = kind == 0 ? Float.NaN : kind < 4 ? kind : Float.NEGATIVE_INFINITY;
      }
      View finite = Arrays32.normal(r, in);
      View dy = Arrays32.normal(r, g.planes() * g.outSize());
      View[] expected = run(new ScalarBoxPool(), g, x, finite, dy);
      View[] found = run(new SimdBoxPool(), g, x, finite, dy);
      assertThat(found[2].longs()).isEqualTo(expected[2].longs());
      // sums of up to 1440 numbers of size 4, divided by their number; up to 8 boxes overlap
      Arrays32.assertClose("mean", expected[0].floats(), found[0].floats(), 1e-5);
      Arrays32.assertClose("spread", expected[1].floats(), found[1].floats(), 1e-5);
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Random r = new Random(2);
    for (int round = 0; round < 6; round++) {
      BoxGeometry g = geometry(r, round);
      View x = Arrays32.normal(r, g.planes() * g.inSize());
      View dy = Arrays32.normal(r, g.planes() * g.outSize());
      AnyThreads.same(() -> run(new SimdBoxPool(), g, x, x, dy));
    }
  }

  @Test
  void pseudoRandomPartsGoOnByOneOrTwoSteps() {
    Random r = new Random(3);
    for (int round = 0; round < 50; round++) {
      int in = 6 + r.nextInt(20);
      int parts = 2 + r.nextInt(in / 2);
      Spans spans = Spans.random(in, parts, 2, new double[] {r.nextDouble()});
      assertThat(spans.begin(0, 0)).isZero();
      assertThat(spans.end(0, parts - 1)).isEqualTo(in);
      int step = (in - 2) / (parts - 1);
      for (int i = 1; i < parts; i++) {
        assertThat(spans.begin(0, i) - spans.begin(0, i - 1)).isBetween(step, step + 2);
      }
    }
  }
}

package octavo.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.storage.DoubleStorage;
import octavo.storage.View;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class RandomKernelsTest {
  private static final int[] LENGTHS = {0, 1, 3, 4, 5, 31, 32, 33, 100, 2048, 2049, 70_001};

  @Test
  void philoxGivesThePublishedWords() {
    int[] block = new int[4];
    Philox.block(0, 0, 0, 0, 0, 0, block);
    assertThat(block).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    Philox.block(-1, -1, -1, -1, -1, -1, block);
    assertThat(block).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, block);
    assertThat(block).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void vectorsGiveTheSameWords() {
    for (long counter : new long[] {0, 7, 0xFFFFFFF0L, 0x1_0000_0001L}) {
      int[] words = new int[400];
      int[] even = new int[200];
      int[] odd = new int[200];
      new SimdPhilox(0x123456789abcdefL, 400).fill(counter, words, 400);
      new SimdPhilox(0x123456789abcdefL, 400).fillPairs(counter, even, odd, 400);
      int[] block = new int[4];
      for (int i = 0; i < 400; i++) {
        Philox.block(0x123456789abcdefL, counter + i / 4, block);
        assertThat(words[i]).isEqualTo(block[i % 4]);
        assertThat((i % 2 == 0 ? even : odd)[i / 2]).isEqualTo(block[i % 4]);
      }
    }
  }

  @Test
  void equalsTheOracle() {
    Random r = new Random(1);
    RandomKernels scalar = new ScalarRandom();
    RandomKernels simd = new SimdRandom();
    for (int n : LENGTHS) {
      View expected = Arrays32.zeros(n);
      View found = Arrays32.zeros(n);
      scalar.uniform(5, 3, -1, 2, expected);
      simd.uniform(5, 3, -1, 2, found);
      assertThat(found.floats()).isEqualTo(expected.floats());
      scalar.bernoulli(5, 3, 0.3, expected);
      simd.bernoulli(5, 3, 0.3, found);
      assertThat(found.floats()).isEqualTo(expected.floats());
      View x = Arrays32.normal(r, n);
      scalar.dropout(5, 3, 0.3, 1 / 0.7, x, expected);
      simd.dropout(5, 3, 0.3, 1 / 0.7, x, found);
      assertThat(found.floats()).isEqualTo(expected.floats());
      scalar.normal(5, 3, 1, 2, expected);
      simd.normal(5, 3, 1, 2, found);
      Arrays32.assertClose("result", expected.floats(), found.floats(), 4e-6f);
      scalar.gumbel(5, 3, 1, 2, expected);
      simd.gumbel(5, 3, 1, 2, found);
      Arrays32.assertClose("gumbel", expected.floats(), found.floats(), 3e-5f);
      scalar.uniformOpen(5, 3, -1, 2, expected);
      simd.uniformOpen(5, 3, -1, 2, found);
      assertThat(found.floats()).isEqualTo(expected.floats());
      scalar.exponential(5, 3, 2, expected);
      simd.exponential(5, 3, 2, found);
      Arrays32.assertClose("exponential", expected.floats(), found.floats(), 4e-6f);
      for (int m : new int[] {1, 3, 4097}) {
        View p = Arrays32.zeros(m);
        scalar.uniform(7, 0, 0, 1, p);
        scalar.bernoulli(5, 3, p, expected);
        simd.bernoulli(5, 3, p, found);
        assertThat(found.floats()).isEqualTo(expected.floats());
      }
    }
  }

  @Test
  void uniformNeverReachesItsEnd() {
    double[][] bounds = {{0, 1}, {0, 1e-45}, {-1, 0}, {1, 1 + 0x1p-23}, {0.1, 0.3}, {-3e38, 3e37}};
    for (double[] b : bounds) {
      View floats = Arrays32.zeros(100_000);
      new SimdRandom().uniform(1, 0, b[0], b[1], floats);
      for (float v : floats.floats()) {
        assertThat(v).isBetween((float) b[0], Math.max((float) b[0], (float) b[1]));
        assertThat(v < b[1] || v == (float) b[0]).isTrue();
      }
      double[] doubles = new double[100];
      View wide = new View(new DoubleStorage(doubles), 0, new int[] {100}, new int[] {1});
      new SimdRandom().uniform(1, 0, b[0], Math.nextUp(b[0]), wide);
      assertThat(doubles).containsOnly(b[0]);
    }
  }

  @Test
  void doublesHaveTheirOwnPrecision() {
    double[] doubles = new double[1001];
    View y = new View(new DoubleStorage(doubles), 0, new int[] {1001}, new int[] {1});
    new SimdRandom().normal(3, 0, 0, 1, y);
    long floats = Arrays.stream(doubles).filter(v -> v == (float) v).count();
    assertThat(floats).isLessThan(3);
    assertThat(Arrays.stream(doubles).map(v -> v * v).sum() / 1001)
        .isCloseTo(1, Offset.offset(5 * Math.sqrt(2.0 / 1001)));
  }

  @Test
  void normalNumbersHaveTheirMoments() {
    int n = 1 << 20;
    View y = Arrays32.zeros(n);
    new SimdRandom().normal(11, 0, 0, 1, y);
    double m1 = 0;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (float v : y.floats()) {
      m1 += v;
      m2 += (double) v * v;
      m3 += (double) v * v * v;
      m4 += (double) v * v * v * v;
    }
    // five standard errors of each moment
    assertThat(m1 / n).isCloseTo(0, Offset.offset(5 / Math.sqrt(n)));
    assertThat(m2 / n).isCloseTo(1, Offset.offset(5 * Math.sqrt(2.0 / n)));
    assertThat(m3 / n).isCloseTo(0, Offset.offset(5 * Math.sqrt(15.0 / n)));
    assertThat(m4 / n).isCloseTo(3, Offset.offset(5 * Math.sqrt(96.0 / n)));
  }

  @Test
  void gumbelNumbersHaveTheirMoments() {
    int n = 1 << 20;
    View y = Arrays32.zeros(n);
    new SimdRandom().gumbel(11, 0, 0, 1, y);
    double mean = 0;
    double square = 0;
    for (float v : y.floats()) {
      assertThat(v).isBetween(-2.9f, 17f);
      mean += v;
      square += (double) v * v;
    }
    mean /= n;
    double variance = square / n - mean * mean;
    // Euler's constant and π²/6; five standard errors, the kurtosis being 5.4
    assertThat(mean).isCloseTo(0.5772157, Offset.offset(5 * 1.2825 / Math.sqrt(n)));
    assertThat(variance)
        .isCloseTo(Math.PI * Math.PI / 6, Offset.offset(5 * 1.645 * Math.sqrt(4.4 / n)));
  }

  /// Where a word equals the integer part of its bound, another decides with the fraction.
  @Test
  void tiesAreBrokenByFurtherBits() {
    int[] block = new int[4];
    Philox.block(5, 3, block);
    double word = block[0] & 0xFFFFFFFFL;
    int hits = 0;
    for (long key = 0; key < 2000; key++) {
      hits += ScalarRandom.tie(key, 3, 0, word, word + 0.25) ? 1 : 0;
      assertThat(ScalarRandom.tie(key, 3, 0, word, word)).isFalse();
      assertThat(ScalarRandom.tie(key, 3, 0, word + 1, word + 0.25)).isFalse();
    }
    assertThat(hits).isBetween(420, 580); // 500 ± 4 deviations of 19.4
    double p = (word + 0.5) * 0x1p-32;
    View wide = new View(new DoubleStorage(new double[] {p}), 0, new int[] {1}, new int[] {1});
    View y = Arrays32.zeros(1);
    new SimdRandom().bernoulli(5, 3, wide, y);
    assertThat(y.floats()[0] == 1).isEqualTo(ScalarRandom.tie(5, 3, 0, word, word + 0.5));
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    AnyThreads.same(() -> {
      View y = Arrays32.zeros(300_001);
      new SimdRandom().normal(5, 9, 0, 1, y);
      return y;
    });
  }
}

package octavo.kernel.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import octavo.kernel.AnyThreads;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scalar and vector kernels agree for planes and rows of every length.
@Tag("simd")
class ActivationKernelsTest {
  private static final ActivationKernels SIMD = new SimdActivation();
  private static final ActivationKernels SCALAR = new ScalarActivation();

  static Stream<ChannelLayout> layouts() {
    return Stream.of(
        new ChannelLayout(0, 3, 4),
        new ChannelLayout(2, 3, 0),
        new ChannelLayout(1, 1, 1),
        new ChannelLayout(1, 1, 31),
        new ChannelLayout(1, 1, 32),
        new ChannelLayout(1, 1, 10_001),
        new ChannelLayout(5, 7, 1),
        new ChannelLayout(200, 19, 1),
        new ChannelLayout(3, 5, 9),
        new ChannelLayout(2, 3, 49),
        new ChannelLayout(3, 2, 2049));
  }

  private static float[] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return x;
  }

  /// A view with something ahead of it.
  private static View view(float[] x, int n) {
    return new View(new FloatStorage(x), 3, new int[] {n}, new int[] {1});
  }

  private record Result(float[] y, float[] dx, float[] dweight) {
    static Result of(ActivationKernels kernels, ChannelLayout at) {
      int n = at.elements();
      View x = view(random(n + 3, 1), n);
      View dy = view(random(n + 3, 2), n);
      View weight = view(random(at.channels() + 3, 3), at.channels());
      Result found = new Result(new float[n + 5], new float[n + 5], new float[at.channels() + 5]);
      kernels.prelu(at, x, weight, view(found.y, n));
      View dweight = view(found.dweight, at.channels());
      kernels.preluBackward(at, x, weight, dy, view(found.dx, n), dweight);
      return found;
    }
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void vectorsEqualTheOracle(ChannelLayout at) {
    Result found = Result.of(SIMD, at);
    Result expected = Result.of(SCALAR, at);
    assertThat(found.y).isEqualTo(expected.y);
    assertThat(found.dx).isEqualTo(expected.dx);
    // sums of n products of at most 4, of which at most 512 are added in float
    int n = at.outer() * at.inner();
    double tolerance = Math.min(n, 512) * 0x1p-24 * 4 * n + 1e-30;
    for (int i = 0; i < expected.dweight.length; i++) {
      assertThat(found.dweight[i]).isCloseTo(expected.dweight[i], within((float) tolerance));
    }
  }

  @Test
  void threadsChangeNoBit() {
    ChannelLayout[] large = {new ChannelLayout(4, 8, 5000), new ChannelLayout(900, 130, 1)};
    for (ChannelLayout at : large) {
      AnyThreads.same(() -> {
        Result r = Result.of(SIMD, at);
        return List.of(r.y, r.dx, r.dweight);
      });
    }
  }
}

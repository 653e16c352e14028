package octavo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Float arrays for kernel tests: normal numbers from a seeded generator, at an offset.
public final class Arrays32 {
  private Arrays32() {}

  /// `n` normal numbers that begin at index 3.
  public static View normal(Random random, int... sizes) {
    int n = 1;
    for (int size : sizes) {
      n *= size;
    }
    float[] values = new float[n + 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new View(new FloatStorage(values), 3, sizes, View.rowMajor(sizes));
  }

  /// Zeros.
  public static View zeros(int... sizes) {
    int n = 1;
    for (int size : sizes) {
      n *= size;
    }
    return View.of(new FloatStorage(new float[n]), sizes);
  }

  /// Fails where two arrays differ by more than `tolerance`, or only one is NaN.
  public static void assertClose(String what, float[] expected, float[] found, double tolerance) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      boolean same = Float.compare(expected[i], found[i]) == 0;
      if (!same && !(Math.abs((double) expected[i] - found[i]) <= tolerance)) {
        throw new AssertionError(
            "%s: element %d is %s instead of %s".formatted(what, i, found[i], expected[i]));
      }
    }
  }
}

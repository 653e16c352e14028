package octavo.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import octavo.storage.BoolStorage;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Numbers and views for the tests of this package.
final class Samples {
  static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    Float.NaN,
    Float.intBitsToFloat(0x7F812345),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e-10f,
    -1e-10f,
    88.72283f,
    88.7229f,
    89f,
    -87.4f,
    -103.9f,
    -104.1f,
    8388608f,
    8388607.5f,
    -8388607.5f,
    48000f,
    48001f,
    -1e7f,
    1e30f,
    0.99999994f,
    1.0000001f,
    3.1415927f,
    -0.7517916f
  };

  private Samples() {}

  /// Special values first, then every magnitude, then numbers of moderate size.
  static float[] mixed(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      if (i < SPECIAL.length) {
        x[i] = SPECIAL[i];
      } else if (i % 3 == 0) {
        x[i] = Float.intBitsToFloat(random.nextInt());
      } else {
        x[i] = (float) ((random.nextDouble() - 0.5) * (i % 3 == 1 ? 40 : 4));
      }
    }
    return x;
  }

  static float[] moderate(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) ((random.nextDouble() - 0.5) * 8);
    }
    return x;
  }

  static View view(float[] x, int offset, int count) {
    return new View(new FloatStorage(x), offset, new int[] {count}, new int[] {1});
  }

  static View view(float[] x) {
    return view(x, 0, x.length);
  }

  static View bools(int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return View.of(new BoolStorage(new byte[count]), sizes);
  }

  /// A view of zeros without gaps.
  static View zeros(int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return View.of(new FloatStorage(new float[count]), sizes);
  }

  /// Asserts that both have the same bits; all NaN count as one.
  static void assertSameBits(float[] actual, float[] expected, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
        assertThat(actual[i]).as(what + " at " + i).isEqualTo(expected[i]);
        assertThat(1 / actual[i]).as(what + ", sign of zero at " + i).isEqualTo(1 / expected[i]);
      }
    }
  }
}

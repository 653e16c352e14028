package octavo.kernel;

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
}

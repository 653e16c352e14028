package octavo.tensor;

import octavo.kernel.Caches;
import octavo.kernel.Simd;
import octavo.kernel.SimdProbe;
import octavo.kernel.gemm.SimdGemm;

/// What the library finds of the machine: whether vectors are used, and how fast one core is at most.
///
/// @param simd whether the Vector API is there
/// @param vectorBits the length of a vector in bits; 0 without the Vector API
/// @param peakGflops billions of floating-point operations a second of one core, multiply-adds in
///     registers; 0 without the Vector API
/// @param bandwidthGigabytes billions of bytes a second that one core reads from memory; 0 without the
///     Vector API
public record Machine(boolean simd, int vectorBits, double peakGflops, double bandwidthGigabytes) {
  private static final int STEPS = 200_000;
  private static final int ROUNDS = 150;

  /// Looks and measures; takes about half a second.
  public static Machine measure() {
    if (!Simd.available()) {
      return new Machine(false, 0, 0, 0);
    }
    return new Machine(true, SimdProbe.vectorBits(), peak(), bandwidth());
  }

  /// The data caches that kernels are cut to, as text: `L1 data 32 KB, L2 1024 KB, L3 32768 KB`, and
  /// whether they are only assumed. The system properties `octavo.cache.l1d`, `octavo.cache.l2` and
  /// `octavo.cache.l3` (bytes, or with K, M or G) overrule what the system tells.
  public static String caches() {
    Caches caches = Caches.machine();
    return "L1 data %d KB, L2 %d KB, L3 %d KB%s"
        .formatted(
            caches.l1Data() >> 10,
            caches.l2() >> 10,
            caches.l3() >> 10,
            caches.assumed()
                ? " (assumed; the system does not tell: set -Doctavo.cache.l2=…)"
                : "");
  }

  /// The block sizes of matrix products that follow from the vectors and caches, as text; empty without
  /// the Vector API.
  public static String blocks() {
    return Simd.available() ? SimdGemm.describe() : "";
  }

  private static double peak() {
    double best = Double.POSITIVE_INFINITY;
    float seen = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      seen += SimdProbe.chains(STEPS, 0.5f);
      best = Math.min(best, System.nanoTime() - start);
    }
    return seen == 0 ? 0 : SimdProbe.operations(STEPS) / best;
  }

  private static double bandwidth() {
    float[] large = new float[32 << 20];
    double best = Double.POSITIVE_INFINITY;
    double seen = 1;
    for (int round = 0; round < 15; round++) {
      long start = System.nanoTime();
      seen += SimdProbe.read(large);
      best = Math.min(best, System.nanoTime() - start);
    }
    return seen == 0 ? 0 : 4.0 * large.length / best;
  }
}

package octavo.kernel.conv;

import octavo.kernel.Caches;
import octavo.kernel.gemm.SimdMicrokernel;

/// The unit in which methods estimate their work: one multiplication and addition of a register tile
/// that is full and whose operands are in a cache; a core does about two for each lane and clock.
/// What else a method does is counted in such multiplications, by measurement.
final class ConvCost {
  /// A number packed or copied.
  static final double PACKED = 12;

  /// A number of a tile of the input transformed. Half of it is reading and writing, during which narrower
  /// vectors multiply less.
  static final double TRANSFORMED = SimdMicrokernel.MANY_REGISTERS ? 28 : 20;

  /// A number of the products transformed back.
  static final double RESTORED = 9;

  /// Whether a core multiplies two vectors of 512 bits a clock. No system tells; of the processors with such
  /// vectors those that do have a second-level cache of 2 MB, those that multiply one, of 1 MB. What is
  /// copied costs more of these multiplications there.
  static final boolean TWO_MULTIPLIERS =
      SimdMicrokernel.MANY_REGISTERS && Caches.machine().l2() >= 2 << 20;

  private ConvCost() {}

  /// By how much a loop in steps of `step` exceeds `count` turns.
  static double tail(int count, int step) {
    return (double) ((count + step - 1) / step * step) / count;
  }
}

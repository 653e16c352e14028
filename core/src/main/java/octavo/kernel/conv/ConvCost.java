package octavo.kernel.conv;

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

  private ConvCost() {}

  /// By how much a loop in steps of `step` exceeds `count` turns.
  static double tail(int count, int step) {
    return (double) ((count + step - 1) / step * step) / count;
  }
}

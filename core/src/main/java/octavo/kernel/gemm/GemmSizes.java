package octavo.kernel.gemm;

import octavo.kernel.Caches;

/// What the caches decide of a product.
///
/// @param many blocks of a product of many rows
/// @param low blocks of a product of few rows
/// @param second how many numbers fill the second level
/// @param near a left operand of so few numbers, a quarter of the second level, is not packed if its rows
///     are neighbors
/// @param far a right operand of so many numbers, a quarter of the third level, lies in memory
/// @param largestRight the largest packed `b`, which fills the third level; a wider one is done in
///     several parts
record GemmSizes(Blocks many, Blocks low, long second, long near, long far, long largestRight) {
  static GemmSizes of(Caches caches) {
    return new GemmSizes(
        Blocks.of(SimdMicrokernel.TALL, SimdMicrokernel.COLUMNS, caches),
        Blocks.low(SimdMicrokernel.ROWS, SimdMicrokernel.COLUMNS, caches),
        caches.l2() / Float.BYTES,
        SimdMicrokernel.MANY_REGISTERS ? caches.l2() / 4 / Float.BYTES : 0,
        caches.l3() / 4 / Float.BYTES,
        Math.min(caches.l3() / Float.BYTES, 1 << 26));
  }
}

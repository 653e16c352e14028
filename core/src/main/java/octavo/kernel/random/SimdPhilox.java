package octavo.kernel.random;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Philox] on as many blocks at once as a vector has 64-bit lanes; the words come out in the order
/// of the blocks, the same as from the scalar form.
final class SimdPhilox {
  private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int BLOCKS = L.length();
  private static final long LOW = 0xFFFFFFFFL;

  /// Interleaves two vectors of longs: the first half, and the second half.
  private static final VectorShuffle<Long> FIRST =
      VectorShuffle.fromOp(L, i -> (i & 1) == 0 ? i / 2 : BLOCKS + i / 2);

  private static final VectorShuffle<Long> SECOND =
      VectorShuffle.fromOp(L, i -> BLOCKS / 2 + ((i & 1) == 0 ? i / 2 : BLOCKS + i / 2));

  private static final LongVector STEPS = LongVector.zero(L).addIndex(1);

  private SimdPhilox() {}

  /// Fills `words` with the words of the blocks from `counter` on; `n` is a multiple of 4.
  static void fill(long key, long counter, int[] words, int n) {
    int perVector = 4 * BLOCKS;
    int done = n / perVector * perVector;
    if ((counter & LOW) + n / 4 > LOW) {
      done = 0; // the lower half of the counter wraps around: leave the carry to the scalar form
    }
    for (int i = 0; i < done; i += perVector) {
      vector(key, counter + i / 4, words, i);
    }
    int[] block = new int[4];
    for (int i = done; i < n; i += 4) {
      Philox.block(key, counter + i / 4, block);
      System.arraycopy(block, 0, words, i, 4);
    }
  }

  private static void vector(long key, long counter, int[] words, int at) {
    LongVector c0 = STEPS.add(counter & LOW);
    LongVector c1 = LongVector.broadcast(L, counter >>> 32);
    LongVector c2 = LongVector.zero(L);
    LongVector c3 = c2;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < 10; round++) {
      LongVector p0 = c0.mul(Philox.M0 & LOW); // both factors have 32 bits: one exact product
      LongVector p1 = c2.mul(Philox.M1 & LOW);
      c0 =
          p1.lanewise(VectorOperators.LSHR, 32)
              .lanewise(VectorOperators.XOR, c1)
              .lanewise(VectorOperators.XOR, k0 & LOW);
      c1 = p1.and(LOW);
      c2 =
          p0.lanewise(VectorOperators.LSHR, 32)
              .lanewise(VectorOperators.XOR, c3)
              .lanewise(VectorOperators.XOR, k1 & LOW);
      c3 = p0.and(LOW);
      k0 += Philox.W0;
      k1 += Philox.W1;
    }
    LongVector first = c0.or(c1.lanewise(VectorOperators.LSHL, 32));
    LongVector second = c2.or(c3.lanewise(VectorOperators.LSHL, 32));
    first.rearrange(FIRST, second).reinterpretAsInts().intoArray(words, at);
    first.rearrange(SECOND, second).reinterpretAsInts().intoArray(words, at + I.length());
  }
}

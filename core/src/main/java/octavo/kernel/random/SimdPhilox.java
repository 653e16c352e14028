package octavo.kernel.random;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Philox] on many blocks at once; the words come out in the order of the blocks, the same as from the
/// scalar form.
///
/// A round is kept by its two products of 64 bits for each block: of a word of the next round the upper half
/// of one product is a part, and of the one after the lower half. So a round is two loops, of which the
/// compiler makes vectors, with its instruction for products of 32 bits.
final class SimdPhilox {
  private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
  private static final int BLOCKS = L.length();
  private static final int ROUNDS = 10;
  private static final long LOW = 0xFFFFFFFFL;

  /// Interleaves two vectors of longs: the first half, and the second half.
  private static final VectorShuffle<Long> FIRST =
      VectorShuffle.fromOp(L, i -> (i & 1) == 0 ? i / 2 : BLOCKS + i / 2);

  private static final VectorShuffle<Long> SECOND =
      VectorShuffle.fromOp(L, i -> BLOCKS / 2 + ((i & 1) == 0 ? i / 2 : BLOCKS + i / 2));

  private final long key;

  // the products of a round and of the one before it, by the factor, and room for a product of the
  // next
  private long[] p0;
  private long[] p1;
  private long[] before0;
  private long[] before1;
  private long[] room;
  private final long[] factor0;
  private final long[] factor1;

  /// Room for so many words at a time.
  SimdPhilox(long key, int words) {
    this.key = key;
    int blocks = (words / 4 + BLOCKS - 1) / BLOCKS * BLOCKS;
    p0 = new long[blocks];
    p1 = new long[blocks];
    before0 = new long[blocks];
    before1 = new long[blocks];
    room = new long[blocks];
    factor0 = new long[blocks];
    factor1 = new long[blocks];
    Arrays.fill(factor0, Philox.M0);
    Arrays.fill(factor1, Philox.M1);
  }

  /// Fills `words` with the words of the blocks from `counter` on; `n` is a multiple of 4.
  void fill(long counter, int[] words, int n) {
    int blocks = n / 4 / BLOCKS * BLOCKS;
    if ((counter & LOW) + n / 4 > LOW) {
      blocks = 0; // the lower half of the counter wraps around: leave the carry to the scalar form
    }
    if (blocks > 0) {
      many(counter, words, blocks);
    }
    int[] block = new int[4];
    for (int i = 4 * blocks; i < n; i += 4) {
      Philox.block(key, counter + i / 4, block);
      System.arraycopy(block, 0, words, i, 4);
    }
  }

  private void many(long counter, int[] words, int blocks) {
    Arrays.fill(p1, 0, blocks, 0);
    Arrays.fill(before0, 0, blocks, 0);
    Arrays.fill(before1, 0, blocks, counter >>> 32);
    first(counter & LOW, p0, blocks);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 1; round < ROUNDS; round++) {
      multiply(p1, before1, k0, factor0, room, blocks);
      multiply(p0, before0, k1, factor1, before1, blocks);
      long[] next1 = before1;
      before1 = p1;
      p1 = next1;
      long[] free = before0;
      before0 = p0;
      p0 = room;
      room = free;
      k0 += Philox.W0;
      k1 += Philox.W1;
    }
    last(p0, p1, before0, before1, k0, k1, words, blocks);
  }

  private static void first(long counter, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = (counter + i & LOW) * (Philox.M0 & LOW);
    }
  }

  private static void multiply(
      long[] now, long[] before, long key, long[] factor, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = ((now[i] >>> 32 ^ before[i] ^ key) & LOW) * (factor[i] & LOW);
    }
  }

  /// The words of the last round, in the order of the blocks.
  private static void last(
      long[] p0, long[] p1, long[] before0, long[] before1, long k0, long k1, int[] to, int n) {
    for (int i = 0; i < n; i += BLOCKS) {
      LongVector q1 = LongVector.fromArray(L, p1, i);
      LongVector q0 = LongVector.fromArray(L, p0, i);
      LongVector first = word(q1, before1, i, k0).or(q1.lanewise(VectorOperators.LSHL, 32));
      LongVector second = word(q0, before0, i, k1).or(q0.lanewise(VectorOperators.LSHL, 32));
      first.rearrange(FIRST, second).reinterpretAsInts().intoArray(to, 4 * i);
      first.rearrange(SECOND, second).reinterpretAsInts().intoArray(to, 4 * i + 2 * BLOCKS);
    }
  }

  private static LongVector word(LongVector product, long[] before, int i, long key) {
    return product
        .lanewise(VectorOperators.LSHR, 32)
        .lanewise(VectorOperators.XOR, LongVector.fromArray(L, before, i))
        .lanewise(VectorOperators.XOR, key)
        .and(LOW);
  }
}

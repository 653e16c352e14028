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
/// of one product is a part, and of the one after the lower half. The masks in front of products tell the
/// compiler, which then takes the instruction for 32 bits; in a loop over rounds it does not see that,
/// and of more than a few rounds in a method it makes vectors objects.
final class SimdPhilox {
  private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
  private static final int BLOCKS = L.length();
  private static final long LOW = 0xFFFFFFFFL;

  /// Interleaves two vectors of longs: the first half, and the second half.
  private static final VectorShuffle<Long> FIRST =
      VectorShuffle.fromOp(L, i -> (i & 1) == 0 ? i / 2 : BLOCKS + i / 2);

  private static final VectorShuffle<Long> SECOND =
      VectorShuffle.fromOp(L, i -> BLOCKS / 2 + ((i & 1) == 0 ? i / 2 : BLOCKS + i / 2));

  private static final LongVector FACTOR0 = LongVector.broadcast(L, Philox.M0);
  private static final LongVector FACTOR1 = LongVector.broadcast(L, Philox.M1);

  private final long key;

  // the products of a round and of the one before it, by the factor
  private final long[] p0;
  private final long[] p1;
  private final long[] before0;
  private final long[] before1;

  /// Room for so many words at a time.
  SimdPhilox(long key, int words) {
    this.key = key;
    int blocks = (words / 4 + BLOCKS - 1) / BLOCKS * BLOCKS;
    p0 = new long[blocks];
    p1 = new long[blocks];
    before0 = new long[blocks];
    before1 = new long[blocks];
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

  /// Two rounds of which half is known, since a block begins with two words of the counter and two zeros;
  /// and four times two.
  private void many(long counter, int[] words, int blocks) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    Arrays.fill(before1, 0, blocks, 0);
    Arrays.fill(p0, 0, blocks, ((counter >>> 32 ^ k0) & LOW) * (Philox.M0 & LOW));
    begin(counter & LOW, before0, k1, p1, blocks);
    k0 += Philox.W0;
    k1 += Philox.W1;
    for (int pair = 0; pair < 4; pair++) {
      two(p0, p1, before0, before1, k0, k1, blocks);
      k0 = k0 + Philox.W0 + Philox.W0;
      k1 = k1 + Philox.W1 + Philox.W1;
    }
    last(p0, p1, before0, before1, k0, k1, words, blocks);
  }

  private static void begin(long counter, long[] before0, long key, long[] p1, int n) {
    for (int i = 0; i < n; i++) {
      long product = (counter + i & LOW) * (Philox.M0 & LOW);
      before0[i] = product;
      p1[i] = ((product >>> 32 ^ key) & LOW) * (Philox.M1 & LOW);
    }
  }

  private static void two(
      long[] p0, long[] p1, long[] before0, long[] before1, int k0, int k1, int n) {
    LongVector low = LongVector.broadcast(L, LOW);
    LongVector m0 = FACTOR0.and(low);
    LongVector m1 = FACTOR1.and(low);
    LongVector key0 = LongVector.broadcast(L, k0);
    LongVector key1 = LongVector.broadcast(L, k1);
    LongVector next0 = LongVector.broadcast(L, k0 + Philox.W0);
    LongVector next1 = LongVector.broadcast(L, k1 + Philox.W1);
    for (int i = 0; i < n; i += BLOCKS) {
      LongVector x0 = LongVector.fromArray(L, p0, i);
      LongVector x1 = LongVector.fromArray(L, p1, i);
      LongVector y0 = word(x1, LongVector.fromArray(L, before1, i), key0).and(low).mul(m0);
      LongVector y1 = word(x0, LongVector.fromArray(L, before0, i), key1).and(low).mul(m1);
      word(y1, x1, next0).and(low).mul(m0).intoArray(p0, i);
      word(y0, x0, next1).and(low).mul(m1).intoArray(p1, i);
      y0.intoArray(before0, i);
      y1.intoArray(before1, i);
    }
  }

  /// The words behind the last round, in the order of the blocks.
  private static void last(
      long[] p0, long[] p1, long[] before0, long[] before1, int k0, int k1, int[] to, int n) {
    LongVector low = LongVector.broadcast(L, LOW);
    LongVector key0 = LongVector.broadcast(L, k0);
    LongVector key1 = LongVector.broadcast(L, k1);
    for (int i = 0; i < n; i += BLOCKS) {
      LongVector x0 = LongVector.fromArray(L, p0, i);
      LongVector x1 = LongVector.fromArray(L, p1, i);
      LongVector c0 = word(x1, LongVector.fromArray(L, before1, i), key0).and(low);
      LongVector c2 = word(x0, LongVector.fromArray(L, before0, i), key1).and(low);
      LongVector a = c0.or(x1.lanewise(VectorOperators.LSHL, 32));
      LongVector b = c2.or(x0.lanewise(VectorOperators.LSHL, 32));
      a.rearrange(FIRST, b).reinterpretAsInts().intoArray(to, 4 * i);
      a.rearrange(SECOND, b).reinterpretAsInts().intoArray(to, 4 * i + 2 * BLOCKS);
    }
  }

  /// The word that follows from an upper half, the word before it and the key.
  private static LongVector word(LongVector product, LongVector before, LongVector key) {
    return product
        .lanewise(VectorOperators.LSHR, 32)
        .lanewise(VectorOperators.XOR, before)
        .lanewise(VectorOperators.XOR, key);
  }
}

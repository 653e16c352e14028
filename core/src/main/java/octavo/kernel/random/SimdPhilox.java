package octavo.kernel.random;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Philox] on many blocks at once; the words are the same as from the scalar form.
///
/// A round is kept by its two products of 64 bits for each block: of a word of the next round the upper half
/// of one product is a part, and of the one after the lower half. The masks in front of products tell the
/// compiler, which then takes the instruction for 32 bits.
///
/// The rounds are run in passes of two or three over all blocks. All ten in one pass would be one chain of
/// a hundred instructions, each of which waits for the one before it, and a processor does not look far
/// enough ahead to begin the next chain meanwhile (measured: 60 cycles for eight blocks, against 48).
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
  private static final LongVector LANE = LongVector.zero(L).addIndex(1);

  private final long key;

  /// Of each vector of blocks the two products of a round, by the factor, and those of the round before:
  /// side by side, since in arrays of their own they would lie a power of two apart, and loads would wait for
  /// stores to what looks like the same address.
  private final long[] rounds;

  /// Room for so many words at a time.
  SimdPhilox(long key, int words) {
    this.key = key;
    rounds = new long[4 * ((words / 4 + BLOCKS - 1) / BLOCKS * BLOCKS)];
  }

  /// Fills `words` with the words of the blocks from `counter` on; `n` is a multiple of 4.
  void fill(long counter, int[] words, int n) {
    if (BLOCKS < 4) { // the compiler has no instruction for such short shuffles
      int[] even = new int[n / 2];
      int[] odd = new int[n / 2];
      fillPairs(counter, even, odd, n);
      for (int i = 0; i < n / 2; i++) {
        words[2 * i] = even[i];
        words[2 * i + 1] = odd[i];
      }
      return;
    }
    int blocks = whole(counter, n);
    if (blocks > 0) {
      many(counter, words, words, true, blocks);
    }
    int[] block = new int[4];
    for (int i = 4 * blocks; i < n; i += 4) {
      Philox.block(key, counter + i / 4, block);
      System.arraycopy(block, 0, words, i, 4);
    }
  }

  /// Of the words that [#fill] gives, the first and third of each block, and the second and fourth.
  void fillPairs(long counter, int[] even, int[] odd, int n) {
    int blocks = whole(counter, n);
    if (blocks > 0) {
      many(counter, even, odd, false, blocks);
    }
    int[] block = new int[4];
    for (int i = 4 * blocks; i < n; i += 4) {
      Philox.block(key, counter + i / 4, block);
      even[i / 2] = block[0];
      even[i / 2 + 1] = block[2];
      odd[i / 2] = block[1];
      odd[i / 2 + 1] = block[3];
    }
  }

  /// The blocks that vectors can make: whole vectors of them, and none where the lower half of the counter
  /// wraps around, whose carry is left to the scalar form.
  private static int whole(long counter, int n) {
    return (counter & LOW) + n / 4 > LOW ? 0 : n / 4 / BLOCKS * BLOCKS;
  }

  /// The words of so many blocks, in order in `even` alone or by their places in a pair.
  ///
  /// It is one method without others of this class in it: with those the compiler would stop inlining and
  /// make vectors objects, and of a long method it makes nothing a part of its callers.
  private void many(long counter, int[] even, int[] odd, boolean inOrder, int n) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int w0 = Philox.W0; // not constants, whose multiples would be refused as overflow
    int w1 = Philox.W1;
    LongVector low = LongVector.broadcast(L, LOW);
    LongVector m0 = FACTOR0.and(low);
    LongVector m1 = FACTOR1.and(low);
    // three rounds of which half is known, since a block begins with two words of the counter and
    // two zeros
    LongVector key0 = LongVector.broadcast(L, k0 + w0);
    LongVector key1 = LongVector.broadcast(L, k1);
    LongVector key2 = LongVector.broadcast(L, k1 + w1);
    LongVector key3 = LongVector.broadcast(L, k0 + 2 * w0);
    LongVector key4 = LongVector.broadcast(L, k1 + 2 * w1);
    LongVector same = LongVector.broadcast(L, (counter >>> 32 ^ k0) & LOW).mul(m0);
    LongVector half = same.lanewise(LSHR, 32);
    LongVector first = LongVector.broadcast(L, counter & LOW).add(LANE).and(low).mul(m0);
    for (int i = 0; i < n; i += BLOCKS) {
      LongVector a = first.lanewise(LSHR, 32).lanewise(XOR, key1).and(low).mul(m1);
      LongVector x0 = a.lanewise(LSHR, 32).lanewise(XOR, key0).and(low).mul(m0);
      LongVector x1 = half.lanewise(XOR, first).lanewise(XOR, key2).and(low).mul(m1);
      LongVector y0 = x1.lanewise(LSHR, 32).lanewise(XOR, a).lanewise(XOR, key3).and(low).mul(m0);
      LongVector y1 =
          x0.lanewise(LSHR, 32).lanewise(XOR, same).lanewise(XOR, key4).and(low).mul(m1);
      y0.intoArray(rounds, 4 * i);
      y1.intoArray(rounds, 4 * i + BLOCKS);
      x0.intoArray(rounds, 4 * i + 2 * BLOCKS);
      x1.intoArray(rounds, 4 * i + 3 * BLOCKS);
      first = first.add(BLOCKS * (Philox.M0 & LOW));
    }
    for (int round = 3; round < 7; round += 2) {
      key0 = LongVector.broadcast(L, k0 + round * w0);
      key1 = LongVector.broadcast(L, k1 + round * w1);
      key2 = LongVector.broadcast(L, k0 + (round + 1) * w0);
      key3 = LongVector.broadcast(L, k1 + (round + 1) * w1);
      for (int i = 0; i < 4 * n; i += 4 * BLOCKS) {
        LongVector x0 = LongVector.fromArray(L, rounds, i);
        LongVector x1 = LongVector.fromArray(L, rounds, i + BLOCKS);
        LongVector b0 = LongVector.fromArray(L, rounds, i + 2 * BLOCKS);
        LongVector b1 = LongVector.fromArray(L, rounds, i + 3 * BLOCKS);
        LongVector y0 =
            x1.lanewise(LSHR, 32).lanewise(XOR, b1).lanewise(XOR, key0).and(low).mul(m0);
        LongVector y1 =
            x0.lanewise(LSHR, 32).lanewise(XOR, b0).lanewise(XOR, key1).and(low).mul(m1);
        LongVector z0 =
            y1.lanewise(LSHR, 32).lanewise(XOR, x1).lanewise(XOR, key2).and(low).mul(m0);
        LongVector z1 =
            y0.lanewise(LSHR, 32).lanewise(XOR, x0).lanewise(XOR, key3).and(low).mul(m1);
        z0.intoArray(rounds, i);
        z1.intoArray(rounds, i + BLOCKS);
        y0.intoArray(rounds, i + 2 * BLOCKS);
        y1.intoArray(rounds, i + 3 * BLOCKS);
      }
    }
    key0 = LongVector.broadcast(L, k0 + 7 * w0);
    key1 = LongVector.broadcast(L, k1 + 7 * w1);
    key2 = LongVector.broadcast(L, k0 + 8 * w0);
    key3 = LongVector.broadcast(L, k1 + 8 * w1);
    key4 = LongVector.broadcast(L, k0 + 9 * w0);
    LongVector key5 = LongVector.broadcast(L, k1 + 9 * w1);
    for (int i = 0; i < n; i += BLOCKS) {
      LongVector x0 = LongVector.fromArray(L, rounds, 4 * i);
      LongVector x1 = LongVector.fromArray(L, rounds, 4 * i + BLOCKS);
      LongVector b0 = LongVector.fromArray(L, rounds, 4 * i + 2 * BLOCKS);
      LongVector b1 = LongVector.fromArray(L, rounds, 4 * i + 3 * BLOCKS);
      LongVector y0 = x1.lanewise(LSHR, 32).lanewise(XOR, b1).lanewise(XOR, key0).and(low).mul(m0);
      LongVector y1 = x0.lanewise(LSHR, 32).lanewise(XOR, b0).lanewise(XOR, key1).and(low).mul(m1);
      LongVector c3 = y1.lanewise(LSHR, 32).lanewise(XOR, x1).lanewise(XOR, key2).and(low).mul(m0);
      LongVector c1 = y0.lanewise(LSHR, 32).lanewise(XOR, x0).lanewise(XOR, key3).and(low).mul(m1);
      LongVector c0 = c1.lanewise(LSHR, 32).lanewise(XOR, y1).lanewise(XOR, key4).and(low);
      LongVector c2 = c3.lanewise(LSHR, 32).lanewise(XOR, y0).lanewise(XOR, key5).and(low);
      if (inOrder) {
        LongVector a = c0.or(c1.lanewise(LSHL, 32));
        LongVector b = c2.or(c3.lanewise(LSHL, 32));
        a.rearrange(FIRST, b).reinterpretAsInts().intoArray(even, 4 * i);
        a.rearrange(SECOND, b).reinterpretAsInts().intoArray(even, 4 * i + 2 * BLOCKS);
      } else {
        c0.or(c2.lanewise(LSHL, 32)).reinterpretAsInts().intoArray(even, 2 * i);
        c1.and(low).or(c3.lanewise(LSHL, 32)).reinterpretAsInts().intoArray(odd, 2 * i);
      }
    }
  }
}

package octavo.kernel.random;

/// Philox-4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// 2011): a block of four 32-bit words as a pure function of a 64-bit key and a counter.
public final class Philox {
  /// The multiplier of words 0 and 1.
  public static final int M0 = 0xD2511F53;

  /// The multiplier of words 2 and 3.
  public static final int M1 = 0xCD9E8D57;

  /// What the first key word grows by each round.
  public static final int W0 = 0x9E3779B9;

  /// What the second key word grows by each round.
  public static final int W1 = 0xBB67AE85;

  private Philox() {}

  /// Fills `block` with the four words of the counter `(c0, c1, c2, c3)` under the key `(k0, k1)`.
  public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] block) {
    for (int round = 0; round < 10; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    block[0] = c0;
    block[1] = c1;
    block[2] = c2;
    block[3] = c3;
  }

  /// Fills `block` with the four words of block number `counter` of the stream `key`.
  public static void block(long key, long counter, int[] block) {
    block((int) counter, (int) (counter >>> 32), 0, 0, (int) key, (int) (key >>> 32), block);
  }
}

package octavo.kernel.gemm;

import octavo.kernel.Caches;

/// The block sizes of the matrix product, from the machine's vectors and caches.
///
/// A task makes a block of `c` with `mc` rows and `nc` columns. For each `kc` of the inner size
/// `mc × kc` packed numbers of `a` stay in the second-level cache while panels of `b`, `kc × nr`,
/// pass over them; between two such steps the block lies in a compact buffer (its rows in the result
/// itself would lie in cold memory, and Java has no instruction to fetch them ahead). A long `kc`
/// pays: the tile of `c` is then loaded and stored less often, and panels that come from the
/// second-level cache cost little against the rows they meet, but see [#of].
/// Where `k` is one step there is no such buffer, and blocks are wider, [#wider].
///
/// Each number of `c` is one chain of fused multiply-adds over k, whatever the sizes: they change the
/// speed, never a bit.
///
/// @param mr rows of the micro-kernel
/// @param nr columns of the micro-kernel
/// @param mc rows of a block of `c`
/// @param nc columns of a block of `c`
/// @param kc inner size packed at a time
public record Blocks(int mr, int nr, int mc, int nc, int kc) {
  private static final long FLOAT = Float.BYTES;

  /// A longer `kc` saves less than a percent of the loads and stores.
  private static final int LONGEST = 1024;

  private static final int SHORTEST = 64;

  /// Cores with a first level of so many bytes multiply two vectors a cycle: then panels that come from the second
  /// level do cost something.
  private static final long LARGE_FIRST = 48 << 10;

  /// More blocks cost their own: a share of the time that they save must be less than this.
  private static final double NOTICEABLE = 0.985;

  /// Packing a number takes as long as so many multiplications.
  private static final double PACKING = 8;

  private static final long SMALLEST_CACHE = 16 << 10;
  private static final long LARGEST_CACHE = 16 << 20;

  /// Blocks of a product of many rows, whose `b` is packed before, for a second-level cache of `L2` bytes:
  ///
  /// ```
  /// kc = L2/8 / (4·nr)   a panel of b takes an eighth; at least 64, at most 1024,
  ///                      and where the first level has 48 KB, at most four thirds of that: L1·4/3 / (4·nr)
  /// mc = L2/4 / (4·kc)   the panels of a take a quarter; whole tiles, at least one
  /// nc = L2/8 / (4·mc)   the block of c takes an eighth; whole tiles, at least one
  /// ```
  ///
  /// The other half is for the next panel of `b` and for what is written. Sizes of a cache beyond 16 KB
  /// to 16 MB count as these. For 1 MB and tiles of 8 × 32: mc 64, nc 512, kc 1024.
  public static Blocks of(int mr, int nr, Caches caches) {
    long l2 = Math.clamp(caches.l2(), SMALLEST_CACHE, LARGEST_CACHE);
    int kc = Math.clamp(l2 / 8 / (FLOAT * nr), SHORTEST, LONGEST);
    if (multipliesTwo(caches)) {
      kc = (int) Math.min(kc, Math.min(caches.l1Data(), LARGEST_CACHE) * 4 / 3 / (FLOAT * nr));
    }
    int mc = whole(l2 / 4 / (FLOAT * kc), mr);
    return new Blocks(mr, nr, mc, whole(l2 / 8 / (FLOAT * mc), nr), kc);
  }

  /// Whether a core with these caches multiplies two vectors of 512 bits a cycle, as far as they tell: then what is
  /// no multiplication costs time that it does not cost elsewhere.
  static boolean multipliesTwo(Caches caches) {
    return caches.l1Data() >= LARGE_FIRST;
  }

  /// Blocks of a product of so few rows that they are one block, which packs the `nc × kc` numbers of `b`
  /// that it needs: half as many inner indices, and `nc = L2/2 / (4·kc)`, half of the cache.
  public static Blocks low(int mr, int nr, Caches caches) {
    Blocks many = of(mr, nr, caches);
    long l2 = Math.clamp(caches.l2(), SMALLEST_CACHE, LARGEST_CACHE);
    int kc = many.kc / 2;
    return new Blocks(mr, nr, many.mc, whole(l2 / 2 / (FLOAT * kc), nr), kc);
  }

  /// Of [#low], for a product that uses each number of `b` once or a few times: wide ones, so that `b` is
  /// read from memory in long runs, of which a piece of a quarter of the cache is packed at a time.
  public Blocks wide() {
    return new Blocks(mr, nr, mc, 4 * nc, Math.max(1, kc / 8));
  }

  /// Of [#of], for a product of many rows and `k` inner indices: each number of `a` is packed for so many columns, and a
  /// block twice as wide still leaves a third of the cache free. Where `k` is a single step the block has no
  /// buffer that would take a share, unless sums `begin` with one, so it is up to four times as wide. Where it
  /// is half a step, blocks are twice as high and half as wide.
  public Blocks wider(int k, boolean begin) {
    boolean once = k <= kc && !begin;
    if (2 * k <= kc + kc / 8) {
      Blocks half = new Blocks(mr, nr, 2 * mc, whole(nc / 2, nr), kc / 2);
      return new Blocks(mr, nr, half.mc, once ? half.widest() : 2 * half.nc, half.kc);
    }
    return new Blocks(mr, nr, mc, once ? widest() : 2 * nc, kc);
  }

  /// Columns of the widest block of [#wider].
  public int widest() {
    return 4 * nc;
  }

  /// The inner indices of a step, where there are `k` in all: as many in each, and up to an eighth more than [#kc] rather
  /// than another step, which would load and store the sums once more.
  int step(int k) {
    return Math.ceilDiv(k, Math.max(1, Math.ceilDiv(k, kc + kc / 8)));
  }

  /// Blocks of a product of `m` rows and `n` columns for so many threads, no larger than these and at least
  /// `enough` where there are enough rows for them.
  ///
  /// A thread makes a run of blocks that lie below each other, and each block packs its rows of `a`, each thread the
  /// columns of `b` that its blocks have, unless that is done already. So with more columns of blocks there is less
  /// of `b` to pack and more of `a`: those are taken with which the last thread ends first, and of equal ones
  /// the narrowest, whose panels of `b` take the least room.
  ///
  /// @param packsLeft whether blocks pack `a`
  /// @param packsRight whether threads pack `b`
  Blocks share(
      int rows, int m, int n, int threads, int enough, boolean packsLeft, boolean packsRight) {
    double left = packsLeft ? 1 : 0;
    double right = packsRight ? 1 : 0;
    int tiles = Math.ceilDiv(m, rows);
    int panels = Math.ceilDiv(n, nr);
    int fewest = Math.ceilDiv(panels, nc / nr);
    Blocks best = this;
    double least = Double.POSITIVE_INFINITY;
    for (int across = fewest; across <= Math.max(fewest, Math.min(threads, panels)); across++) {
      int wide = Math.ceilDiv(panels, across) * nr;
      int down = Math.ceilDiv(m, mc);
      if (threads > 1 && down * across < enough) {
        down = Math.min(Math.ceilDiv(m, 2 * rows), Math.ceilDiv(enough, across));
      }
      int high = evenly(tiles, down, across, threads);
      double multiplied = (double) longest(tiles, high, across, threads) * rows * wide;
      double packed = left * m * across / threads + right * wide * columnsOfThread(across, threads);
      double time = multiplied + PACKING * packed;
      if (time <= least) {
        least = time;
        best = new Blocks(rows, nr, high * rows, wide, kc);
      }
    }
    return best;
  }

  /// The most columns of blocks of which a thread makes some.
  private static int columnsOfThread(int across, int threads) {
    int most = 0;
    for (int thread = 0; thread < threads; thread++) {
      int from = thread * across / threads;
      most = Math.max(most, Math.ceilDiv((thread + 1) * across, threads) - from);
    }
    return most;
  }

  /// The tiles of a block, where at least `down` blocks lie below each other and `across` beside each other: of
  /// fewer, at least a third, if then the last of `threads` threads noticeably ends earlier.
  static int evenly(int tiles, int down, int across, int threads) {
    int most = Math.ceilDiv(tiles, down);
    int best = most;
    double least = longest(tiles, most, across, threads);
    for (int high = most - 1; high >= Math.max(1, most / 3); high--) {
      double longest = longest(tiles, high, across, threads);
      if (longest < NOTICEABLE * least) {
        least = longest;
        best = high;
      }
    }
    return best;
  }

  /// How many tiles the thread with the most of them makes, where each takes the next block when it is done: of a
  /// single column the last block, which is lower, comes last.
  private static int longest(int tiles, int high, int across, int threads) {
    if (threads == 1) {
      return tiles * across;
    }
    if (across > 1) {
      return Math.ceilDiv(Math.ceilDiv(tiles, high) * across, threads) * high;
    }
    int whole = (tiles - 1) / high;
    int last = tiles - whole * high;
    return whole % threads == 0
        ? whole / threads * high + last
        : Math.ceilDiv(whole, threads) * high;
  }

  private static int whole(long size, int tile) {
    return (int) Math.max(1, size / tile) * tile;
  }
}

package octavo.kernel.gemm;

/// The block sizes of the matrix product, from the machine's vectors and caches.
///
/// A task makes a block of `c` with `mc` rows and `nc` columns, accumulated over all of k in a
/// compact buffer that stays in the second-level cache (its rows in the result itself would lie in
/// cold memory, and Java has no instruction to fetch them ahead). For each `kc` of the inner size
/// `mc × kc` packed numbers of `a` stay in the second-level cache while panels of `b`, `kc × nr`,
/// pass over them. A long `kc` pays: the tile of `c` is then loaded and stored less often, and
/// panels that come from the second-level cache cost nothing against the eight rows they meet.
///
/// Each number of `c` is one chain of fused multiply-adds over k, whatever the sizes: they change the
/// speed, never a bit.
///
/// @param mr rows of the micro-kernel
/// @param nr columns of the micro-kernel
/// @param mc rows of a block of `c`
/// @param nc columns of a block of `c`
/// @param kc inner size packed at a time
record Blocks(int mr, int nr, int mc, int nc, int kc) {
  /// Blocks for a micro-kernel of `mr` rows and `nr` columns: `mc·kc` numbers of `a`, `nr·kc` of
  /// `b` and `mc·nc` of `c` fill 350 KB of a second-level cache of 512 KB.
  static Blocks of(int mr, int nr) {
    return new Blocks(mr, nr, 96 / mr * mr, 256 / nr * nr, 512);
  }

  /// Blocks for a product of few rows, which uses each number of `b` once or a few times: wide ones,
  /// so that `b` is read from memory in long runs, of which a piece of 256 KB is packed at a time.
  Blocks wide() {
    return new Blocks(mr, nr, mc, 1024 / nr * nr, 64);
  }
}

package octavo.kernel.gemm;

/// The block sizes of the matrix product, from the machine's vectors and caches.
///
/// A task makes a block of `c` with `mc` rows and `nc` columns, accumulated over all of k in a
/// compact buffer that stays in the second-level cache (its rows in the result itself would lie in
/// cold memory, and Java has no instruction to fetch them ahead). For each `kc` of the inner size
/// it packs `mc × kc` numbers of `a`; a panel of `b`, `kc × nr`, stays in the first-level cache
/// while it meets them.
///
/// The sizes are constants of the algorithm, not of the machine found at run time, so that the
/// order of summation and with it every bit of the result is the same on every machine of one
/// vector width.
///
/// @param mr rows of the micro-kernel
/// @param nr columns of the micro-kernel
/// @param mc rows of a block of `c`
/// @param nc columns of a block of `c`
/// @param kc inner size packed at a time
record Blocks(int mr, int nr, int mc, int nc, int kc) {
  /// Blocks for a micro-kernel of `mr` rows and `nr` columns: `mc·nc` numbers of `c` and `mc·kc` of
  /// `a` fill about half of 512 KB.
  static Blocks of(int mr, int nr) {
    return new Blocks(mr, nr, 96 / mr * mr, 256 / nr * nr, 256);
  }
}

package octavo.kernel.gemm;

import octavo.kernel.Parallel;

/// How one product is made: who brings the operands to where tiles read them, and how it is cut into blocks. It changes
/// the speed, never a bit, so the caches and the number of threads may decide it.
///
/// @param spread whether blocks are shared out among threads
/// @param left where tiles read `a`
/// @param readHere of so many columns tiles read `b` where it lies
/// @param right where tiles read the other columns
/// @param blocks the sizes of tiles and blocks
record GemmPlan(
    boolean spread, LeftSide.Way left, int readHere, RightSide.Way right, Blocks blocks) {
  private static final int NR = SimdMicrokernel.COLUMNS;

  /// Products of at least this many multiplications, five microseconds of work, have at least [#enough] blocks and
  /// are shared out, unless there is one thread: then blocks are as large as the caches let them be.
  private static final long SPREAD = 8L * Parallel.MINIMUM_WORK;

  private static final int FEWEST_BLOCKS = 8;

  private static final int BLOCKS_PER_THREAD = 4;

  /// Up to so many rows are one block.
  private static final int ONE_BLOCK = 128;

  /// Up to so many rows are few blocks, which may all read a small `b` where it lies.
  private static final int FEW_BLOCKS = 1024;

  /// For up to so many columns rows of `a` are not worth packing where [#SIX].
  private static final int FEW_COLUMNS = 512;

  /// Rows of up to so many numbers were measured to be read as fast where they lie.
  private static final int LONG_ROW = 1024;

  /// Whether a tile whose operands are not packed is nearly as fast as one whose operands are: with four rows it is
  /// not.
  private static final boolean MANY = SimdMicrokernel.MANY_REGISTERS;

  /// Whether there is a tile of six rows that lie apart, which is as fast as one of a packed panel: with 16 registers of
  /// eight lanes.
  private static final boolean SIX = SimdMicrokernel.ROWS_IN_PLACE == 6;

  /// The plan for `c = a·b`.
  ///
  /// @param packedLeft whether `a` is in panels already
  /// @param packedRight whether `b` is
  /// @param accumulate whether the old `c` is added
  static GemmPlan of(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean packedLeft,
      boolean packedRight,
      boolean accumulate,
      GemmSizes sizes) {
    int m = a.rows();
    int k = a.columns();
    int n = c.columns();
    long numbers = (long) n * k; // of b
    boolean spread = Parallel.helps() && numbers * m >= SPREAD;
    int threads = spread ? Parallel.threads() : 1;
    boolean leftHere = !packedLeft && leftLiesWell(a, b, c, sizes);
    int mr = leftHere ? SimdMicrokernel.ROWS_IN_PLACE : tileRows(m);
    boolean low = numbers < sizes.far() || packedRight;
    boolean lies = m <= ONE_BLOCK ? low : m <= FEW_BLOCKS && numbers <= sizes.second() / 2;
    boolean readable = !packedRight && b.columnStride() == 1;
    // of a single row of tiles each reads columns that no other needs
    boolean here = MANY && readable && lies && (leftHere || m <= mr);
    int readHere = here ? SimdMicrokernel.readable(m, mr, n) : 0;
    // each block packs its columns by itself, which costs little if the rows are one block or b is
    // small; with 16 registers a tall tile that packs is slower by more than packing takes
    boolean near = MANY && numbers <= sizes.second() / 4;
    boolean keeps = keeps(mr, low);
    boolean alone = keeps && readable && !here && (m <= ONE_BLOCK || near);
    boolean packsLeft = !packedLeft && !leftHere;
    boolean packsRight = !packedRight && readHere == 0;
    // where all rows are one block each number of b is packed once anyway, by the task that uses
    // it; but one block of rows is too few to share out where there are few columns
    int few = here ? FEWEST_BLOCKS : 2 * Parallel.threads();
    int panels = Math.ceilDiv(n, NR);
    boolean shared = m > ONE_BLOCK || (spread && panels < few && m > panels * mr);
    Blocks blocks;
    if (shared) {
      Blocks most = sizes.many().wider(k, accumulate);
      int enough = alone ? 2 * threads : enough();
      blocks = most.share(mr, m, n, threads, enough, packsLeft, packsRight);
    } else {
      blocks = cutColumns(low ? sizes.low() : sizes.low().wide(), mr, m, n, spread);
    }
    // all threads' own panels together fill the third level at most
    boolean own = (long) blocks.nc() * k * threads <= sizes.largestRight();
    RightSide.Way right =
        packedRight
            ? RightSide.Way.PACKED
            : alone && !leftHere
                ? RightSide.Way.BY_TILE
                : readHere > 0 || alone || !shared
                    ? RightSide.Way.BY_BLOCK
                    : own ? RightSide.Way.BY_THREAD : RightSide.Way.PACKED;
    // of one column of blocks each packs rows that no other needs
    boolean byBlock = right == RightSide.Way.BY_THREAD || n <= blocks.nc();
    LeftSide.Way left =
        leftHere
            ? LeftSide.Way.HERE
            : packsLeft && byBlock ? LeftSide.Way.BY_BLOCK : LeftSide.Way.PACKED;
    return new GemmPlan(spread, left, readHere, right, blocks);
  }

  /// Whether tiles of `mr` rows can pack `b` and had better do it. One that is not `low`, but far, is read from
  /// memory in the longer runs of a block that packs: with 16 registers that saves more than such a tile does.
  private static boolean keeps(int mr, boolean low) {
    return (MANY || low) && GemmTiles.packed(mr, /* rightHere= */ false).keeps();
  }

  /// Whether tiles had better read `a` where it lies: neighbors for each inner index, if they are few, rows of a
  /// product that is turned, and where [#SIX] those of one of few columns.
  private static boolean leftLiesWell(Matrix a, Matrix b, Matrix c, GemmSizes sizes) {
    if (SIX && a.columnStride() == 1 && c.columnStride() == 1 && a.columns() <= LONG_ROW) {
      // more columns repay the packing of a; few rows had rather let a tile pack b, which reads no
      // rows here
      return a.rows() > ONE_BLOCK ? c.columns() <= FEW_COLUMNS : a.rows() >= c.columns();
    }
    int m = a.rows();
    int mr = SimdMicrokernel.ROWS;
    boolean turned = c.columnStride() != 1;
    boolean neighbors = a.rowStride() == 1 && (long) m * a.columns() <= sizes.near();
    boolean rows = turned && a.columnStride() == 1 && b.columnStride() != 1;
    return (neighbors || rows) && m % (turned ? mr / 2 : mr) == 0;
  }

  /// The tiles for such operands.
  GemmTiles tiles(Matrix a) {
    return left == LeftSide.Way.HERE
        ? GemmTiles.leftHere(!SIX && a.rowStride() == 1)
        : GemmTiles.packed(blocks.mr(), /* rightHere= */ readHere > 0);
  }

  /// Blocks of all rows, and narrower ones where there would be too few to share out.
  private static Blocks cutColumns(Blocks blocks, int mr, int m, int n, boolean spread) {
    int mc = Math.ceilDiv(m, mr) * mr;
    int panels = Math.ceilDiv(n, NR);
    int wide = blocks.nc() / NR;
    if (spread) {
      wide = Math.min(wide, Math.max(2, Math.ceilDiv(panels, enough())));
      wide = Blocks.evenly(panels, Math.ceilDiv(panels, wide), 1, Parallel.threads());
    }
    return new Blocks(mr, NR, mc, wide * NR, blocks.kc());
  }

  /// So many blocks keep all threads busy to the end.
  private static int enough() {
    return Math.max(FEWEST_BLOCKS, BLOCKS_PER_THREAD * Parallel.threads());
  }

  /// Rows of a tile of a product of so many. With 32 registers the last tile may have four or eight of twelve, so tall
  /// tiles suit all but the fewest; otherwise it is whole.
  static int tileRows(int rows) {
    boolean tall = rows > (MANY ? SimdMicrokernel.ROWS : ONE_BLOCK);
    return tall ? SimdMicrokernel.TALL : SimdMicrokernel.ROWS;
  }
}

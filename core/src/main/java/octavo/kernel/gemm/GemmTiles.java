package octavo.kernel.gemm;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The tiles that make one product. Each does what [GemmTile] says for operands of one kind; those for the last rows
/// and columns do less than a whole one.
///
/// @param height rows of a whole tile
/// @param most the whole tiles
/// @param four where at most four rows are left. With 16 registers it is the whole one: a lower tile would wait for its
///     few sums.
/// @param eight where at most eight are left
/// @param lastPacked where at most a vector of columns is left, in a packed panel
/// @param lastHere the same where `b` is read where it lies
/// @param wide three vectors of columns that are read where they lie, or null: with a vector of columns left over, the
///     tile before takes it with it, since one of a single vector has as much to load but less to do
/// @param keeping the tiles of four, eight and twelve rows, as far as there are such, that pack the columns for others;
///     with 16 registers the whole one, unless it is tall: then it is slower by more than packing takes
record GemmTiles(
    int height,
    GemmTile most,
    GemmTile four,
    GemmTile eight,
    GemmTile lastPacked,
    GemmTile lastHere,
    @Nullable GemmTile wide,
    List<GemmTile> keeping) {
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int NR = SimdMicrokernel.COLUMNS;
  private static final int ROWS = SimdMicrokernel.ROWS;
  private static final int TALL = SimdMicrokernel.TALL;

  private static final GemmTiles PACKED = of(ROWS, SimdMicrokernel.PACKED);
  private static final GemmTiles RIGHT_HERE = PACKED.with(SimdMicrokernel.LEFT_PACKED);

  private static final GemmTiles TALL_RIGHT_HERE =
      TALL == ROWS ? RIGHT_HERE : of(TALL, GemmTile.inPlace(TALL, LANES));

  /// With 16 registers packed columns are read as if they lay anywhere: a constant stride lets the compiler load too
  /// much too early.
  private static final GemmTiles TALL_PACKED =
      TALL == ROWS
          ? PACKED
          : SimdMicrokernel.MANY_REGISTERS
              ? TALL_RIGHT_HERE.with(GemmTile.packed(TALL, LANES))
              : TALL_RIGHT_HERE;

  private static final GemmTiles NEIGHBORS = neighbors();
  private static final GemmTiles ROWS_HERE = rowsHere();

  /// The tiles for packed panels of `rows` rows of `a`, [SimdMicrokernel#ROWS] or [SimdMicrokernel#TALL].
  ///
  /// @param rightHere whether some of `b` lies in no packed panel
  static GemmTiles packed(int rows, boolean rightHere) {
    if (rows == ROWS) {
      return rightHere ? RIGHT_HERE : PACKED;
    }
    return rightHere ? TALL_RIGHT_HERE : TALL_PACKED;
  }

  /// The tiles for [SimdMicrokernel#ROWS] rows of `a` that are read where they lie, or [SimdMicrokernel#ROWS_IN_PLACE]
  /// of those that are no neighbors.
  ///
  /// @param neighbors whether the rows of one inner index are neighbors, and `lda` lies between inner indices; else
  ///     inner indices are neighbors, `lda` lies between rows, and columns are packed
  static GemmTiles leftHere(boolean neighbors) {
    return neighbors ? NEIGHBORS : ROWS_HERE;
  }

  /// The tile for a place from which so many rows and columns are left in the block.
  ///
  /// @param here whether the block reads all its columns of `b` where they lie
  /// @param three whether it takes three vectors of columns, see [#endsWide]
  GemmTile of(int rows, int columns, boolean here, boolean three) {
    if (rows <= height - (height == 6 ? 2 : 4)) { // of six rows four are a tile of their own
      return rows <= 4 ? four : rows <= 8 ? eight : most;
    }
    if (three && wide != null) {
      return wide;
    }
    return columns > LANES ? most : here ? lastHere : lastPacked;
  }

  /// Whether the last tiles of so many columns have three vectors of them: where a vector is left, and there are whole
  /// panels that lie here too.
  boolean endsWide(int columns, boolean here) {
    return wide != null && here && columns % NR == LANES && columns > NR;
  }

  /// Of so many columns tiles have all of theirs: not the last ones, unless there is a tile for a single vector.
  int wholeColumns(int columns, boolean here) {
    boolean narrow = !(here ? lastHere : lastPacked).equals(most);
    return narrow && columns % NR == LANES ? columns : columns / NR * NR;
  }

  /// Whether there are tiles that pack columns.
  boolean keeps() {
    return !keeping.isEmpty();
  }

  /// The one of them for so many rows.
  GemmTile keeping(int rows) {
    return keeping.get(Math.min((rows - 1) / 4, keeping.size() - 1));
  }

  private static List<GemmTile> allKeeping(int rows) {
    if (!SimdMicrokernel.MANY_REGISTERS) {
      return LANES >= 8 && rows == ROWS ? List.of(GemmTile.keeping(rows, rows, LANES)) : List.of();
    }
    return IntStream.rangeClosed(1, rows / 4)
        .mapToObj(fours -> GemmTile.keeping(4 * fours, rows, LANES))
        .toList();
  }

  private GemmTiles with(GemmTile tile) {
    return new GemmTiles(
        height,
        tile,
        four.equals(most) ? tile : four,
        eight.equals(most) ? tile : eight,
        lastPacked,
        lastHere,
        wide,
        keeping);
  }

  private static GemmTiles of(int rows, GemmTile most) {
    boolean few = rows < SimdMicrokernel.ROWS_IN_PLACE; // for a single vector of columns too
    return new GemmTiles(
        rows,
        most,
        SimdMicrokernel.MANY_REGISTERS ? GemmTile.low(4, rows, LANES) : most,
        SimdMicrokernel.MANY_REGISTERS && rows > 8 ? GemmTile.low(8, rows, LANES) : most,
        few ? most : GemmTile.narrowPacked(rows, LANES),
        few
            ? most
            : rows == SimdMicrokernel.ROWS_IN_PLACE
                ? SimdMicrokernel.NARROW
                : GemmTile.narrow(rows, LANES),
        3 * rows < 32 && SimdMicrokernel.MANY_REGISTERS ? GemmTile.wide(rows, LANES) : null,
        allKeeping(rows));
  }

  private static GemmTiles neighbors() {
    GemmTile most = SimdMicrokernel.STRIDED;
    GemmTile last = GemmTile.narrowStrided(SimdMicrokernel.ROWS_IN_PLACE, LANES);
    return SimdMicrokernel.MANY_REGISTERS
        ? new GemmTiles(
            ROWS,
            most,
            GemmTile.strided(ROWS / 2, LANES),
            most,
            last,
            last,
            GemmTile.wideStrided(ROWS, LANES),
            List.of())
        : new GemmTiles(ROWS, most, most, most, last, last, null, List.of());
  }

  private static GemmTiles rowsHere() {
    if (SimdMicrokernel.ROWS_IN_PLACE == 6) {
      GemmTile six = SimdMicrokernel.ROWS_APART;
      GemmTile four = GemmTile.rows(ROWS, LANES, /* times= */ 1);
      return new GemmTiles(6, six, four, six, six, six, null, List.of());
    }
    GemmTile most = GemmTile.rows(ROWS, LANES, /* times= */ 4);
    return new GemmTiles(
        ROWS,
        most,
        GemmTile.rows(ROWS / 2, LANES, /* times= */ 1),
        most,
        most,
        most,
        null,
        List.of());
  }
}

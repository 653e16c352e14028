package octavo.kernel.conv;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import octavo.kernel.gemm.SimdMicrokernel;
import org.jspecify.annotations.Nullable;

/// The [ChannelTile]s of one or two vectors of channels for runs of pixels that follow each other at one
/// distance, each made when it is first needed: a row of any width is covered by tiles of about the same
/// size, none of which is partly empty, and of short rows several are one tile.
final class RunTiles {
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;
  private static final boolean MANY_REGISTERS = SimdMicrokernel.MANY_REGISTERS;

  /// Pixels of the largest tile of one vector; with more the compiler spills some.
  static final int PIXELS = MANY_REGISTERS ? 20 : 12;

  /// Sums and taps of a row of the kernel that stay in registers together.
  private static final int REGISTERS = MANY_REGISTERS ? 28 : 13;

  /// Pixels of the largest tile of two vectors.
  static final int WIDE = SimdChannelKernel.PIXELS;

  /// The farthest neighbors that are worth a tile, but for blocks of channels.
  private static final int FARTHEST = 4;

  /// The farthest neighbors of two vectors with 16 registers, where places of their own would take them: as far as
  /// the channels of pixels go that lie one after the other, in steps of [#LANES] but for a few.
  private static final int PIXELS_APART = 2048;

  private static final ConcurrentMap<Kind, RunTiles> KINDS = new ConcurrentHashMap<>();

  /// What tiles differ in, besides their size.
  private record Kind(int vectors, int distance, Taps taps) {}

  private final Kind kind;
  private final int most;
  private final AtomicReferenceArray<@Nullable ChannelTile> tiles =
      new AtomicReferenceArray<>((PIXELS + 1) * (PIXELS + 1));

  private RunTiles(Kind kind) {
    this.kind = kind;
    this.most = kind.vectors == 2 ? WIDE : Math.min(PIXELS, REGISTERS - kind.taps.count());
  }

  /// The tiles of some vectors for a distance of neighbors, or null if there are none.
  static @Nullable RunTiles of(int vectors, int distance, Taps taps) {
    boolean near = distance > 0 && distance <= FARTHEST;
    boolean apart =
        vectors == 2
            && LANES == 8
            && distance > 0
            && distance <= PIXELS_APART
            && (distance < COLUMNS || distance % LANES == 0);
    if (!near && !apart && distance != COLUMNS && distance != 2 * COLUMNS) {
      return null;
    }
    Kind wanted = new Kind(vectors, distance, near && vectors == 1 ? taps : Taps.APART);
    RunTiles known = KINDS.get(wanted);
    return known != null ? known : KINDS.computeIfAbsent(wanted, RunTiles::new);
  }

  /// Pixels of the next tile in a row of which `left` are left.
  int run(int left) {
    int pieces = (left + most - 1) / most;
    return (left + pieces - 1) / pieces;
  }

  /// Rows of so many pixels that are one tile.
  int rows(int run) {
    return Math.max(1, most / run);
  }

  /// The tile of some rows of `run` pixels.
  ChannelTile tile(int rows, int run) {
    int at = rows * (PIXELS + 1) + run;
    ChannelTile tile = tiles.get(at);
    if (tile == null) {
      tile = make(rows * run, run);
      tiles.set(at, tile);
    }
    return tile;
  }

  /// The largest tile of two vectors is two halves with a place each, even where all its pixels are
  /// neighbors: as in a [BlockTile], the check of the second place keeps sums in registers.
  private ChannelTile make(int pixels, int run) {
    return kind.vectors == 2
        ? ChannelTile.of(pixels, 2, LANES, pixels == WIDE ? WIDE / 2 : run, kind.distance)
        : ChannelTile.ofRows(pixels, LANES, run, kind.distance, kind.taps);
  }
}

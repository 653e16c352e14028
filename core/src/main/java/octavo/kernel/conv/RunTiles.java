package octavo.kernel.conv;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import octavo.kernel.gemm.SimdMicrokernel;
import org.jspecify.annotations.Nullable;

/// The [ChannelTile]s of one vector of channels for runs of pixels that follow each other at one
/// distance, each made when it is first needed: a row of any width is covered by tiles of about the same
/// size, none of which is partly empty, and of short rows several are one tile. This needs 32 vector
/// registers.
final class RunTiles {
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels of the largest tile; with more the compiler spills some.
  static final int PIXELS = 20;

  /// Sums and taps of a row of the kernel that stay in registers together.
  private static final int REGISTERS = 28;

  /// The farthest neighbors that are worth a tile, but for blocks of channels.
  private static final int FARTHEST = 4;

  private static final ConcurrentMap<Kind, RunTiles> KINDS = new ConcurrentHashMap<>();

  /// What tiles differ in, besides their size.
  private record Kind(int distance, Taps taps) {}

  private final Kind kind;
  private final int most;
  private final AtomicReferenceArray<@Nullable ChannelTile> tiles =
      new AtomicReferenceArray<>((PIXELS + 1) * (PIXELS + 1));

  private RunTiles(Kind kind) {
    this.kind = kind;
    this.most = Math.min(PIXELS, REGISTERS - kind.taps.count());
  }

  /// The tiles for a distance of neighbors, or null if there are none.
  static @Nullable RunTiles of(int distance, Taps taps) {
    boolean near = distance > 0 && distance <= FARTHEST;
    if (!near && distance != COLUMNS && distance != 2 * COLUMNS) {
      return null;
    }
    Kind wanted = new Kind(distance, near ? taps : Taps.APART);
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
      tile = ChannelTile.ofRows(rows * run, LANES, run, kind.distance, kind.taps);
      tiles.set(at, tile);
    }
    return tile;
  }
}

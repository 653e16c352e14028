package octavo.cli.chapter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A cache on paper: it holds lines of memory, each in the one set that its address names, and counts the
/// lines that it had to fetch from what lies behind it. In a full set the line that was not used for longest
/// makes room.
final class CacheModel {
  private static final int LINE = 64;
  private static final int NUMBERS = LINE / Float.BYTES;
  private static final long EMPTY = -1;

  private final int sets;
  private final int ways;
  private final @Nullable CacheModel behind;

  /// Of each set its lines, the one used last first.
  private final long[] lines;

  private long fetched;

  private CacheModel(int bytes, int ways, @Nullable CacheModel behind) {
    this.sets = bytes / LINE / ways;
    this.ways = ways;
    this.behind = behind;
    this.lines = new long[sets * ways];
    Arrays.fill(lines, EMPTY);
  }

  /// An empty cache with lines of 64 bytes in front of memory.
  ///
  /// @param bytes its size, a multiple of `64 · ways`
  /// @param ways lines in a set
  static CacheModel of(int bytes, int ways) {
    return new CacheModel(bytes, ways, null);
  }

  /// A smaller cache in front of this one.
  CacheModel withNearer(int bytes, int nearerWays) {
    return new CacheModel(bytes, nearerWays, this);
  }

  // begin touch
  /// Reads or writes the float32 number `index` of memory.
  void touch(long index) {
    long line = index / NUMBERS;
    int first = (int) (line % sets) * ways;
    int at = first;
    while (at < first + ways - 1 && lines[at] != line) {
      at++;
    }
    boolean missing = lines[at] != line; // then `at` is the line that was not used for longest
    System.arraycopy(lines, first, lines, first + 1, at - first);
    lines[first] = line;
    if (missing) {
      fetched++;
      if (behind != null) {
        behind.touch(index);
      }
    }
  }

  // end touch

  /// Reads or writes `count` numbers that lie side by side.
  void touch(long from, int count) {
    for (long at = from / NUMBERS * NUMBERS; at < from + count; at += NUMBERS) {
      touch(at);
    }
  }

  /// How many lines were fetched so far.
  long fetched() {
    return fetched;
  }
}

package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which numbers the rungs of a product `C = A·B` of n × n touch, and in which order, as [CacheModel] counts
/// it. Touches of a line by which the line before was touched too are one.
///
/// @param a where A begins, in numbers
/// @param b where B begins
/// @param c where C begins
/// @param buffers where a rung keeps numbers for itself
/// @param n rows and columns
record ProductTraces(long a, long b, long c, long buffers, int n) {
  /// What the rungs in `octavo.kernel.ladder` use.
  private static final int TILE_ROWS = 24;

  private static final int TILE_COLUMNS = 128;
  private static final int REGISTER_ROWS = 4;
  private static final int REGISTER_COLUMNS = 32;

  /// The blocks of the packed product for vectors of 512 bits.
  private static final int PACKED_ROWS = 8;

  private static final int BLOCK_ROWS = 64;
  private static final int BLOCK_COLUMNS = 512;

  /// Two caches as many processors have them: 32 KB nearest, 1 MB behind.
  private record Caches(CacheModel nearest, CacheModel second) {
    static Caches empty() {
      CacheModel second = CacheModel.of(1 << 20, 8);
      return new Caches(second.withNearer(32 << 10, 8), second);
    }
  }

  /// Lines that were fetched for 1000 multiply-adds.
  ///
  /// @param nearest into a cache of 32 KB
  /// @param second into a cache of 1 MB behind it, from what is further away
  record Fetched(double nearest, double second) {}

  /// The part of a product that makes some of the rows of C.
  private interface Part {
    void trace(CacheModel cache, int row);
  }

  private static ProductTraces of(int n) {
    long size = (long) n * n;
    return new ProductTraces(0, size, 2 * size, 3 * size, n);
  }

  /// What the rungs fetch, by name.
  static Map<String, Fetched> fetched(int n) {
    ProductTraces traces = of(n);
    Map<String, Fetched> rates = new LinkedHashMap<>();
    rates.put("naive", traces.later(1, traces::naive));
    rates.put("reordered", traces.later(1, traces::reordered));
    rates.put("tiled", traces.later(TILE_ROWS, traces::tiled));
    rates.put("unrolled", traces.later(TILE_ROWS, traces::unrolled));
    rates.put("packed", traces.whole());
    return rates;
  }

  /// The rates of one part, when the one before has filled the caches: all later ones are like it.
  private Fetched later(int rows, Part part) {
    Caches caches = Caches.empty();
    part.trace(caches.nearest(), 0);
    long nearest = caches.nearest().fetched();
    long second = caches.second().fetched();
    int row = n >= 2 * rows ? rows : 0; // a small product is but one part
    part.trace(caches.nearest(), row);
    int made = Math.min(rows, n);
    return new Fetched(
        perThousand(caches.nearest().fetched() - nearest, made),
        perThousand(caches.second().fetched() - second, made));
  }

  /// The rates of the whole packed product: packing is shared by all rows.
  private Fetched whole() {
    Caches caches = Caches.empty();
    packed(caches.nearest());
    return new Fetched(
        perThousand(caches.nearest().fetched(), n), perThousand(caches.second().fetched(), n));
  }

  private double perThousand(long fetched, int rows) {
    return 1e3 * fetched / ((double) rows * n * n);
  }

  private void naive(CacheModel cache, int i) {
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        cache.touch(a + (long) i * n + k);
        cache.touch(b + (long) k * n + j);
      }
      cache.touch(c + (long) i * n + j);
    }
  }

  private void reordered(CacheModel cache, int i) {
    for (int k = 0; k < n; k++) {
      cache.touch(a + (long) i * n + k);
      touchPairs(cache, b + (long) k * n, c + (long) i * n, n);
    }
  }

  /// Two rows side by side, a line of each in turn.
  private static void touchPairs(CacheModel cache, long one, long other, int count) {
    int step = REGISTER_COLUMNS / 2;
    for (int j = 0; j < count; j += step) {
      cache.touch(one + j, Math.min(step, count - j));
      cache.touch(other + j, Math.min(step, count - j));
    }
  }

  private void tiled(CacheModel cache, int i0) {
    long sums = buffers + TILE_COLUMNS;
    int rows = Math.min(TILE_ROWS, n - i0);
    for (int j = 0; j < n; j += TILE_COLUMNS) {
      int columns = Math.min(TILE_COLUMNS, n - j);
      for (int k = 0; k < n; k++) {
        touchPairs(cache, b + (long) k * n + j, buffers, columns);
        for (int i = 0; i < rows; i++) {
          cache.touch(a + (long) (i0 + i) * n + k);
          touchPairs(cache, buffers, sums + (long) i * TILE_COLUMNS, columns);
        }
      }
      for (int i = 0; i < rows; i++) {
        touchPairs(cache, sums + (long) i * TILE_COLUMNS, c + (long) (i0 + i) * n + j, columns);
      }
    }
  }

  private void unrolled(CacheModel cache, int i0) {
    int rows = Math.min(TILE_ROWS, n - i0);
    for (int j = 0; j < n; j += REGISTER_COLUMNS) {
      int columns = Math.min(REGISTER_COLUMNS, n - j);
      for (int i = i0; i < i0 + rows; i += REGISTER_ROWS) {
        for (int k = 0; k < n; k++) {
          cache.touch(b + (long) k * n + j, columns);
          for (int r = 0; r < REGISTER_ROWS; r++) {
            cache.touch(a + (long) (i + r) * n + k);
          }
        }
        for (int r = 0; r < REGISTER_ROWS; r++) {
          cache.touch(c + (long) (i + r) * n + j, columns);
        }
      }
    }
  }

  private void packed(CacheModel cache) {
    long packedA = buffers;
    long packedB = buffers + (long) BLOCK_ROWS * n;
    for (int j0 = 0; j0 < n; j0 += BLOCK_COLUMNS) {
      int columns = Math.min(BLOCK_COLUMNS, n - j0);
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < columns; j += REGISTER_COLUMNS) {
          cache.touch(b + (long) k * n + j0 + j, REGISTER_COLUMNS);
          cache.touch(packedB + (long) j * n + (long) k * REGISTER_COLUMNS, REGISTER_COLUMNS);
        }
      }
      for (int i0 = 0; i0 < n; i0 += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, n - i0);
        packA(cache, i0, rows, packedA);
        for (int j = 0; j < columns; j += REGISTER_COLUMNS) {
          for (int i = 0; i < rows; i += PACKED_ROWS) {
            long panelA = packedA + (long) i * n;
            registers(cache, panelA, packedB + (long) j * n, c + (long) (i0 + i) * n + j0 + j);
          }
        }
      }
    }
  }

  private void packA(CacheModel cache, int i0, int rows, long packedA) {
    for (int i = 0; i < rows; i += PACKED_ROWS) {
      for (int k = 0; k < n; k++) {
        for (int r = 0; r < PACKED_ROWS; r++) {
          cache.touch(a + (long) (i0 + i + r) * n + k);
        }
        cache.touch(packedA + (long) i * n + (long) k * PACKED_ROWS, PACKED_ROWS);
      }
    }
  }

  private void registers(CacheModel cache, long panelA, long panelB, long result) {
    for (int k = 0; k < n; k++) {
      cache.touch(panelB + (long) k * REGISTER_COLUMNS, REGISTER_COLUMNS);
      cache.touch(panelA + (long) k * PACKED_ROWS, PACKED_ROWS);
    }
    for (int r = 0; r < PACKED_ROWS; r++) {
      cache.touch(result + (long) r * n, REGISTER_COLUMNS);
    }
  }
}

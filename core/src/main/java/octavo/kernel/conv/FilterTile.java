package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import octavo.kernel.Scratch;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The transform of the products of a Winograd weight gradient into one row of filters, a vector of them at
/// once. What lies between its two steps is kept in registers: a small array in its place begins anywhere in a
/// line of the cache, so that each vector crosses two lines, and what has just been written is waited for. All
/// rows at once are more operations than the compiler inlines in every start; where it stops, vectors are
/// objects.
interface FilterTile {
  /// `filter[LINE + (u·size + v)·lanes …] = (Gᵀ m G)_uv` with `m_t = sums[at + t·step]` for the columns `v` of row `u`.
  void transform(float[] sums, int at, float[] filter);

  /// The transforms into the rows of filters of `size` rows and columns, 3 or 5.
  static FilterTile[] of(int size, int step, int lanes) {
    FilterTile[] rows = new FilterTile[size];
    Arrays.setAll(
        rows,
        u ->
            TileCode.make(
                MethodHandles.lookup(),
                FilterTile.class,
                code -> write(code, size, u, step, lanes)));
    return rows;
  }

  private static void write(TileCode code, int size, int u, int step, int lanes) {
    int sums = 1;
    int at = 2;
    int filter = 3;
    int[] m = code.vectors(1, 6)[0];
    int[] between = code.vectors(1, 6)[0];
    for (int j = 0; j < 6; j++) {
      for (int i = 0; i < 6; i++) {
        code.load(m[i], sums, Index.of((6 * i + j) * step, at));
      }
      number(code, size, u, m, between[j]);
    }
    int number = code.vector();
    for (int v = 0; v < size; v++) {
      number(code, size, v, between, number);
      code.put(number, filter, Index.of(Scratch.LINE + (u * size + v) * lanes));
    }
  }

  /// `to = (Gᵀ m)_u`, of three or five numbers.
  private static void number(TileCode code, int size, int u, int[] m, int to) {
    int once = code.vector();
    int twice = code.vector();
    if (u % 2 == 0) {
      code.add(once, m[1], m[2]);
      code.add(twice, m[3], m[4]);
    } else {
      code.subtract(once, m[1], m[2]);
      code.subtract(twice, m[3], m[4]);
    }
    code.times(once, once, -1 / 6f);
    code.times(twice, twice, 1 / 24f);
    if (u == 0) {
      code.times(to, m[0], 0.25f);
      code.add(to, to, once);
      code.add(to, to, twice);
    } else {
      code.timesAdd(to, twice, 1 << u, once);
    }
    if (u == size - 1) {
      code.add(to, to, m[5]);
    }
  }
}

package octavo.kernel.conv;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// The transform of the products of a Winograd weight gradient into filters, a vector of them at once. What
/// lies between its two steps is kept in registers: a small array in its place begins anywhere in a line of the
/// cache, so that each vector crosses two lines, and what has just been written is waited for.
interface FilterTile {
  /// `filter[t·lanes …] = (Gᵀ m G)_t` with `m_t = sums[at + t·step]`.
  void transform(float[] sums, int at, float[] filter);

  /// The transform into filters of `size` rows and columns, 3 or 5.
  static FilterTile of(int size, int step, int lanes) {
    return TileCode.make(
        MethodHandles.lookup(), FilterTile.class, code -> write(code, size, step, lanes));
  }

  private static void write(TileCode code, int size, int step, int lanes) {
    int sums = 1;
    int at = 2;
    int filter = 3;
    int[] m = code.vectors(1, 6)[0];
    int[][] between = code.vectors(size, 6);
    int[] result = new int[size];
    for (int j = 0; j < 6; j++) {
      for (int i = 0; i < 6; i++) {
        code.load(m[i], sums, Index.of((6 * i + j) * step, at));
      }
      for (int u = 0; u < size; u++) {
        result[u] = between[u][j];
      }
      column(code, m, result);
    }
    int[] row = code.vectors(1, size)[0];
    for (int u = 0; u < size; u++) {
      column(code, between[u], row);
      for (int v = 0; v < size; v++) {
        code.put(row[v], filter, Index.of((u * size + v) * lanes));
      }
    }
  }

  /// `to = Gᵀ m`: three or five numbers of six.
  private static void column(TileCode code, int[] m, int[] to) {
    int[] made = code.vectors(1, 4)[0];
    int even = made[0];
    int odd = made[1];
    int evenTwice = made[2];
    int oddTwice = made[3];
    code.add(even, m[1], m[2]);
    code.times(even, even, -1 / 6f);
    code.subtract(odd, m[1], m[2]);
    code.times(odd, odd, -1 / 6f);
    code.add(evenTwice, m[3], m[4]);
    code.times(evenTwice, evenTwice, 1 / 24f);
    code.subtract(oddTwice, m[3], m[4]);
    code.times(oddTwice, oddTwice, 1 / 24f);
    code.times(to[0], m[0], 0.25f);
    code.add(to[0], to[0], even);
    code.add(to[0], to[0], evenTwice);
    code.add(to[1], oddTwice, oddTwice);
    code.add(to[1], odd, to[1]);
    code.timesAdd(to[2], evenTwice, 4, even);
    if (to.length == 3) {
      code.add(to[2], to[2], m[5]);
    } else {
      code.timesAdd(to[3], oddTwice, 8, odd);
      code.timesAdd(to[4], evenTwice, 16, even);
      code.add(to[4], to[4], m[5]);
    }
  }
}

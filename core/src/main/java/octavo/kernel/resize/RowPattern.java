package octavo.kernel.resize;

/// Matrices of which nearly all rows look alike, so that vectors can work along the axis itself.
enum RowPattern {
  /// Every number twice: nearest neighbors of twice the size.
  REPEAT,
  /// Twice the size, two weights for all even rows and two for all odd ones: row `2i` reads `i - 1` and
  /// `i`, row `2i + 1` reads `i` and `i + 1`, save the first and the last two rows.
  DOUBLE,
  /// Half the size, row `i` reads `2i` and `2i + 1`: the transpose of [#REPEAT], means of two.
  PAIR,
  /// Half the size, row `i` reads `2i - 1` to `2i + 2`, save the first and the last row: the
  /// transpose of [#DOUBLE].
  QUAD,
  /// None of these.
  ANY;

  static RowPattern of(BandMatrix m) {
    int rows = m.rows();
    int columns = m.columns();
    if (rows == 2L * columns) {
      return isRepeat(m)
          ? REPEAT
          : columns > 2 && same(m, 2, rows - 2, 2, 1, -1, 2) && same(m, 3, rows - 2, 2, 1, 0, 2)
              ? DOUBLE
              : ANY;
    }
    if (columns == 2L * rows) {
      return same(m, 0, rows, 1, 2, 0, 2)
          ? PAIR
          : rows > 2 && same(m, 1, rows - 1, 1, 2, 1, 4) ? QUAD : ANY;
    }
    return ANY;
  }

  private static boolean isRepeat(BandMatrix m) {
    for (int i = 0; i < m.rows(); i++) {
      if (m.count(i) != 1 || m.first(i) != i / 2 || m.weight(i, 0) != 1) {
        return false;
      }
    }
    return true;
  }

  /// Whether rows `from`, `from + step`, … below `to` have `count` equal weights each, the first of them
  /// at column `begin` and then always `move` further.
  private static boolean same(
      BandMatrix m, int from, int to, int step, int move, int shift, int count) {
    int begin = step == 2 ? from / 2 + shift : from * 2 - shift;
    for (int i = from; i < to; i += step, begin += move) {
      if (m.count(i) != count || m.first(i) != begin) {
        return false;
      }
      for (int k = 0; k < count; k++) {
        if (m.rounded()[m.at(i) + k] != m.rounded()[m.at(from) + k]) {
          return false;
        }
      }
    }
    return true;
  }
}

package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.SimdWeave;

/// Brings parts of matrices into the order in which the micro-kernel reads them: panels of a few
/// rows of the left operand or columns of the right one, the numbers of one inner index after those
/// of the last. What a panel lacks is filled with zeros.
public final class SimdPacking {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// The rows of a right panel that are woven together at a time.
  private static final int WEAVE = SimdMicrokernel.ROWS;

  /// Inner indices that are woven at a time for a wide panel.
  private static final int PIECE = 64;

  /// So many times those rows fill a vector.
  private static final int PANELS = LANES / WEAVE;

  /// For `selectFrom(a, b)`: the first [#WEAVE] lanes of `a`, and then those of `b`.
  private static final float[] FRONTS = fronts();

  /// For `selectFrom(a, b)`: what six rows leave of a vector from the fifth row of `a` on, and then those
  /// of `b`.
  private static final float[] LAST_OF_SIX = {4, 5, 8, 9, 10, 11, 12, 13};

  /// So many right panels are best written at a time: rows are then read in long runs, and as many lines that are
  /// a power of two apart stay in the first level.
  static final int TOGETHER = 8;

  /// What [#shortRows] may write behind its panels.
  public static final int SPILL = (LANES - 1) * SimdMicrokernel.ROWS_IN_PLACE;

  private SimdPacking() {}

  /// Rows `i0 … i0+rows` and inner indices `k0 … k0+k` of `a` as one panel of the left operand, of `width` rows:
  /// [SimdMicrokernel#ROWS] or [SimdMicrokernel#ROWS_IN_PLACE].
  public static void left(
      Matrix a, int i0, int rows, int k0, int k, float[] to, int at, int width) {
    int start = a.offset() + i0 * a.rowStride() + k0 * a.columnStride();
    panel(a.floats(), start, a.rowStride(), a.columnStride(), rows, k, to, at, width);
  }

  /// Inner indices `k0 … k0+k` and columns `j0 … j0+columns` of `b` as panels of the right operand,
  /// `distance` numbers apart.
  public static void right(
      Matrix b, int k0, int k, int j0, int columns, float[] to, int at, int distance) {
    int width = SimdMicrokernel.COLUMNS;
    int whole = b.columnStride() == 1 ? columns / width : 0;
    for (int p = 0; p < (whole == 0 ? 0 : k); p++) { // row by row, as they lie in memory
      int from = b.offset() + (k0 + p) * b.rowStride() + j0;
      row(b.floats(), from, whole, to, at + p * width, distance);
    }
    for (int j = whole * width; j < columns; j += width) {
      int start = b.offset() + k0 * b.rowStride() + (j0 + j) * b.columnStride();
      panel(
          b.floats(),
          start,
          /* rowStride= */ b.columnStride(),
          /* columnStride= */ b.rowStride(),
          Math.min(width, columns - j),
          k,
          to,
          at + j / width * distance,
          width);
    }
  }

  private static void row(float[] from, int start, int panels, float[] to, int at, int distance) {
    for (int j = 0; j < panels; j++) {
      FloatVector first = FloatVector.fromArray(S, from, start + j * 2 * LANES);
      FloatVector second = FloatVector.fromArray(S, from, start + j * 2 * LANES + LANES);
      first.intoArray(to, at + j * distance);
      second.intoArray(to, at + j * distance + LANES);
    }
  }

  /// `to[at + p·width + i] = from[start + i·rowStride + p·columnStride]`.
  private static void panel(
      float[] from,
      int start,
      int rowStride,
      int columnStride,
      int rows,
      int k,
      float[] to,
      int at,
      int width) {
    if (rows < width) {
      Arrays.fill(to, at, at + width * k, 0);
    }
    if (rowStride == 1) {
      if (rows == width) {
        copy(from, start, columnStride, k, to, at, width);
      } else {
        for (int p = 0; p < k; p++) {
          System.arraycopy(from, start + p * columnStride, to, at + p * width, rows);
        }
      }
      return;
    }
    int step = Math.min(width, LANES);
    int weave = Math.min(width, width > LANES ? WEAVE : step);
    for (int i = 0; i < rows; i += step) {
      int source = start + i * rowStride;
      int count = Math.min(step, rows - i);
      int woven = columnStride == 1 ? count / weave * weave : 0;
      int whole = woven == 0 ? 0 : k / LANES * LANES;
      if (whole > 0 && weave == width) {
        weave(width, from, source, rowStride, whole, to, at);
      } else if (whole > 0) {
        weaveApart(from, source, rowStride, whole, woven / weave, to, at + i, width);
      }
      if (whole > 0 && whole < k) { // the last ones, of which some once more
        int last = k - LANES;
        if (weave == width) {
          weave(width, from, source + last, rowStride, LANES, to, at + last * width);
        } else {
          weaveApart(
              from,
              source + last,
              rowStride,
              LANES,
              woven / weave,
              to,
              at + last * width + i,
              width);
        }
        whole = k;
      }
      for (int p = woven == count ? whole : 0; p < k; p++) {
        for (int r = p < whole ? woven : 0; r < count; r++) {
          to[at + p * width + i + r] = from[source + r * rowStride + p * columnStride];
        }
      }
    }
  }

  /// Rows of `k` numbers that lie one after the other, `count` panels of `width` of them `step` apart:
  /// `to[at + (c·k + p)·width + i] = from[start + c·step + i·k + p]`. Whole vectors
  /// are stored, up to [#SPILL] numbers behind the last panel.
  public static void shortRows(
      float[] from, int start, int step, int k, int count, float[] to, int at, int width) {
    int whole = (k + LANES - 1) / LANES * LANES;
    int reach = (width - 1) * k + whole;
    for (int c = 0; c < count; c++) {
      int source = start + c * step;
      int target = at + c * k * width;
      if (source + reach <= from.length) {
        weave(width, from, source, k, whole, to, target);
      } else {
        for (int p = 0; p < k; p++) {
          for (int i = 0; i < width; i++) {
            to[target + p * width + i] = from[source + i * k + p];
          }
        }
      }
    }
  }

  private static void copy(
      float[] from, int start, int step, int k, float[] to, int at, int width) {
    if (width < LANES && width != WEAVE) {
      // a vector reaches into the next inner index, which is written later
      int p = 0;
      for (; p + 1 < k && start + p * step + LANES <= from.length; p++) {
        FloatVector.fromArray(S, from, start + p * step).intoArray(to, at + p * width);
      }
      for (; p < k; p++) {
        System.arraycopy(from, start + p * step, to, at + p * width, width);
      }
    } else if (width == WEAVE) {
      FloatVector fronts = FloatVector.fromArray(S, FRONTS, 0);
      int p = 0;
      for (; readable(from, start, step, p, k); p += PANELS) {
        FloatVector first = FloatVector.fromArray(S, from, start + p * step);
        FloatVector last = FloatVector.fromArray(S, from, start + (p + PANELS - 1) * step);
        fronts.selectFrom(first, last).intoArray(to, at + p * width);
      }
      for (; p < k; p++) {
        System.arraycopy(from, start + p * step, to, at + p * width, width);
      }
    } else {
      for (int p = 0; p < k; p++) {
        FloatVector first = FloatVector.fromArray(S, from, start + p * step);
        FloatVector second = FloatVector.fromArray(S, from, start + p * step + LANES);
        first.intoArray(to, at + p * width);
        second.intoArray(to, at + p * width + LANES);
      }
    }
  }

  /// Weaves 8, 6 or 4 rows.
  private static void weave(int rows, float[] from, int at, int step, int k, float[] to, int o) {
    if (rows == 8) {
      eight(from, at, step, k, to, o);
    } else if (rows == 6) {
      six(from, at, step, k, to, o);
    } else {
      four(from, at, step, k, to, o);
    }
  }

  /// Whether the vectors of the inner indices `p …` that are stored as one lie within `from`.
  private static boolean readable(float[] from, int start, int step, int p, int k) {
    return p + PANELS <= k && start + (p + PANELS - 1) * step + LANES <= from.length;
  }

  /// Weaves `parts` times [#WEAVE] rows for a panel of more rows, where the numbers of an inner index are
  /// `width` apart: a piece at a time through a small array, so that there is one loop that weaves. Whole
  /// vectors are stored; what `parts` lack in one is zero.
  private static void weaveApart(
      float[] from, int at, int step, int k, int parts, float[] to, int o, int width) {
    if (LANES == 16 && parts * WEAVE == LANES) {
      sixteen(from, at, step, k, to, o, width);
      return;
    }
    FloatVector fronts = FloatVector.fromArray(S, FRONTS, 0);
    float[] piece = new float[PANELS * PIECE * WEAVE + LANES];
    int last = (PANELS - 1) * PIECE * WEAVE;
    for (int p = 0; p < k; p += PIECE) {
      int count = Math.min(PIECE, k - p);
      for (int part = 0; part < parts; part++) {
        weave(WEAVE, from, at + part * WEAVE * step + p, step, count, piece, part * PIECE * WEAVE);
      }
      for (int q = 0; q < count; q++) {
        FloatVector first = FloatVector.fromArray(S, piece, q * WEAVE);
        FloatVector second = FloatVector.fromArray(S, piece, last + q * WEAVE);
        fronts.selectFrom(first, second).intoArray(to, o + (p + q) * width);
      }
    }
  }

  /// Rows of one or two panels in one vector: `to[j·LANES + i] = from[first + j·next + i]`, where `first` and
  /// `second` are the same for a whole vector, and else for the rows `i` of a panel, and behind them those of
  /// `from[second + …]`.
  public static void besides(float[] from, int first, int second, int next, int count, float[] to) {
    if (first == second) {
      for (int j = 0; j < count; j++) {
        FloatVector.fromArray(S, from, first + j * next).intoArray(to, j * LANES);
      }
      return;
    }
    FloatVector fronts = FloatVector.fromArray(S, FRONTS, 0);
    for (int j = 0; j < count; j++) {
      FloatVector a = FloatVector.fromArray(S, from, first + j * next);
      FloatVector b = FloatVector.fromArray(S, from, second + j * next);
      fronts.selectFrom(a, b).intoArray(to, j * LANES);
    }
  }

  /// Weaves eight rows: each round the two halves of the list of vectors, so that the number of a
  /// row moves bit by bit below the number of a column.
  private static void eight(float[] from, int at, int step, int k, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(S, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(S, from, q + 5 * step);
      FloatVector r6 = FloatVector.fromArray(S, from, q + 6 * step);
      FloatVector r7 = FloatVector.fromArray(S, from, q + 7 * step);
      FloatVector a0 = low.selectFrom(r0, r4);
      FloatVector a1 = high.selectFrom(r0, r4);
      FloatVector a2 = low.selectFrom(r1, r5);
      FloatVector a3 = high.selectFrom(r1, r5);
      FloatVector a4 = low.selectFrom(r2, r6);
      FloatVector a5 = high.selectFrom(r2, r6);
      FloatVector a6 = low.selectFrom(r3, r7);
      FloatVector a7 = high.selectFrom(r3, r7);
      r0 = low.selectFrom(a0, a4);
      r1 = high.selectFrom(a0, a4);
      r2 = low.selectFrom(a1, a5);
      r3 = high.selectFrom(a1, a5);
      r4 = low.selectFrom(a2, a6);
      r5 = high.selectFrom(a2, a6);
      r6 = low.selectFrom(a3, a7);
      r7 = high.selectFrom(a3, a7);
      int t = o + p * 8;
      low.selectFrom(r0, r4).intoArray(to, t);
      high.selectFrom(r0, r4).intoArray(to, t + LANES);
      low.selectFrom(r1, r5).intoArray(to, t + 2 * LANES);
      high.selectFrom(r1, r5).intoArray(to, t + 3 * LANES);
      low.selectFrom(r2, r6).intoArray(to, t + 4 * LANES);
      high.selectFrom(r2, r6).intoArray(to, t + 5 * LANES);
      low.selectFrom(r3, r7).intoArray(to, t + 6 * LANES);
      high.selectFrom(r3, r7).intoArray(to, t + 7 * LANES);
    }
  }

  /// Weaves sixteen rows of vectors of as many lanes, as [#eight]: `to[o + p·width + i] = from[at + i·step + p]`.
  static void sixteen(float[] from, int at, int step, int k, float[] to, int o, int width) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(S, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(S, from, q + 5 * step);
      FloatVector r6 = FloatVector.fromArray(S, from, q + 6 * step);
      FloatVector r7 = FloatVector.fromArray(S, from, q + 7 * step);
      FloatVector r8 = FloatVector.fromArray(S, from, q + 8 * step);
      FloatVector r9 = FloatVector.fromArray(S, from, q + 9 * step);
      FloatVector r10 = FloatVector.fromArray(S, from, q + 10 * step);
      FloatVector r11 = FloatVector.fromArray(S, from, q + 11 * step);
      FloatVector r12 = FloatVector.fromArray(S, from, q + 12 * step);
      FloatVector r13 = FloatVector.fromArray(S, from, q + 13 * step);
      FloatVector r14 = FloatVector.fromArray(S, from, q + 14 * step);
      FloatVector r15 = FloatVector.fromArray(S, from, q + 15 * step);
      FloatVector a0 = low.selectFrom(r0, r8);
      FloatVector a1 = high.selectFrom(r0, r8);
      FloatVector a2 = low.selectFrom(r1, r9);
      FloatVector a3 = high.selectFrom(r1, r9);
      FloatVector a4 = low.selectFrom(r2, r10);
      FloatVector a5 = high.selectFrom(r2, r10);
      FloatVector a6 = low.selectFrom(r3, r11);
      FloatVector a7 = high.selectFrom(r3, r11);
      FloatVector a8 = low.selectFrom(r4, r12);
      FloatVector a9 = high.selectFrom(r4, r12);
      FloatVector a10 = low.selectFrom(r5, r13);
      FloatVector a11 = high.selectFrom(r5, r13);
      FloatVector a12 = low.selectFrom(r6, r14);
      FloatVector a13 = high.selectFrom(r6, r14);
      FloatVector a14 = low.selectFrom(r7, r15);
      FloatVector a15 = high.selectFrom(r7, r15);
      r0 = low.selectFrom(a0, a8);
      r1 = high.selectFrom(a0, a8);
      r2 = low.selectFrom(a1, a9);
      r3 = high.selectFrom(a1, a9);
      r4 = low.selectFrom(a2, a10);
      r5 = high.selectFrom(a2, a10);
      r6 = low.selectFrom(a3, a11);
      r7 = high.selectFrom(a3, a11);
      r8 = low.selectFrom(a4, a12);
      r9 = high.selectFrom(a4, a12);
      r10 = low.selectFrom(a5, a13);
      r11 = high.selectFrom(a5, a13);
      r12 = low.selectFrom(a6, a14);
      r13 = high.selectFrom(a6, a14);
      r14 = low.selectFrom(a7, a15);
      r15 = high.selectFrom(a7, a15);
      a0 = low.selectFrom(r0, r8);
      a1 = high.selectFrom(r0, r8);
      a2 = low.selectFrom(r1, r9);
      a3 = high.selectFrom(r1, r9);
      a4 = low.selectFrom(r2, r10);
      a5 = high.selectFrom(r2, r10);
      a6 = low.selectFrom(r3, r11);
      a7 = high.selectFrom(r3, r11);
      a8 = low.selectFrom(r4, r12);
      a9 = high.selectFrom(r4, r12);
      a10 = low.selectFrom(r5, r13);
      a11 = high.selectFrom(r5, r13);
      a12 = low.selectFrom(r6, r14);
      a13 = high.selectFrom(r6, r14);
      a14 = low.selectFrom(r7, r15);
      a15 = high.selectFrom(r7, r15);
      r0 = low.selectFrom(a0, a8);
      r1 = high.selectFrom(a0, a8);
      r2 = low.selectFrom(a1, a9);
      r3 = high.selectFrom(a1, a9);
      r4 = low.selectFrom(a2, a10);
      r5 = high.selectFrom(a2, a10);
      r6 = low.selectFrom(a3, a11);
      r7 = high.selectFrom(a3, a11);
      r8 = low.selectFrom(a4, a12);
      r9 = high.selectFrom(a4, a12);
      r10 = low.selectFrom(a5, a13);
      r11 = high.selectFrom(a5, a13);
      r12 = low.selectFrom(a6, a14);
      r13 = high.selectFrom(a6, a14);
      r14 = low.selectFrom(a7, a15);
      r15 = high.selectFrom(a7, a15);
      int t = o + p * width;
      r0.intoArray(to, t);
      r1.intoArray(to, t + width);
      r2.intoArray(to, t + 2 * width);
      r3.intoArray(to, t + 3 * width);
      r4.intoArray(to, t + 4 * width);
      r5.intoArray(to, t + 5 * width);
      r6.intoArray(to, t + 6 * width);
      r7.intoArray(to, t + 7 * width);
      r8.intoArray(to, t + 8 * width);
      r9.intoArray(to, t + 9 * width);
      r10.intoArray(to, t + 10 * width);
      r11.intoArray(to, t + 11 * width);
      r12.intoArray(to, t + 12 * width);
      r13.intoArray(to, t + 13 * width);
      r14.intoArray(to, t + 14 * width);
      r15.intoArray(to, t + 15 * width);
    }
  }

  /// Weaves six rows as if there were eight: each vector reaches into the next inner index, which is
  /// written later, and the last one begins earlier instead.
  private static void six(float[] from, int at, int step, int k, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    FloatVector last = FloatVector.fromArray(S, LAST_OF_SIX, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector r4 = FloatVector.fromArray(S, from, q + 4 * step);
      FloatVector r5 = FloatVector.fromArray(S, from, q + 5 * step);
      FloatVector a0 = low.selectFrom(r0, r4);
      FloatVector a1 = high.selectFrom(r0, r4);
      FloatVector a2 = low.selectFrom(r1, r5);
      FloatVector a3 = high.selectFrom(r1, r5);
      FloatVector a4 = low.selectFrom(r2, r2);
      FloatVector a5 = high.selectFrom(r2, r2);
      FloatVector a6 = low.selectFrom(r3, r3);
      FloatVector a7 = high.selectFrom(r3, r3);
      r0 = low.selectFrom(a0, a4);
      r1 = high.selectFrom(a0, a4);
      r2 = low.selectFrom(a1, a5);
      r3 = high.selectFrom(a1, a5);
      r4 = low.selectFrom(a2, a6);
      r5 = high.selectFrom(a2, a6);
      FloatVector r6 = low.selectFrom(a3, a7);
      FloatVector r7 = high.selectFrom(a3, a7);
      int t = o + p * 6;
      low.selectFrom(r0, r4).intoArray(to, t);
      high.selectFrom(r0, r4).intoArray(to, t + 6);
      low.selectFrom(r1, r5).intoArray(to, t + 12);
      high.selectFrom(r1, r5).intoArray(to, t + 18);
      low.selectFrom(r2, r6).intoArray(to, t + 24);
      high.selectFrom(r2, r6).intoArray(to, t + 30);
      FloatVector seventh = low.selectFrom(r3, r7);
      seventh.intoArray(to, t + 36);
      last.selectFrom(seventh, high.selectFrom(r3, r7)).intoArray(to, t + 40);
    }
  }

  private static void four(float[] from, int at, int step, int k, float[] to, int o) {
    FloatVector low = FloatVector.fromArray(S, SimdWeave.LOW, 0);
    FloatVector high = FloatVector.fromArray(S, SimdWeave.HIGH, 0);
    for (int p = 0; p < k; p += LANES) {
      int q = at + p;
      FloatVector r0 = FloatVector.fromArray(S, from, q);
      FloatVector r1 = FloatVector.fromArray(S, from, q + step);
      FloatVector r2 = FloatVector.fromArray(S, from, q + 2 * step);
      FloatVector r3 = FloatVector.fromArray(S, from, q + 3 * step);
      FloatVector a0 = low.selectFrom(r0, r2);
      FloatVector a1 = high.selectFrom(r0, r2);
      FloatVector a2 = low.selectFrom(r1, r3);
      FloatVector a3 = high.selectFrom(r1, r3);
      int t = o + p * 4;
      low.selectFrom(a0, a2).intoArray(to, t);
      high.selectFrom(a0, a2).intoArray(to, t + LANES);
      low.selectFrom(a1, a3).intoArray(to, t + 2 * LANES);
      high.selectFrom(a1, a3).intoArray(to, t + 3 * LANES);
    }
  }

  private static float[] fronts() {
    float[] index = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      index[i] = i < WEAVE ? i : LANES + i - WEAVE;
    }
    return index;
  }
}

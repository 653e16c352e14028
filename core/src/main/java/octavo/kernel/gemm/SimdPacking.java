package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

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

  /// So many right panels are best written at a time: rows are then read in long runs, and as many lines that are
  /// a power of two apart stay in the first level.
  static final int TOGETHER = 8;

  /// What [#shortRows] may write behind its panels.
  public static final int SPILL = (LANES - 1) * SimdMicrokernel.ROWS_IN_PLACE;

  private SimdPacking() {}

  /// Rows `i0 … i0+rows` and inner indices `k0 … k0+k` of `a` as one panel of the left operand, of `width` rows:
  /// [SimdMicrokernel#ROWS], [SimdMicrokernel#ROWS_IN_PLACE] or [SimdMicrokernel#TALL].
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
        SimdRowWeave.weave(width, from, source, rowStride, whole, to, at);
      } else if (whole > 0) {
        weaveApart(from, source, rowStride, whole, woven / weave, to, at + i, width);
      }
      if (whole > 0 && whole < k) { // the last ones, of which some once more
        int last = k - LANES;
        if (weave == width) {
          SimdRowWeave.weave(width, from, source + last, rowStride, LANES, to, at + last * width);
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
        SimdRowWeave.weave(width, from, source, k, whole, to, target);
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

  /// Whether the vectors of the inner indices `p …` that are stored as one lie within `from`.
  private static boolean readable(float[] from, int start, int step, int p, int k) {
    int first = start + p * step;
    int last = first + (PANELS - 1) * step; // ahead of the first in a matrix that is flipped
    return p + PANELS <= k && Math.max(first, last) + LANES <= from.length;
  }

  /// Weaves `parts` times [#WEAVE] rows for a panel of more rows, where the numbers of an inner index are
  /// `width` apart: a piece at a time through a small array, so that there is one loop that weaves. Whole
  /// vectors are stored; what `parts` lack in one is zero.
  private static void weaveApart(
      float[] from, int at, int step, int k, int parts, float[] to, int o, int width) {
    if (LANES == 16 && parts * WEAVE == LANES) {
      SimdRowWeave.sixteen(from, at, step, k, to, o, width);
      return;
    }
    FloatVector fronts = FloatVector.fromArray(S, FRONTS, 0);
    float[] piece = new float[PANELS * PIECE * WEAVE + LANES];
    int last = (PANELS - 1) * PIECE * WEAVE;
    for (int p = 0; p < k; p += PIECE) {
      int count = Math.min(PIECE, k - p);
      for (int part = 0; part < parts; part++) {
        SimdRowWeave.weave(
            WEAVE, from, at + part * WEAVE * step + p, step, count, piece, part * PIECE * WEAVE);
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

  private static float[] fronts() {
    float[] index = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      index[i] = i < WEAVE ? i : LANES + i - WEAVE;
    }
    return index;
  }
}

package octavo.kernel.attention;

import octavo.kernel.Scratch;
import octavo.kernel.conv.SimdTranspose;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.View;

/// Rows of one head, as the register tiles read them.
///
/// @param x `[batch, heads, rows, columns]`, neighbors along the last axis
/// @param offset where row 0 lies
/// @param stride the distance of two rows
/// @param rows how many
/// @param columns numbers of a row
record SimdHead(View x, int offset, int stride, int rows, int columns) {
  private static final int MR = SimdMicrokernel.ROWS;
  private static final int NR = SimdMicrokernel.COLUMNS;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int SIDE = SimdScores.SIDE;

  static SimdHead of(View x, int b, int h) {
    int offset = x.offset() + b * x.stride(0) + h * x.stride(1);
    return new SimdHead(x, offset, x.stride(2), x.size(2), x.size(3));
  }

  /// The columns, up to whole register tiles.
  static int padded(int columns) {
    return (columns + NR - 1) / NR * NR;
  }

  int at(int row) {
    return offset + row * stride;
  }

  private Matrix matrix() {
    return new Matrix(x.storage(), offset, rows, columns, stride, 1);
  }

  /// Rows `from … from + count` as panels of a left operand, `MR·columns` numbers each.
  void packLeft(int from, int count, float[] to, int at) {
    for (int i = 0; i < count; i += MR) {
      int height = Math.min(MR, count - i);
      SimdPacking.left(matrix(), from + i, height, 0, columns, to, at + i * columns, MR);
    }
  }

  /// Rows `from … from + count`, at most a tile, as columns of a right operand: panels of `NR·columns`
  /// numbers, times `factor`.
  void packTurned(int from, int count, float factor, float[] to, int at) {
    for (int i = 0; i < count; i += NR) {
      int panel = at + i * columns;
      if (i + NR <= count && columns % LANES == 0) {
        squares(from + i, to, panel);
      } else {
        int width = Math.min(NR, count - i);
        SimdPacking.right(matrix().transpose(), 0, columns, from + i, width, to, panel, 0);
      }
    }
    if (factor != 1) {
      int width = (count + NR - 1) / NR * NR;
      SimdScores.store(to, at, factor, false, to, at, width * columns);
    }
  }

  /// A panel of whole squares of a vector's length.
  private void squares(int row, float[] to, int at) {
    float[] room = Scratch.floats(Scratch.TILE, LANES * LANES);
    float[] numbers = x.floats();
    for (int r = 0; r < NR; r += LANES) {
      for (int c = 0; c < columns; c += LANES) {
        int first = at(row + r) + c;
        SimdTranspose.square(numbers, first, stride, room, to, at + c * NR + r, NR);
      }
    }
  }

  /// What [#right] asks for.
  int rightFloats() {
    return columns % NR == 0 ? 0 : rows * padded(columns);
  }

  /// All rows as rows of a right operand: where they lie, or packed where their ends are no whole register
  /// tiles.
  Right right(float[] to, int at) {
    if (columns % NR == 0) {
      return new Right(x.floats(), offset, stride, NR);
    }
    SimdPacking.right(matrix(), 0, rows, 0, columns, to, at, NR * rows);
    return new Right(to, at, NR, NR * rows);
  }

  /// A right operand.
  ///
  /// @param array where its numbers are
  /// @param offset the first row
  /// @param stride the distance of two rows
  /// @param panel the distance of two register tiles side by side
  record Right(float[] array, int offset, int stride, int panel) {}

  /// Whether no step `i … i + NR` of a tile sees one of the keys from `j` on.
  static boolean unseen(int first, int i, int j) {
    return (long) first + i + NR - 1 < j;
  }

  /// A tile of products, keys downwards, but for register tiles that nobody sees.
  static void scores(
      float[] w, int columns, int left, int turned, int steps, int keys, int first, int out) {
    float[] zeros = SimdMicrokernel.zeros();
    for (int i = 0; i < steps; i += NR) {
      for (int j = 0; j < keys && !unseen(first, i, j); j += MR) {
        int at = out + j * SIDE + i;
        SimdMicrokernel.multiply(
            columns,
            w,
            left + j * columns,
            w,
            turned + i * columns,
            NR,
            /* fresh= */ true,
            zeros,
            0,
            w,
            at,
            SIDE,
            w,
            at,
            SIDE);
      }
    }
  }

  /// `to += tileᵀ·right`: a row for each step, from those of the keys that it sees; `right` begins at row
  /// `row`, rows of `to` are `width` apart.
  static void addToSteps(
      float[] w,
      int tile,
      int steps,
      int keys,
      int first,
      Right right,
      int row,
      int to,
      int width) {
    for (int i = 0; i < steps; i += MR) {
      int n = (int) Math.max(0, Math.min(keys, (long) first + i + MR));
      for (int c = 0; n > 0 && c < width; c += NR) {
        SimdMicrokernel.turned(
            n,
            w,
            tile + i,
            right.array,
            right.offset + row * right.stride + c / NR * right.panel,
            right.stride,
            /* fresh= */ false,
            w,
            to + i * width + c,
            width);
      }
    }
  }

  /// `to += tile·right`: a row for each key, from those of the steps that see it.
  static void addToKeys(
      float[] w,
      int tile,
      int steps,
      int keys,
      int first,
      Right right,
      int row,
      int to,
      int width) {
    for (int j = 0; j < keys; j += MR) {
      int from = Math.max(0, j - first);
      for (int c = 0; from < steps && c < width; c += NR) {
        SimdMicrokernel.left(
            steps - from,
            w,
            tile + j * SIDE + from,
            right.array,
            right.offset + (row + from) * right.stride + c / NR * right.panel,
            right.stride,
            /* fresh= */ false,
            w,
            to + j * width + c,
            width);
      }
    }
  }
}

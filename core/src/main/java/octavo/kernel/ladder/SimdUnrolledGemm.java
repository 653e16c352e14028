package octavo.kernel.ladder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.Matrix;

/// Rung 6: within a tile, the loops over four rows and two vectors of columns are written out, and the
/// loop over k does two steps in a turn. No buffer is needed any more, and the tiles are narrower, so that
/// a small product has enough of them for all threads.
///
/// Written out, each of the eight sums has a name, and the compiler keeps what has a name in a
/// register: eight multiply-adds now need two loads of `b` and no store. Eight chains of sums also
/// hide the latency of the multiply-add. What is left: the rows of `b` lie a whole matrix row apart,
/// so that a large product waits for memory, most of all where that distance is a power of two and the
/// rows fall into the same places of the cache. Packing, rung 7, is the answer to that.
final class SimdUnrolledGemm implements GemmRung {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /// The sizes of a tile: whole register tiles for every length of a vector.
  private static final int HEIGHT = 24;

  private static final int WIDTH = 32;

  /// The sizes of a register tile.
  private static final int ROWS = 4;

  private static final int COLUMNS = 2 * LANES;

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    SimdParallelGemm.tiles(
        c, HEIGHT, WIDTH, (i, j, rows, columns) -> tile(a, b, c, i, j, rows, columns));
  }

  /// A tile: its part of whole register tiles, and the edges by the loop of rung 4.
  private static void tile(Matrix a, Matrix b, Matrix c, int i0, int j0, int rows, int columns) {
    int wholeRows = rows / ROWS * ROWS;
    int wholeColumns = columns / COLUMNS * COLUMNS;
    for (int i = 0; i < wholeRows; i += ROWS) {
      for (int j = 0; j < wholeColumns; j += COLUMNS) {
        registers(a, b, c, i0 + i, j0 + j);
      }
    }
    if (wholeColumns < columns) {
      int rest = columns - wholeColumns;
      float[] sums = new float[rows * rest];
      SimdVectorizedGemm.tile(a, b, c, i0, j0 + wholeColumns, rows, rest, sums);
    }
    if (wholeRows < rows && wholeColumns > 0) {
      int rest = rows - wholeRows;
      float[] sums = new float[rest * wholeColumns];
      SimdVectorizedGemm.tile(a, b, c, i0 + wholeRows, j0, rest, wholeColumns, sums);
    }
  }

  private static void registers(Matrix left, Matrix right, Matrix result, int i, int j) {
    float[] a = left.floats();
    float[] b = right.floats();
    float[] c = result.floats();
    int k = left.columns();
    int a0 = left.offset() + i * left.rowStride();
    int a1 = a0 + left.rowStride();
    int a2 = a1 + left.rowStride();
    int a3 = a2 + left.rowStride();
    int bo = right.offset() + j;
    int ldb = right.rowStride();
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    int p = 0;
    for (; p + 2 <= k; p += 2) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * ldb);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * ldb + LANES);
      c00 = b0.fma(FloatVector.broadcast(SPECIES, a[a0 + p]), c00);
      c01 = b1.fma(FloatVector.broadcast(SPECIES, a[a0 + p]), c01);
      c10 = b0.fma(FloatVector.broadcast(SPECIES, a[a1 + p]), c10);
      c11 = b1.fma(FloatVector.broadcast(SPECIES, a[a1 + p]), c11);
      c20 = b0.fma(FloatVector.broadcast(SPECIES, a[a2 + p]), c20);
      c21 = b1.fma(FloatVector.broadcast(SPECIES, a[a2 + p]), c21);
      c30 = b0.fma(FloatVector.broadcast(SPECIES, a[a3 + p]), c30);
      c31 = b1.fma(FloatVector.broadcast(SPECIES, a[a3 + p]), c31);
      FloatVector d0 = FloatVector.fromArray(SPECIES, b, bo + (p + 1) * ldb);
      FloatVector d1 = FloatVector.fromArray(SPECIES, b, bo + (p + 1) * ldb + LANES);
      c00 = d0.fma(FloatVector.broadcast(SPECIES, a[a0 + p + 1]), c00);
      c01 = d1.fma(FloatVector.broadcast(SPECIES, a[a0 + p + 1]), c01);
      c10 = d0.fma(FloatVector.broadcast(SPECIES, a[a1 + p + 1]), c10);
      c11 = d1.fma(FloatVector.broadcast(SPECIES, a[a1 + p + 1]), c11);
      c20 = d0.fma(FloatVector.broadcast(SPECIES, a[a2 + p + 1]), c20);
      c21 = d1.fma(FloatVector.broadcast(SPECIES, a[a2 + p + 1]), c21);
      c30 = d0.fma(FloatVector.broadcast(SPECIES, a[a3 + p + 1]), c30);
      c31 = d1.fma(FloatVector.broadcast(SPECIES, a[a3 + p + 1]), c31);
    }
    if (p < k) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * ldb);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * ldb + LANES);
      c00 = b0.fma(FloatVector.broadcast(SPECIES, a[a0 + p]), c00);
      c01 = b1.fma(FloatVector.broadcast(SPECIES, a[a0 + p]), c01);
      c10 = b0.fma(FloatVector.broadcast(SPECIES, a[a1 + p]), c10);
      c11 = b1.fma(FloatVector.broadcast(SPECIES, a[a1 + p]), c11);
      c20 = b0.fma(FloatVector.broadcast(SPECIES, a[a2 + p]), c20);
      c21 = b1.fma(FloatVector.broadcast(SPECIES, a[a2 + p]), c21);
      c30 = b0.fma(FloatVector.broadcast(SPECIES, a[a3 + p]), c30);
      c31 = b1.fma(FloatVector.broadcast(SPECIES, a[a3 + p]), c31);
    }
    int co = result.offset() + i * result.rowStride() + j;
    int ldc = result.rowStride();
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + LANES);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + LANES);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + LANES);
  }
}

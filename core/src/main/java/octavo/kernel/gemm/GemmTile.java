package octavo.kernel.gemm;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// A tile of `c`, kept in registers, plus the product of some rows of `a` and one or two vectors of
/// columns of `b`.
interface GemmTile {
  /// As [SimdMicrokernel#multiply]; a tile for packed panels does not read `lda` and `ldb`.
  void multiply(
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      boolean fresh,
      float[] start,
      int so,
      float[] c,
      int co,
      int ldc,
      float[] out,
      int oo,
      int ldo);

  /// A tile whose strides are given.
  ///
  /// @param rows of `a`
  /// @param vectors one or two, of columns
  static GemmTile strided(int rows, int vectors, int lanes) {
    return of(rows, vectors, lanes, /* packed= */ false);
  }

  /// A tile for packed panels, `rows` numbers of `a` and two vectors of `b` for each inner index. With
  /// constant strides the compiler proves once, before the loop, that every index lies in its array; with
  /// strides that it does not know it checks each of the ten loads of a turn, which costs 6 % of the speed.
  static GemmTile packed(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, /* packed= */ true);
  }

  private static GemmTile of(int rows, int vectors, int lanes, boolean packed) {
    return TileCode.make(
        MethodHandles.lookup(), GemmTile.class, code -> write(code, rows, vectors, lanes, packed));
  }

  private static void write(TileCode code, int rows, int vectors, int lanes, boolean packed) {
    int argument = 1;
    int inner = argument++;
    int a = argument++;
    int ao = argument++;
    int lda = argument++;
    int b = argument++;
    int bo = argument++;
    int ldb = argument++;
    int fresh = argument++;
    int start = argument++;
    int so = argument++;
    int c = argument++;
    int co = argument++;
    int ldc = argument++;
    int out = argument++;
    int oo = argument++;
    int ldo = argument;
    int[][] sums = code.vectors(rows, vectors);
    int[] columns = code.vectors(1, vectors)[0];
    int value = code.vector();
    int at = code.number();
    int left = code.number();
    int right = code.number();
    code.either(
        fresh,
        () -> {
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
              code.spread(sums[i][j], start, Index.of(i, so));
            }
          }
        },
        () -> {
          code.set(at, Index.of(0, co));
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vectors; j++) {
              code.load(sums[i][j], c, Index.of(j * lanes, at));
            }
            code.set(at, Index.of(0, at, ldc));
          }
        });
    code.loop(
        inner,
        k -> {
          if (packed) {
            code.scale(left, k, rows);
            code.scale(right, k, 2 * lanes);
          } else {
            code.multiply(left, k, lda);
            code.multiply(right, k, ldb);
          }
          for (int j = 0; j < vectors; j++) {
            code.load(columns[j], b, Index.of(j * lanes, bo, right));
          }
          for (int i = 0; i < rows; i++) {
            code.spread(value, a, Index.of(i, ao, left));
            for (int j = 0; j < vectors; j++) {
              code.multiplyAdd(value, columns[j], sums[i][j]);
            }
          }
        });
    code.set(at, Index.of(0, oo));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        code.store(sums[i][j], out, Index.of(j * lanes, at));
      }
      code.set(at, Index.of(0, at, ldo));
    }
  }
}

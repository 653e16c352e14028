package octavo.kernel.gemm;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;
import octavo.kernel.TileCode.Index;

/// A tile of `c`, kept in registers, plus the product of some rows of `a` and one or two vectors of
/// columns of `b`.
interface GemmTile {
  /// In place of a constant stride: it is an argument.
  int GIVEN = 0;

  /// As [SimdMicrokernel#multiply]; a tile with a constant stride does not read that argument.
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

  /// A tile whose strides are given to [#multiply].
  ///
  /// @param rows of `a`
  /// @param lanes of a vector; there are two vectors of columns
  static GemmTile strided(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, GIVEN, GIVEN);
  }

  /// A tile for packed panels, `rows` numbers of `a` and two vectors of `b` for each inner index. With
  /// constant strides the compiler proves once, before the loop, that every index lies in its array; with
  /// strides that it does not know it checks each of the ten loads of a turn, which costs 6 % of the speed,
  /// and a third of a [#narrow] one's.
  static GemmTile packed(int rows, int lanes) {
    return of(rows, /* vectors= */ 2, lanes, rows, 2 * lanes);
  }

  /// A tile of a single vector of columns for a packed panel of `a`.
  static GemmTile narrow(int rows, int lanes) {
    return of(rows, /* vectors= */ 1, lanes, rows, GIVEN);
  }

  private static GemmTile of(int rows, int vectors, int lanes, int lda, int ldb) {
    return TileCode.make(
        MethodHandles.lookup(),
        GemmTile.class,
        code -> write(code, rows, vectors, lanes, lda, ldb));
  }

  private static void write(
      TileCode code, int rows, int vectors, int lanes, int constantLda, int constantLdb) {
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
          stride(code, left, k, constantLda, lda);
          stride(code, right, k, constantLdb, ldb);
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

  private static void stride(TileCode code, int to, int k, int constant, int given) {
    if (constant == GIVEN) {
      code.multiply(to, k, given);
    } else {
      code.scale(to, k, constant);
    }
  }
}

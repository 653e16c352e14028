package octavo.kernel.gemm;

import java.lang.invoke.MethodHandles;
import octavo.kernel.TileCode;

/// A tile of a single vector of columns for two packed panels of [SimdMicrokernel#ROWS_IN_PLACE] rows: as many sums
/// as a tile of two vectors has, where one of a single panel would wait for its few.
public final class SimdTall {
  /// Panels of a tile: with 16 registers there is no room for the sums of two.
  public static final int PANELS = SimdMicrokernel.MANY_REGISTERS ? 2 : 1;

  private static final int ROWS = SimdMicrokernel.ROWS_IN_PLACE;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final float[] ZEROS = new float[PANELS * ROWS];
  private static final GemmTile TILE =
      TileCode.make(
          MethodHandles.lookup(),
          GemmTile.class,
          code ->
              new GemmTileCode(code, PANELS * ROWS, /* vectors= */ 1, LANES, /* apart= */ 1)
                  .write(/* half= */ ROWS, /* lda= */ ROWS, GemmTile.GIVEN));
  private static final GemmTile ADDING =
      GemmTile.adding(PANELS * ROWS, 1, LANES, /* half= */ ROWS, /* lda= */ ROWS, GemmTile.GIVEN);

  private SimdTall() {}

  /// As [SimdMicrokernel#narrow] for [#PANELS] panels that lie `apart` from each other; their rows of `out` follow
  /// each other.
  public static void multiply(
      int k,
      float[] a,
      int ao,
      int apart,
      float[] b,
      int bo,
      int ldb,
      boolean adds,
      float[] out,
      int oo,
      int ldo) {
    GemmTile tile = adds ? ADDING : TILE;
    tile.multiply(k, a, ao, apart, b, bo, ldb, true, ZEROS, 0, ZEROS, 0, 0, out, oo, ldo, ZEROS, 0);
  }
}

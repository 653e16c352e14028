package octavo.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.gemm.SimdMicrokernel;

/// The sums of [SimdChannelKernel] for pixels in blocks of channels that are neighbors, from the first
/// product to the [Epilogue], stored where they belong: no second pass moves them. Tiles are half as
/// large as there, which leaves registers for the bounds; from few products on two multiplications a
/// cycle keep pace with that.
final class SimdPixelRun {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels of a tile.
  static final int PIXELS = 7;

  private static final int TILE = PIXELS * COLUMNS;

  /// What is added where there is no residual.
  static final float[] NOTHING = new float[TILE];

  private SimdPixelRun() {}

  /// `y[yo + p·COLUMNS + j] = min(max(added + start[so + j] + Σ_k x[xo + p·COLUMNS + shift[k]]·w[wo +
  /// k·COLUMNS + j], low), high)` for `tiles·PIXELS` pixels `p`, `COLUMNS` channels `j` and `n` products.
  ///
  /// @param added what is added to the pixels of a tile, the next tile's being `apart` numbers on
  static void wide(
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] added,
      int ao,
      int apart,
      float[] y,
      int yo) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector s0 = FloatVector.fromArray(S, start, so);
    FloatVector s1 = FloatVector.fromArray(S, start, so + LANES);
    for (int t = 0; t < tiles; t++) {
      int x0 = xo + t * TILE;
      FloatVector c00 = s0;
      FloatVector c01 = s1;
      FloatVector c10 = s0;
      FloatVector c11 = s1;
      FloatVector c20 = s0;
      FloatVector c21 = s1;
      FloatVector c30 = s0;
      FloatVector c31 = s1;
      FloatVector c40 = s0;
      FloatVector c41 = s1;
      FloatVector c50 = s0;
      FloatVector c51 = s1;
      FloatVector c60 = s0;
      FloatVector c61 = s1;
      for (int k = 0; k < n; k++) {
        int at = x0 + shift[k];
        FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
        FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
        FloatVector a = FloatVector.broadcast(S, x[at]);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, x[at + COLUMNS]);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, x[at + 2 * COLUMNS]);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, x[at + 3 * COLUMNS]);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        a = FloatVector.broadcast(S, x[at + 4 * COLUMNS]);
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        a = FloatVector.broadcast(S, x[at + 5 * COLUMNS]);
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        a = FloatVector.broadcast(S, x[at + 6 * COLUMNS]);
        c60 = a.fma(b0, c60);
        c61 = a.fma(b1, c61);
      }
      int z = ao + t * apart;
      int o = yo + t * TILE;
      FloatVector v = FloatVector.fromArray(S, added, z).add(c00);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o);
      v = FloatVector.fromArray(S, added, z + LANES).add(c01);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + LANES);
      v = FloatVector.fromArray(S, added, z + COLUMNS).add(c10);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS);
      v = FloatVector.fromArray(S, added, z + COLUMNS + LANES).add(c11);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS + LANES);
      v = FloatVector.fromArray(S, added, z + 2 * COLUMNS).add(c20);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 2 * COLUMNS + LANES).add(c21);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS + LANES);
      v = FloatVector.fromArray(S, added, z + 3 * COLUMNS).add(c30);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 3 * COLUMNS + LANES).add(c31);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS + LANES);
      v = FloatVector.fromArray(S, added, z + 4 * COLUMNS).add(c40);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 4 * COLUMNS + LANES).add(c41);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS + LANES);
      v = FloatVector.fromArray(S, added, z + 5 * COLUMNS).add(c50);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 5 * COLUMNS + LANES).add(c51);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS + LANES);
      v = FloatVector.fromArray(S, added, z + 6 * COLUMNS).add(c60);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 6 * COLUMNS + LANES).add(c61);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS + LANES);
    }
  }

  /// As [#wide], for the first half of the channels only.
  static void narrow(
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] added,
      int ao,
      int apart,
      float[] y,
      int yo) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector s0 = FloatVector.fromArray(S, start, so);
    for (int t = 0; t < tiles; t++) {
      int x0 = xo + t * TILE;
      FloatVector c00 = s0;
      FloatVector c10 = s0;
      FloatVector c20 = s0;
      FloatVector c30 = s0;
      FloatVector c40 = s0;
      FloatVector c50 = s0;
      FloatVector c60 = s0;
      for (int k = 0; k < n; k++) {
        int at = x0 + shift[k];
        FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
        c00 = FloatVector.broadcast(S, x[at]).fma(b0, c00);
        c10 = FloatVector.broadcast(S, x[at + COLUMNS]).fma(b0, c10);
        c20 = FloatVector.broadcast(S, x[at + 2 * COLUMNS]).fma(b0, c20);
        c30 = FloatVector.broadcast(S, x[at + 3 * COLUMNS]).fma(b0, c30);
        c40 = FloatVector.broadcast(S, x[at + 4 * COLUMNS]).fma(b0, c40);
        c50 = FloatVector.broadcast(S, x[at + 5 * COLUMNS]).fma(b0, c50);
        c60 = FloatVector.broadcast(S, x[at + 6 * COLUMNS]).fma(b0, c60);
      }
      int z = ao + t * apart;
      int o = yo + t * TILE;
      FloatVector v = FloatVector.fromArray(S, added, z).add(c00);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o);
      v = FloatVector.fromArray(S, added, z + COLUMNS).add(c10);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS);
      v = FloatVector.fromArray(S, added, z + 2 * COLUMNS).add(c20);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 3 * COLUMNS).add(c30);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 4 * COLUMNS).add(c40);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 5 * COLUMNS).add(c50);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS);
      v = FloatVector.fromArray(S, added, z + 6 * COLUMNS).add(c60);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS);
    }
  }
}

package octavo.kernel.gemm;

import static octavo.kernel.gemm.SimdMicrokernel.COLUMNS;
import static octavo.kernel.gemm.SimdMicrokernel.LANES;
import static octavo.kernel.gemm.SimdMicrokernel.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The micro-kernel of [SimdMicrokernel] for packed panels, whose strides are constants. With these
/// the compiler proves once, before the loop, that every index lies in its array; with strides that it
/// does not know it checks each of the ten loads of a turn, which costs 6 % of the speed.
final class SimdPackedTile {
  private SimdPackedTile() {}

  /// `out = c + a·b`, or `start + a·b` where `fresh`, for a tile of four rows.
  static void four(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      boolean fresh,
      float[] start,
      int so,
      float[] c,
      int co,
      int ldc,
      float[] out,
      int oo,
      int ldo) {
    FloatVector c00 =
        fresh ? FloatVector.broadcast(SPECIES, start[so]) : FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so])
            : FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c10 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc);
    FloatVector c11 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc + LANES);
    FloatVector c20 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc);
    FloatVector c21 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES);
    FloatVector c30 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc);
    FloatVector c31 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p * 4]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[ao + p * 4 + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[ao + p * 4 + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[ao + p * 4 + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    FloatVector.broadcast(SPECIES, 1).mul(c00).intoArray(out, oo);
    FloatVector.broadcast(SPECIES, 1).mul(c01).intoArray(out, oo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c10).intoArray(out, oo + ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c11).intoArray(out, oo + ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c20).intoArray(out, oo + 2 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c21).intoArray(out, oo + 2 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c30).intoArray(out, oo + 3 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c31).intoArray(out, oo + 3 * ldo + LANES);
  }

  /// The same for a tile of eight rows.
  static void eight(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      boolean fresh,
      float[] start,
      int so,
      float[] c,
      int co,
      int ldc,
      float[] out,
      int oo,
      int ldo) {
    FloatVector c00 =
        fresh ? FloatVector.broadcast(SPECIES, start[so]) : FloatVector.fromArray(SPECIES, c, co);
    FloatVector c01 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so])
            : FloatVector.fromArray(SPECIES, c, co + LANES);
    FloatVector c10 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc);
    FloatVector c11 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 1])
            : FloatVector.fromArray(SPECIES, c, co + ldc + LANES);
    FloatVector c20 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc);
    FloatVector c21 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 2])
            : FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES);
    FloatVector c30 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc);
    FloatVector c31 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 3])
            : FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES);
    FloatVector c40 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 4])
            : FloatVector.fromArray(SPECIES, c, co + 4 * ldc);
    FloatVector c41 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 4])
            : FloatVector.fromArray(SPECIES, c, co + 4 * ldc + LANES);
    FloatVector c50 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 5])
            : FloatVector.fromArray(SPECIES, c, co + 5 * ldc);
    FloatVector c51 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 5])
            : FloatVector.fromArray(SPECIES, c, co + 5 * ldc + LANES);
    FloatVector c60 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 6])
            : FloatVector.fromArray(SPECIES, c, co + 6 * ldc);
    FloatVector c61 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 6])
            : FloatVector.fromArray(SPECIES, c, co + 6 * ldc + LANES);
    FloatVector c70 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 7])
            : FloatVector.fromArray(SPECIES, c, co + 7 * ldc);
    FloatVector c71 =
        fresh
            ? FloatVector.broadcast(SPECIES, start[so + 7])
            : FloatVector.fromArray(SPECIES, c, co + 7 * ldc + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * COLUMNS + LANES);
      int i = ao + p * 8;
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[i + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[i + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[i + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[i + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[i + 5]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(SPECIES, a[i + 6]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(SPECIES, a[i + 7]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
    }
    FloatVector.broadcast(SPECIES, 1).mul(c00).intoArray(out, oo);
    FloatVector.broadcast(SPECIES, 1).mul(c01).intoArray(out, oo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c10).intoArray(out, oo + ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c11).intoArray(out, oo + ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c20).intoArray(out, oo + 2 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c21).intoArray(out, oo + 2 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c30).intoArray(out, oo + 3 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c31).intoArray(out, oo + 3 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c40).intoArray(out, oo + 4 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c41).intoArray(out, oo + 4 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c50).intoArray(out, oo + 5 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c51).intoArray(out, oo + 5 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c60).intoArray(out, oo + 6 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c61).intoArray(out, oo + 6 * ldo + LANES);
    FloatVector.broadcast(SPECIES, 1).mul(c70).intoArray(out, oo + 7 * ldo);
    FloatVector.broadcast(SPECIES, 1).mul(c71).intoArray(out, oo + 7 * ldo + LANES);
  }
}
